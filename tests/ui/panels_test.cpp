// What a press asks for, and what each mode shows.
#include "fixture.h"

#include "content/grammar.h"

#include <algorithm>
#include <imgui.h>

namespace dorsum::ui {
namespace {

using Asked = std::vector<std::string>;

TEST_F(PanelsTest, each_mode_shows_its_panels_and_no_others) {
    struct Sign {
        const char* panel;
        const char* widget;
    };
    constexpr Sign signs[] = {{"toolbar", "mode."}, {"conditions", "condition."}, {"layers", "layer."}, {"search", "search"}, {"quiz", "quiz.start."}};
    for (const auto& mode : catalog.modes) {
        show(mode.id, 1280, 800);
        for (const auto& sign : signs) {
            const bool wanted = std::find(mode.panels.begin(), mode.panels.end(), sign.panel) != mode.panels.end();
            EXPECT_EQ(any_on_screen(sign.widget), wanted) << mode.id << " " << sign.panel;
        }
    }
}

TEST_F(PanelsTest, all_six_conditions_can_be_chosen_in_every_mode) {
    for (const auto& mode : catalog.modes)
        for (const auto& condition : catalog.conditions) {
            show(mode.id, 1280, 720);
            click("condition." + condition.id);
            EXPECT_EQ(asked, Asked{"condition " + condition.id});
            EXPECT_EQ(state.condition, condition.id);
            EXPECT_TRUE(on_screen("condition.none")) << "there is no way back";
        }
}

TEST_F(PanelsTest, named_widgets_ask_for_their_action) {
    show("clinic", 1280, 720);
    click("mode.study");
    EXPECT_EQ(asked, Asked{"mode study"});
    click("layer.superficial");
    EXPECT_EQ(asked, Asked{"layer superficial off"});
    click("view.left");
    EXPECT_EQ(asked, Asked{"view left"});
    click("undo");
    EXPECT_EQ(asked, Asked{"undo"});
    click("language.de");
    EXPECT_EQ(state.language, "de");
    click("quiz.start.name_muscles");
    EXPECT_EQ(state.quiz.quiz, "name_muscles");
}

TEST_F(PanelsTest, a_stroke_that_cannot_be_drawn_says_why) {
    for (const auto& language : catalog.languages) {
        show("clinic", 1280, 900);
        act("language " + language.id);
        act("screen none");
        act("technique id=effleurage on=muscle.piriformis.left");
        refused.clear();
        settle();
        EXPECT_FALSE(on_screen("technique.refused"));
        for (const auto reason : {scene::Refusal::zone, scene::Refusal::surface, scene::Refusal::reach, scene::Refusal::landmarks, scene::Refusal::bent}) {
            refused = {{"library.effleurage", anatomy::Side::left, reason == scene::Refusal::zone ? "spine_strip" : "", reason}};
            settle();
            EXPECT_TRUE(on_screen("technique.refused")) << language.id << " " << static_cast<int>(reason);
        }
        for (const char* reason : {"surface", "reach", "landmarks", "bent"})
            EXPECT_GT(catalog.text(language.id).get(std::string("library.refused.") + reason).size(), 40u) << language.id;
    }
    refused.clear();
}

TEST_F(PanelsTest, a_layer_says_when_less_of_it_is_drawn_than_was_set) {
    for (const auto& language : catalog.languages) {
        show("clinic", 1280, 720);
        act("language " + language.id);
        settle();
        EXPECT_FALSE(any_on_screen("layer.superficial.veiled")) << language.id;
        layers_drawn[static_cast<std::size_t>(anatomy::Layer::superficial)] = 0.16f;
        settle();
        EXPECT_TRUE(on_screen("layer.superficial.veiled")) << language.id;
        EXPECT_FALSE(on_screen("layer.deep.veiled")) << language.id;
        EXPECT_EQ(state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::superficial)], 1) << "what the user set stays";
        act("layer superficial off");
        settle();
        EXPECT_FALSE(on_screen("layer.superficial.veiled")) << language.id << ": nothing of it is wanted";
        layers_drawn = filled_layers();
    }
}

TEST_F(PanelsTest, the_list_of_layers_tells_what_does_not_follow_its_switch) {
    const auto superficial = static_cast<std::size_t>(anatomy::Layer::superficial), deep = static_cast<std::size_t>(anatomy::Layer::deep);
    for (const auto& language : catalog.languages) {
        show("clinic", 1280, 720);
        act("language " + language.id);
        act("layer superficial off");
        settle();
        EXPECT_FALSE(any_on_screen("layer.superficial.parts")) << language.id;
        layer_parts[superficial].drawn = 3, layer_parts[deep].hidden = 2;
        settle();
        EXPECT_TRUE(on_screen("layer.superficial.parts_drawn")) << language.id;
        EXPECT_TRUE(on_screen("layer.deep.parts_hidden")) << language.id;
        EXPECT_FALSE(any_on_screen("layer.bone.parts")) << language.id;
        layer_parts = {};
    }
}

TEST_F(PanelsTest, a_file_that_is_there_is_replaced_only_by_a_second_press) {
    show("clinic", 1280, 720);
    act("dialog files");
    settle();
    existing = {"dorsum-back.json"};
    EXPECT_NE(std::find(out.may_write.begin(), out.may_write.end(), "dorsum-back.json"), out.may_write.end());
    click("files.save");
    EXPECT_TRUE(asked.empty()) << asked.front();
    EXPECT_EQ(state.dialog, "files");
    click("files.save");
    ASSERT_FALSE(asked.empty());
    EXPECT_EQ(asked.back(), "save dorsum-back.json") << "nothing after it: that would take the notice away";
    act("dialog files");
    settle();
    click("files.picture"); // there is no such picture yet
    ASSERT_FALSE(asked.empty());
    EXPECT_EQ(asked.back(), "picture dorsum-back.png");
    act("dialog files");
    settle();
    click("files.save");
    EXPECT_TRUE(asked.empty());
    act("dialog none"); // thought better of it: the question is asked anew
    settle();
    act("dialog files");
    settle();
    click("files.save");
    EXPECT_TRUE(asked.empty());
}

// Who typed a name that cannot be written mends it: it stays, with what went wrong beside it.
TEST_F(PanelsTest, a_name_that_could_not_be_saved_stays_to_be_mended) {
    show("clinic", 1280, 720);
    act("dialog files");
    settle();
    type("nowhere");
    click("files.save");
    ASSERT_FALSE(asked.empty());
    EXPECT_EQ(asked.back(), "save nowhere.json");
    EXPECT_EQ(state.dialog, "files") << "closed by what it asked for, once that is done";
    file_failure = "/nowhere.json could not be saved";
    settle();
    EXPECT_TRUE(on_screen("files.failure"));
    click("files.save");
    ASSERT_FALSE(asked.empty());
    EXPECT_EQ(asked.back(), "save nowhere.json") << "the name is still there";
    file_failure.clear();
    settle();
    click("files.save"); // now it can be written, and the app closes the dialog
    act("dialog none");
    settle();
    act("dialog files");
    settle();
    EXPECT_FALSE(on_screen("files.failure"));
    click("files.save");
    ASSERT_FALSE(asked.empty());
    EXPECT_EQ(asked.back(), "save dorsum-back.json") << "the last one was saved: a new name is suggested";
}

TEST_F(PanelsTest, a_notice_leaves_the_view_buttons_free) {
    for (const char* mode : {"kiosk", "clinic", "study"})
        for (const auto& [w, h] : std::vector<std::pair<int, int>>{{1280, 720}, {1920, 1080}, {1024, 768}}) {
            show(mode, w, h);
            act("condition sciatica");
            state.notice = "notice.no_pin";
            settle();
            ASSERT_GT(out.toast.width, 0) << mode;
            for (const auto& [name, r] : out.widgets)
                if (name.rfind("view.", 0) == 0) {
                    EXPECT_FALSE(r.x < out.toast.x + out.toast.width && out.toast.x < r.x + r.width && r.y < out.toast.y + out.toast.height && out.toast.y < r.y + r.height)
                        << name << " in " << mode << " at " << w << "x" << h;
                }
        }
}

TEST_F(PanelsTest, a_step_that_is_left_out_is_struck_and_says_why) {
    context.ask_body = [](const content::StrokeStep& step, const session::SessionState&) {
        return step.id == "tension.2" ? session::OnBody{false, {{step.id, anatomy::Side::left, {}, session::Refusal::reach, 0}, {step.id, anatomy::Side::right, {}, session::Refusal::reach, 0}}} : session::OnBody{};
    };
    for (const auto& language : catalog.languages) {
        show("clinic", 1280, 1400);
        act("language " + language.id);
        act("screen none");
        act("condition upper_back_tension");
        settle();
        EXPECT_TRUE(on_screen("timeline.1")) << language.id;
        EXPECT_TRUE(on_screen("timeline.2.left_out")) << language.id;
        EXPECT_FALSE(on_screen("timeline.2")) << language.id;
        click("tab.plan");
        EXPECT_TRUE(on_screen("plan.refused")) << language.id << ": before it comes";
        EXPECT_FALSE(on_screen("captions")) << language.id;
        click("plan.next");
        EXPECT_EQ(state.playback.step, 2) << language.id;
        click("timeline.2.left_out");
        EXPECT_EQ(state.playback.step, 1) << "to read about it";
        act("captions on");
        settle();
        EXPECT_TRUE(on_screen("captions")) << language.id;
    }
    context.ask_body = {};
}

TEST_F(PanelsTest, numbers_have_the_decimal_point_of_the_language) {
    EXPECT_EQ(content::number(catalog.text("de"), 85.2), "85,2");
    EXPECT_EQ(content::number(catalog.text("es"), 5.5), "5,5");
    EXPECT_EQ(content::number(catalog.text("en"), 5.5), "5.5");
}

TEST_F(PanelsTest, no_step_of_a_plan_is_shown_before_the_safety_questions) {
    for (const auto& condition : catalog.conditions) {
        show("clinic", 1280, 720);
        act("condition " + condition.id);
        settle();
        click("tab.plan");
        EXPECT_FALSE(any_on_screen("plan.step.")) << condition.id;
        EXPECT_FALSE(on_screen("plan.play")) << condition.id;
        EXPECT_TRUE(on_screen("plan.screen")) << condition.id;
    }
}

TEST_F(PanelsTest, the_way_to_the_plan_leads_through_the_questions) {
    show("clinic", 1280, 720);
    act("condition upper_back_tension");
    settle();
    click("plan.screen");
    EXPECT_EQ(state.dialog, "safety");
    EXPECT_FALSE(on_screen("mode.study")) << "what lies behind a dialog can be pressed";
    click("screen.done");
    EXPECT_EQ(state.dialog, "safety") << "open questions were passed over";
    click("screen.none");
    click("screen.done");
    EXPECT_EQ(state.dialog, "");
    ASSERT_TRUE(on_screen("plan.play"));
    EXPECT_TRUE(on_screen("plan.step.1"));
    click("plan.play");
    EXPECT_TRUE(state.playback.playing);
    click("plan.play");
    EXPECT_FALSE(state.playback.playing);
    click("plan.next");
    EXPECT_EQ(state.playback.step, 1);
}

TEST_F(PanelsTest, a_stop_answer_keeps_the_plan_shut) {
    show("clinic", 1280, 720);
    act("condition upper_back_tension");
    act("dialog safety");
    settle();
    click("screen.fever_infection.yes");
    EXPECT_EQ(asked, Asked{"screen fever_infection yes"});
    EXPECT_FALSE(on_screen("screen.none")) << "\"none of these\" beside a yes";
    click("screen.others");
    EXPECT_TRUE(state.screen_yes.count("fever_infection"));
    click("screen.others");
    EXPECT_EQ(asked, Asked{}) << "nothing is open any more";
    click("screen.done");
    EXPECT_FALSE(any_on_screen("plan.step."));
    EXPECT_FALSE(on_screen("plan.play"));
}

TEST_F(PanelsTest, the_disc_plan_asks_for_a_professional) {
    show("clinic", 1280, 720);
    act("condition herniated_disc");
    act("screen none");
    settle();
    EXPECT_FALSE(any_on_screen("plan.step."));
    click("confirm.professional");
    EXPECT_TRUE(on_screen("plan.play"));
}

TEST_F(PanelsTest, a_muscle_leads_on_to_its_conditions_and_a_vertebra_to_the_curve) {
    show("clinic", 1280, 800);
    act("select muscle.piriformis.left");
    settle();
    click("lead.sciatica");
    EXPECT_EQ(state.condition, "sciatica");
    act("condition none");
    act("select vertebra.t8");
    settle();
    click("info.curve");
    EXPECT_EQ(state.condition, "scoliosis");
    act("condition none");
    act("select nerve.sciatic.right");
    settle();
    click("lead.sciatica");
    EXPECT_EQ(state.symptomatic, anatomy::Side::right);
}

TEST_F(PanelsTest, the_selected_structure_can_be_isolated_hidden_and_brought_back) {
    show("clinic", 1280, 720);
    act("select muscle.piriformis.left");
    settle();
    click("info.isolate");
    EXPECT_EQ(state.isolated, std::set<std::string>{"muscle.piriformis.left"});
    click("info.show_all");
    EXPECT_TRUE(state.isolated.empty());
    click("info.hide");
    EXPECT_EQ(state.hidden.count("muscle.piriformis.left"), 1u);
}

TEST_F(PanelsTest, search_finds_while_it_is_typed_and_a_result_is_selected) {
    show("clinic", 1280, 720);
    click("search");
    type("piriformis");
    settle();
    EXPECT_EQ(state.search, "piriformis");
    ASSERT_TRUE(on_screen("result.muscle.piriformis.left"));
    click("result.muscle.piriformis.left");
    EXPECT_EQ(state.selected, "muscle.piriformis.left");
    EXPECT_EQ(state.search, "");
}

TEST_F(PanelsTest, the_key_for_search_opens_the_field_for_typing) {
    show("clinic", 1280, 720);
    act("dialog search");
    settle();
    EXPECT_TRUE(out.wants_keys) << "letters would be taken for shortcuts";
    type("piriformis");
    settle();
    EXPECT_EQ(state.search, "piriformis");
}

TEST_F(PanelsTest, a_new_pin_takes_its_name_from_the_keys_at_once) {
    for (const int w : {1280, 900}) { // two columns, and one that both pages share
        show("clinic", w, 720);
        act("marker add structure=muscle.piriformis.left at=0,1000,0");
        frame();
        EXPECT_TRUE(out.wants_keys) << w << ": letters would be taken for shortcuts";
        settle();
        EXPECT_TRUE(out.wants_keys) << w;
        type("sore");
        settle();
        ASSERT_EQ(state.pins.size(), 1u);
        EXPECT_EQ(state.pins[0].name, "sore") << w;
        ImGui::GetIO().AddKeyEvent(ImGuiKey_Enter, true);
        frame();
        ImGui::GetIO().AddKeyEvent(ImGuiKey_Enter, false);
        settle();
        EXPECT_FALSE(out.wants_keys) << w << ": no key works any more";
        act("marker delete 1");
        settle();
    }
}

TEST_F(PanelsTest, leaving_the_kiosk_takes_the_pin) {
    show("kiosk", 1280, 800);
    click("mode.clinic");
    ASSERT_EQ(state.dialog, "pin");
    for (const char* digit : {"pin.4", "pin.7", "pin.1", "pin.1"}) click(digit);
    EXPECT_EQ(state.mode, "kiosk");
    click("pin.ok");
    EXPECT_EQ(asked, Asked{"pin 4711"});
    EXPECT_EQ(state.mode, "clinic");
}

TEST_F(PanelsTest, a_quiz_question_shows_no_names) {
    show("study", 1280, 800);
    act("quiz start name_muscles seed=5");
    settle();
    EXPECT_TRUE(any_on_screen("quiz.option."));
    EXPECT_FALSE(any_on_screen("lead."));
    EXPECT_FALSE(on_screen("info.isolate"));
    const auto right = state.quiz.order.at(0);
    click("quiz.option." + right);
    EXPECT_EQ(state.quiz.correct, 1);
    click("quiz.next");
    EXPECT_EQ(state.quiz.at, 1);
}

TEST_F(PanelsTest, an_idle_kiosk_warns_and_then_invites) {
    show("kiosk", 1080, 1920);
    state.idle = session::IdlePhase::warning;
    settle();
    click("idle.more");
    EXPECT_EQ(asked, Asked{"touch"});
    act("idle seconds=1000");
    settle();
    ASSERT_EQ(state.idle, session::IdlePhase::attract);
    EXPECT_TRUE(on_screen("attract.begin"));
    EXPECT_FALSE(any_on_screen("condition."));
}

} // namespace
} // namespace dorsum::ui
