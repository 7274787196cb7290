// What a script file cannot say: pictures that move, answers that depend on the question, a finger beside a nerve.
#include "stage.h"

#include "core/files.h"

#include <algorithm>
#include <cmath>

namespace dorsum::app::test {

namespace {

constexpr double k_turn_s = 1.0 / 30;

void turns(Viewer& viewer, int count) {
    for (int i = 0; i < count; ++i) (void)viewer.step(k_turn_s);
}

void do_all(Viewer& viewer, const std::vector<std::string>& actions) {
    for (const auto& text : actions) {
        const auto done = viewer.act(text);
        EXPECT_TRUE(done) << text << ": " << done.error().text();
    }
    turns(viewer, 3);
}

void click(Viewer& viewer, glm::vec2 at) {
    viewer.event(platform::PointerMoved{at.x, at.y});
    turns(viewer, 2);
    for (const bool down : {true, false}) {
        viewer.event(platform::PointerButton{0, down});
        turns(viewer, 2);
    }
}

std::vector<glm::vec3> stroke_points(const scene::Frame& frame) {
    std::vector<glm::vec3> points;
    for (const auto& overlay : frame.overlays)
        if (overlay.id.rfind("stroke.", 0) == 0) points.insert(points.end(), overlay.positions.begin(), overlay.positions.end());
    return points;
}

bool is_other_nerve(const Viewer& viewer, std::uint32_t id, std::uint32_t wanted) {
    return id != 0 && id != wanted && viewer.atlas().structures[id - 1].terms.tissue == anatomy::Tissue::nerve;
}

// A pixel of something else, `distance_px` to the side of a nerve, with no other nerve within a finger.
std::optional<glm::vec2> beside(Viewer& viewer, const std::string& id, int distance_px) {
    const auto ids = viewer.renderer().draw_ids(viewer.frame(), viewer.width(), viewer.height());
    const auto wanted = viewer.atlas().find(id).value + 1;
    const auto at = [&](int x, int y) { return ids.structures[static_cast<std::size_t>(y * ids.width + x)]; };
    for (int y = 100; y < ids.height - 100; ++y)
        for (int x = 350; x < ids.width - 350; ++x) {
            if (at(x, y) != wanted || at(x + 1, y) == wanted) continue;
            bool nerve_alone = true;
            for (int dx = 1; dx <= distance_px; ++dx) nerve_alone = nerve_alone && at(x + dx, y) != wanted;
            for (int dy = -12; dy <= 12; ++dy)
                for (int dx = -12; dx <= 12; ++dx) nerve_alone = nerve_alone && !is_other_nerve(viewer, at(x + distance_px + dx, y + dy), wanted);
            if (nerve_alone && at(x + distance_px, y) != 0) return glm::vec2(x + distance_px, y);
        }
    return std::nullopt;
}

} // namespace

TEST(Sessions, AFingerBesideAThinNerveHitsIt) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    do_all(*viewer, {"layer superficial off", "layer intermediate off", "layer deep off"});
    do_all(*viewer, {"hide group:lumbar_plexus", "hide group:sacral_plexus", "hide group:dorsal_rami", "hide group:cluneal"});
    (void)viewer->settled_picture();
    for (const char* nerve : {"nerve.sciatic.left", "nerve.sciatic.right"}) {
        const auto at = beside(*viewer, nerve, 5);
        ASSERT_TRUE(at) << "no place 5 px beside " << nerve;
        do_all(*viewer, {"select none"});
        click(*viewer, *at);
        EXPECT_EQ(viewer->state().selected, nerve);
    }
}

TEST(Sessions, AClickFarFromANerveSelectsWhatIsThere) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    do_all(*viewer, {"layer superficial off", "layer intermediate off", "layer deep off"});
    (void)viewer->settled_picture();
    const auto at = beside(*viewer, "nerve.sciatic.left", 30);
    if (!at) GTEST_SKIP() << "nothing lies 30 px beside the nerve";
    click(*viewer, *at);
    EXPECT_NE(viewer->state().selected, "");
    EXPECT_NE(viewer->state().selected, "nerve.sciatic.left");
}

TEST(Sessions, ADragTurnsAndSelectsNothing) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    (void)viewer->settled_picture();
    const auto before = viewer->state().camera;
    viewer->event(platform::PointerMoved{640, 400});
    viewer->event(platform::PointerButton{0, true});
    for (int i = 1; i <= 10; ++i) {
        viewer->event(platform::PointerMoved{640.0 + 20 * i, 400});
        turns(*viewer, 1);
    }
    viewer->event(platform::PointerButton{0, false});
    turns(*viewer, 5);
    EXPECT_EQ(viewer->state().selected, "");
    EXPECT_GT(std::abs(viewer->state().camera.yaw_deg - before.yaw_deg), 20);
    EXPECT_NEAR(viewer->state().camera.pitch_deg, before.pitch_deg, 1);
}

// A finger lands where no pointer has been: what lies there has it, not what the pointer was over before.
TEST(Sessions, AFingerThatLandsOnAPanelDoesNotReachTheBody) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    do_all(*viewer, {"select muscle.trapezius_ascending.left"});
    (void)viewer->settled_picture();
    const auto at = viewer->widgets().find("condition.sciatica");
    ASSERT_NE(at, viewer->widgets().end());
    const glm::vec2 panel(at->second.x + 20, at->second.y + 20); // the widgets of a later turn are others
    const auto finger = [&](glm::vec2 to, glm::vec2 on) { // lands, drags, lets go
        const auto before = viewer->state().camera;
        viewer->event(platform::PointerMoved{to.x, to.y});
        viewer->event(platform::PointerButton{0, true});
        for (int i = 1; i <= 5; ++i) {
            const auto there = to + (on - to) * (float(i) / 5);
            viewer->event(platform::PointerMoved{there.x, there.y});
            turns(*viewer, 1);
        }
        viewer->event(platform::PointerButton{0, false});
        turns(*viewer, 5);
        return std::abs(viewer->state().camera.yaw_deg - before.yaw_deg);
    };
    viewer->event(platform::PointerMoved{640, 400});
    turns(*viewer, 3);
    EXPECT_LT(finger(panel, panel + glm::vec2(60, 0)), 1) << "a drag on the panel";
    viewer->event(platform::PointerMoved{panel.x, panel.y});
    turns(*viewer, 3);
    EXPECT_GT(finger({640, 400}, {740, 400}), 10) << "a drag on the body, after the panel";
}

// A finger's tap comes as one: pointer, press and release between two turns. The loop sleeps when a turn says that nothing waits.
TEST(Sessions, ATapThatComesAtOnceIsAnsweredAtOnce) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    (void)viewer->settled_picture();
    const auto at = viewer->widgets().find("condition.sciatica");
    ASSERT_NE(at, viewer->widgets().end());
    viewer->event(platform::PointerMoved{at->second.x + 20, at->second.y + 20});
    for (const bool down : {true, false}) viewer->event(platform::PointerButton{0, down});
    for (int i = 0; i < 60 && viewer->step(k_turn_s).wait_s == 0; ++i) {
    }
    EXPECT_EQ(viewer->state().condition, "sciatica");
}

TEST(Sessions, TheCameraNeverTurnsOver) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    for (const char* turn : {"orbit dpitch=170", "orbit dpitch=-340", "orbit dyaw=719", "zoom factor=1000", "zoom factor=0.0001"}) {
        (void)viewer->act(turn);
        turns(*viewer, 3);
        const auto& camera = viewer->state().camera;
        EXPECT_LE(std::abs(camera.pitch_deg), 90) << turn;
        EXPECT_GT(camera.distance_mm, 0) << turn;
        EXPECT_TRUE(std::isfinite(camera.distance_mm)) << turn;
    }
}

TEST(Sessions, StrokesMoveWhileTheyPlayAndRestWhenPaused) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    do_all(*viewer, {"condition stress_tension", "screen none", "screen done", "play"});
    turns(*viewer, 10);
    const auto first = stroke_points(viewer->frame());
    ASSERT_FALSE(first.empty());
    turns(*viewer, 15);
    EXPECT_NE(stroke_points(viewer->frame()), first) << "the sign stands still while it plays";
    do_all(*viewer, {"pause"});
    const auto held = stroke_points(viewer->frame());
    const double held_s = viewer->state().playback.time_s;
    turns(*viewer, 15);
    EXPECT_EQ(stroke_points(viewer->frame()), held) << "the sign moves while it rests";
    EXPECT_EQ(viewer->state().playback.time_s, held_s);
}

// 1 s of the clock is 1 s of the stroke, whatever the frame rate.
TEST(Sessions, StrokesKeepTruePace) {
    for (const double rate : {10.0, 40.0}) {
        const auto viewer = make_viewer("clinic", 640, 480);
        ASSERT_TRUE(viewer);
        do_all(*viewer, {"condition stress_tension", "screen none", "screen done", "play"});
        const double begin = viewer->state().playback.time_s;
        for (int i = 0; i < static_cast<int>(2 * rate); ++i) (void)viewer->step(1 / rate);
        EXPECT_NEAR(viewer->state().playback.time_s - begin, 2, 0.11) << rate << " turns a second";
    }
}

TEST(Sessions, TheStrokesOfAStepLieOnTheBody) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    do_all(*viewer, {"condition upper_back_tension", "screen none", "screen done"});
    const auto& bounds = viewer->atlas().bounds;
    for (const auto& p : stroke_points(viewer->frame())) {
        ASSERT_GT(p.x, bounds.min.x - 20);
        ASSERT_LT(p.x, bounds.max.x + 20);
        ASSERT_GT(p.z, bounds.min.z - 30);
        ASSERT_LT(p.z, bounds.max.z);
    }
}

TEST(Sessions, ANameItQuizKnowsRightFromWrong) {
    const auto viewer = make_viewer("study");
    ASSERT_TRUE(viewer);
    do_all(*viewer, {"quiz start name_muscles seed=7"});
    const auto asked = [&] { return viewer->state().quiz.order.at(static_cast<std::size_t>(viewer->state().quiz.at)); };
    const auto& quiz = viewer->state().quiz;
    EXPECT_EQ(quiz.options.size(), 4u);
    EXPECT_EQ(std::count(quiz.options.begin(), quiz.options.end(), asked()), 1) << "the right name is one of those offered";
    (void)viewer->settled_picture();
    EXPECT_TRUE(viewer->find_on_screen(asked())) << asked() << " is asked about and cannot be seen";
    EXPECT_FALSE(viewer->state().labels) << "labels would give the answer away";
    do_all(*viewer, {"quiz answer " + asked()});
    EXPECT_EQ(viewer->state().quiz.correct, 1);
    do_all(*viewer, {"quiz next"});
    std::string wrong;
    for (const auto& option : viewer->state().quiz.options)
        if (option != asked()) wrong = option;
    do_all(*viewer, {"quiz answer " + wrong});
    EXPECT_EQ(viewer->state().quiz.correct, 1);
    EXPECT_EQ(viewer->state().quiz.asked, 2);
    EXPECT_EQ(viewer->state().selected, asked()) << "after a wrong answer the right structure is shown";
}

TEST(Sessions, EveryQuestionOfEveryNameItQuizCanBeSeen) {
    for (const auto& quiz : stage().workspace->catalog.quizzes) {
        if (quiz.kind != "name_it") continue;
        const auto viewer = make_viewer("study", 960, 720);
        ASSERT_TRUE(viewer);
        do_all(*viewer, {"reduced_motion on", "quiz start " + quiz.id + " seed=3"});
        for (std::size_t i = 0; i < viewer->state().quiz.order.size(); ++i) {
            const auto asked = viewer->state().quiz.order[i];
            turns(*viewer, 3);
            EXPECT_TRUE(viewer->find_on_screen(asked)) << quiz.id << " asks about " << asked << ", which cannot be seen";
            (void)viewer->act("quiz next");
        }
    }
}

TEST(Sessions, AFindItQuizIsAnsweredByAClick) {
    const auto viewer = make_viewer("study");
    ASSERT_TRUE(viewer);
    do_all(*viewer, {"quiz start find_bones seed=2", "layer superficial off", "layer intermediate off", "layer deep off"});
    (void)viewer->settled_picture();
    const auto asked = viewer->state().quiz.order.at(0);
    const auto at = viewer->find_on_screen(asked);
    ASSERT_TRUE(at) << asked;
    click(*viewer, *at);
    EXPECT_EQ(viewer->state().quiz.correct, 1) << asked << ", answered " << viewer->state().quiz.answer;
}

TEST(Sessions, LabelsStandBesideWhatTheyName) {
    const auto viewer = make_viewer("study");
    ASSERT_TRUE(viewer);
    (void)viewer->settled_picture();
    EXPECT_TRUE(viewer->state().labels);
    do_all(*viewer, {"labels off"});
    EXPECT_FALSE(viewer->state().labels);
}

TEST(Sessions, SearchKnowsPlainWordsLatinAndSynonyms) {
    const auto& atlas = stage().workspace->atlas;
    const auto first = [&](const std::string& words) {
        const auto found = anatomy::search(atlas, words);
        return found.empty() ? std::string() : atlas.at(found[0]).terms.id;
    };
    EXPECT_EQ(first("lats").rfind("muscle.latissimus_dorsi.", 0), 0u) << first("lats");
    EXPECT_EQ(first("tailbone"), "coccyx");
    EXPECT_EQ(first("musculus piriformis").rfind("muscle.piriformis.", 0), 0u) << first("musculus piriformis");
    EXPECT_EQ(first("shoulder blade").rfind("scapula.", 0), 0u) << first("shoulder blade");
    EXPECT_EQ(first("L4"), "vertebra.l4");
    EXPECT_EQ(first("qwertzuiop"), "");
}

TEST(Sessions, ASavedSceneComesBackAsItWas) {
    auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    const auto file = (scratch_folder() / "scene.json").string();
    do_all(*viewer, {"condition scoliosis", "curve cobb=33 side=left", "select vertebra.t8", "layer superficial off", "hide muscle.rhomboid_major.left",
                     "fade muscle.iliocostalis_lumborum_thoracic.right", "clip axis=z offset=20", "camera yaw=30 pitch=10", "save \"" + file + "\""});
    const auto saved = viewer->state();
    viewer.reset(); // one at a time: panels have one context
    viewer = make_viewer();
    EXPECT_EQ(viewer->state().condition, "");
    do_all(*viewer, {"open \"" + file + "\""});
    const auto& opened = viewer->state();
    EXPECT_EQ(opened.condition, saved.condition);
    EXPECT_EQ(opened.curve, saved.curve);
    EXPECT_EQ(opened.selected, saved.selected);
    EXPECT_EQ(opened.hidden, saved.hidden);
    EXPECT_EQ(opened.faded, saved.faded);
    EXPECT_EQ(opened.clip, saved.clip);
    EXPECT_EQ(opened.layer_opacity, saved.layer_opacity);
    EXPECT_NEAR(opened.camera.yaw_deg, saved.camera.yaw_deg, 1e-3);
    EXPECT_FALSE(opened.screen_passed);
}

TEST(Sessions, ASaveThatFailsLeavesTheOlderFile) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    const auto folder = scratch_folder();
    const auto file = folder / "scene.json";
    do_all(*viewer, {"select vertebra.l4", "save \"" + file.string() + "\""});
    const auto before = core::read_text_file(file);
    ASSERT_TRUE(before);
    (void)viewer->act("save \"" + (folder / "no_such_folder" / "deep" / "scene.json").string() + "\"");
    (void)viewer->act("save /proc/version");
    turns(*viewer, 2);
    EXPECT_EQ(*core::read_text_file(file), *before);
    EXPECT_EQ(viewer->state().selected, "vertebra.l4") << "the session goes on";
}

// The window draws only when something changed: after a while nothing is drawn and the program may sleep.
TEST(Sessions, NothingMovesNothingIsDrawn) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    (void)viewer->settled_picture();
    turns(*viewer, 30);
    for (int i = 0; i < 30; ++i) {
        const auto turn = viewer->step(k_turn_s);
        EXPECT_FALSE(turn.drew);
        EXPECT_GT(turn.wait_s, 0.2);
    }
}

TEST(Sessions, AClickIsLitWithinOneFrame) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    (void)viewer->settled_picture();
    do_all(*viewer, {"select vertebra.l4"});
    do_all(*viewer, {"select none"});
    (void)viewer->act("select muscle.latissimus_dorsi.left");
    (void)viewer->step(k_turn_s);
    bool shown = false;
    for (const auto& item : viewer->frame().items)
        if (item.selected) shown = viewer->atlas().at(item.structure).terms.id == "muscle.latissimus_dorsi.left";
    EXPECT_TRUE(shown);
}

TEST(Sessions, ANewWindowSizeIsTaken) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    viewer->event(platform::Resized{640, 360});
    const auto picture = viewer->settled_picture();
    EXPECT_EQ(picture.width, 640);
    EXPECT_EQ(picture.height, 360);
    viewer->event(platform::Resized{0, 0}); // minimised
    turns(*viewer, 2);
    viewer->event(platform::Resized{300, 900}); // a phone's shape
    EXPECT_EQ(viewer->settled_picture().height, 900);
}

TEST(Sessions, WrongActionsAreRefusedAndSayWhy) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    const auto before = viewer->state().selected;
    for (const char* text : {"select vertebra.l9", "curve cobb=400 side=left", "disc level=x9_y3 stage=bulge", "layer bone 7", "view inside", "flip"}) {
        const auto done = viewer->act(text);
        ASSERT_FALSE(done) << text;
        EXPECT_FALSE(done.error().message.empty()) << text;
    }
    EXPECT_EQ(viewer->state().selected, before);
}

} // namespace dorsum::app::test
