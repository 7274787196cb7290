// What matters now is in sight and can be pressed, without a scroll that nobody would think of.
#include "fixture.h"

#include <imgui.h>
#include <imgui_internal.h>

namespace dorsum::ui {
namespace {

class ReachTest : public PanelsTest {};

std::size_t letters_in(const ImDrawList* list) {
    std::size_t count = 0;
    for (int i = 0; i + 5 < list->IdxBuffer.Size; i += 3) {
        const auto* index = list->IdxBuffer.Data + i;
        const auto &a = list->VtxBuffer[index[0]], &c = list->VtxBuffer[index[2]];
        count += index[3 - 3] == index[3] && a.uv.x != c.uv.x && a.uv.y != c.uv.y;
    }
    return count;
}

// Letters behind the panels, over the body.
std::size_t letters_on_the_body() { return letters_in(ImGui::GetBackgroundDrawList()); }

// The window whose name holds this; parts of panels have longer names than they were given.
ImGuiWindow* window_called(const std::string& part) {
    for (auto* window : ImGui::GetCurrentContext()->Windows)
        if (window->WasActive && std::string(window->Name).find(part) != std::string::npos) return window;
    return nullptr;
}

TEST_F(ReachTest, a_card_begins_with_its_warning_signs_however_far_another_was_read) {
    show("clinic", 1280, 720);
    act("condition sciatica");
    settle();
    ASSERT_TRUE(window_called("card page"));
    const auto read_on = [&] {
        ImGui::SetScrollY(window_called("card page"), 200);
        settle();
        ASSERT_EQ(window_called("card page")->Scroll.y, 200);
    };
    read_on();
    act("condition stress_tension");
    settle();
    EXPECT_EQ(window_called("card page")->Scroll.y, 0) << "another card";
    read_on();
    act("language de");
    settle();
    EXPECT_EQ(window_called("card page")->Scroll.y, 200) << "the same card stays where it is read";
    act("condition none");
    settle();
    act("condition stress_tension");
    settle();
    EXPECT_EQ(window_called("card page")->Scroll.y, 0) << "the same card, for whoever comes next";
}

TEST_F(ReachTest, a_structure_is_read_from_its_name_on) {
    show("study", 1280, 720);
    auto* details = window_called("details");
    ASSERT_TRUE(details);
    ImGui::SetScrollY(details, details->ScrollMax.y);
    settle();
    ASSERT_GT(details->Scroll.y, 0);
    act("select muscle.piriformis.left");
    settle();
    EXPECT_EQ(details->Scroll.y, 0);
}

TEST_F(ReachTest, after_an_answer_the_way_on_is_in_sight) {
    for (const int scale : {100, 150, 200}) {
        show("study", 1280, 720);
        act("text_scale " + std::to_string(scale));
        act("quiz start name_muscles seed=5");
        settle();
        act("quiz answer muscle.rhomboid_major.left");
        settle();
        ASSERT_FALSE(state.quiz.answer.empty());
        EXPECT_TRUE(on_screen("quiz.next")) << scale << " %";
    }
}

TEST_F(ReachTest, the_whole_of_the_layers_is_seen_where_nothing_is_chosen) {
    show("clinic", 1280, 720);
    EXPECT_EQ(window_called("layers")->ScrollMax.y, 0);
    act("clip at=l4 axis=y");
    settle();
    EXPECT_GT(window_called("details")->InnerRect.GetHeight(), 0.4f * 656) << "a cut needs its room";
    EXPECT_TRUE(on_screen("toggle.cut"));
}

TEST_F(ReachTest, the_right_to_say_stop_can_be_read_while_a_plan_plays) {
    for (const auto& language : catalog.languages) {
        show("kiosk", 1280, 720);
        act("language " + language.id);
        act("condition upper_back_tension");
        act("screen none");
        act("play");
        settle();
        const auto* story = window_called("story");
        EXPECT_TRUE(story->ScrollMax.y == 0 || !(story->Flags & ImGuiWindowFlags_NoScrollWithMouse)) << language.id << ": the column is cut off and does not scroll";
    }
}

TEST_F(ReachTest, why_a_plan_is_shut_is_told_once) {
    show("clinic", 1280, 900);
    act("condition upper_back_tension");
    settle();
    click("tab.plan");
    const auto page = [&] { return letters_in(window_called("plan page")->DrawList); };
    const auto facts = page();
    EXPECT_GT(facts, 0u);
    act("screen fever_infection yes");
    settle();
    EXPECT_EQ(session::plan_block(state, context), session::PlanBlock::screen_stop);
    EXPECT_EQ(page(), facts) << "the page repeats what its foot says";
    EXPECT_TRUE(on_screen("plan.screen"));
}

TEST_F(ReachTest, the_settings_are_one_press_away) {
    for (const auto& mode : catalog.modes)
        for (const auto& language : catalog.languages)
            for (const int scale : {100, 150, 200}) {
                const auto where = mode.id + " " + language.id + " at " + std::to_string(scale) + " %";
                show(mode.id, 1280, 720);
                act("language " + language.id);
                act("text_scale " + std::to_string(scale));
                settle();
                ASSERT_TRUE(on_screen("settings")) << where;
                click("settings");
                EXPECT_EQ(state.dialog, "settings") << where;
                EXPECT_TRUE(on_screen("text_scale.200")) << where;
                EXPECT_TRUE(on_screen("language.es")) << where;
                click("text_scale.125");
                EXPECT_EQ(state.text_scale, 125) << where;
                settle();
                click("dialog.close");
                EXPECT_TRUE(on_screen("help")) << where;
            }
    show("kiosk", 1920, 1080);
    click("settings");
    EXPECT_TRUE(on_screen("theme.dark"));
    for (const char* forbidden : {"voice.student", "quality.low", "save"}) EXPECT_FALSE(on_screen(forbidden)) << forbidden;
    click("dialog.close");
    click("help");
    EXPECT_FALSE(on_screen("theme.dark")) << "help is for help";
}

bool overlap(const Rect& a, const Rect& b) { return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height; }

TEST_F(ReachTest, a_notice_leaves_the_buttons_of_a_dialog_free) {
    for (const int scale : {100, 200}) {
        show("clinic", 1280, 720);
        act("text_scale " + std::to_string(scale));
        act("dialog safety");
        settle();
        click("screen.done");
        EXPECT_EQ(state.dialog, "safety");
        ASSERT_GT(out.toast.width, 0) << "open questions are passed over in silence";
        for (const auto& [name, rect] : out.widgets) EXPECT_FALSE(overlap(out.toast, rect)) << scale << " %: the notice covers " << name;
    }
}

TEST_F(ReachTest, an_answer_that_stops_ends_the_questions) {
    show("clinic", 1280, 720);
    act("condition upper_back_tension");
    act("dialog safety");
    settle();
    click("screen.saddle_bladder.yes");
    click("screen.done");
    EXPECT_EQ(state.dialog, "") << "who needs help now is asked on";
    EXPECT_EQ(session::plan_block(state, context), session::PlanBlock::screen_stop);
    act("dialog safety");
    settle();
    click("screen.saddle_bladder.no");
    click("screen.done");
    EXPECT_EQ(state.dialog, "safety") << "the others are still open";
    EXPECT_EQ(session::plan_block(state, context), session::PlanBlock::needs_screen);
}

TEST_F(ReachTest, when_a_strain_began_is_asked_once) {
    show("clinic", 1280, 900);
    act("condition lower_back_strain");
    act("screen none");
    settle();
    click("tab.plan");
    EXPECT_TRUE(on_screen("confirm.timing"));
    EXPECT_TRUE(on_screen("onset.early"));
    EXPECT_FALSE(on_screen("onset.later")) << "asked twice on one page";
    click("onset.early");
    EXPECT_TRUE(on_screen("onset.later")) << "and can be changed afterwards";
}

TEST_F(ReachTest, every_view_can_be_pressed_on_a_low_screen) {
    for (const auto& mode : catalog.modes) {
        show(mode.id, 1280, 720);
        for (const char* view : {"posterior", "anterior", "left", "right", "superior", "oblique", "home", "zoom_in", "zoom_out"})
            EXPECT_TRUE(on_screen(std::string("view.") + view)) << mode.id;
        EXPECT_EQ(window_called("views")->ScrollMax.y, 0) << mode.id;
    }
}

TEST_F(ReachTest, the_legend_is_seen_whole_in_large_words_too) {
    constexpr int sizes[][2] = {{1280, 720}, {1920, 1080}};
    for (const auto& size : sizes)
        for (const auto& language : catalog.languages)
            for (const auto& condition : catalog.conditions) {
                show("clinic", size[0], size[1]);
                act("language " + language.id);
                act("text_scale 200");
                act("condition " + condition.id);
                for (const char* said : {"screen none", "confirm timing", "confirm professional", "confirm checked_by_professional"}) act(said);
                settle();
                const auto* legend = window_called("legend");
                ASSERT_TRUE(legend);
                EXPECT_EQ(legend->ScrollMax.y, 0) << size[0] << " " << language.id << " " << condition.id << ": " << legend->ScrollMax.y << " of " << legend->Size.y;
                EXPECT_LT(legend->Size.y, 0.45f * (out.scene.height + legend->Size.y)) << "it leaves the body too little room";
            }
}

TEST_F(ReachTest, dorsums_own_name_does_not_stand_on_the_body) {
    show("clinic", 1280, 720);
    EXPECT_GT(letters_on_the_body(), 0u) << "somebody else's atlas is named";
    atlas.name = "Dorsum";
    settle();
    EXPECT_EQ(letters_on_the_body(), 0u);
}

} // namespace
} // namespace dorsum::ui
