// A cold start in a window: the skeleton first, then layer upon layer, and an answer to the user between any two of them.
#include "app/start_state.h"
#include "app/warm_up.h"
#include "core/files.h"
#include "platform/platform.h"
#include "stage.h"
#include "support/own_folder.h"

#include <algorithm>
#include <fmt/format.h>
#include <thread>

namespace dorsum::app::test {

namespace {

std::unique_ptr<Viewer> staged(std::function<bool(int)> ready, std::function<ViewerOptions::Compiled()> compile = {}) {
    auto& s = stage();
    Options options;
    auto history = start_session(options, *s.workspace);
    EXPECT_TRUE(history);
    const auto compiled = compile ? compile() : ViewerOptions::Compiled::all;
    ViewerOptions wanted{640, 480, 1, true, std::move(ready), compiled, std::move(compile)};
    auto viewer = Viewer::make(*s.workspace, std::move(*history), *s.studio.renderer, wanted);
    EXPECT_TRUE(viewer);
    return std::move(viewer).value();
}

std::set<anatomy::Layer> layers_of(const scene::Frame& frame) {
    std::set<anatomy::Layer> out;
    for (const auto& item : frame.items) out.insert(stage().workspace->atlas.at(item.structure).terms.layer);
    return out;
}

} // namespace

TEST(FirstAppearance, TheSkeletonComesFirstAndTheMusclesFromTheDeepOnes) {
    using anatomy::Layer;
    auto viewer = staged([](int) { return true; });
    std::vector<std::set<Layer>> seen;
    for (int i = 0; i < 10 && (seen.empty() || !viewer->whole()); ++i) {
        const auto turn = viewer->step(0.02);
        EXPECT_TRUE(turn.drew);
        if (!viewer->whole()) {
            EXPECT_EQ(turn.wait_s, 0) << "goes on at once";
        }
        seen.push_back(layers_of(viewer->frame()));
    }
    ASSERT_GE(seen.size(), 5u);
    ASSERT_LE(seen.size(), 6u);
    EXPECT_EQ(seen.front(), std::set{Layer::bone});
    for (std::size_t i = 1; i < seen.size(); ++i) // nothing goes away again
        EXPECT_TRUE(std::includes(seen[i].begin(), seen[i].end(), seen[i - 1].begin(), seen[i - 1].end()));
    const auto first_with = [&](Layer layer) { return std::find_if(seen.begin(), seen.end(), [&](const auto& s) { return s.count(layer) != 0; }) - seen.begin(); };
    EXPECT_LT(first_with(Layer::ligament), first_with(Layer::deep));
    EXPECT_LT(first_with(Layer::deep), first_with(Layer::intermediate));
    EXPECT_LT(first_with(Layer::intermediate), first_with(Layer::superficial));
    // In the end it is the picture that comes without stages.
    const auto items = viewer->frame().items;
    viewer.reset(); // there is one at a time
    viewer = make_viewer("clinic", 640, 480);
    (void)viewer->step(0.02);
    EXPECT_EQ(viewer->frame().items, items);
}

TEST(FirstAppearance, TheUserIsAnsweredWhileTheRestIsMadeReady) {
    int asked = 0;
    auto viewer = staged([&](int stage) { return stage < 2 || ++asked > 20; }); // the flesh takes long
    for (int i = 0; i < 4; ++i) (void)viewer->step(0.02);
    EXPECT_FALSE(viewer->whole());
    const auto bones = layers_of(viewer->frame());
    EXPECT_EQ(bones.count(anatomy::Layer::deep), 0u);
    const auto before = viewer->frame().camera.eye_mm;
    ASSERT_TRUE(viewer->act("orbit dyaw=40 dpitch=0"));
    const auto turn = viewer->step(0.02);
    EXPECT_TRUE(turn.drew);
    EXPECT_NE(viewer->frame().camera.eye_mm, before);
    EXPECT_EQ(layers_of(viewer->frame()), bones);
    ASSERT_TRUE(viewer->act("layer bone off")); // what is asked for holds for what comes later, too
    for (int i = 0; i < 40 && !viewer->whole(); ++i) (void)viewer->step(0.02);
    EXPECT_TRUE(viewer->whole());
    EXPECT_EQ(layers_of(viewer->frame()).count(anatomy::Layer::bone), 0u);
    EXPECT_EQ(layers_of(viewer->frame()).count(anatomy::Layer::superficial), 1u);
}

namespace {

std::size_t differing(const render::Image& a, const render::Image& b) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < a.rgba.size(); i += 4) n += !std::equal(&a.rgba[i], &a.rgba[i] + 3, &b.rgba[i]);
    return n;
}

} // namespace

// While the driver still compiles what comes later the picture has all of its look, and answers.
TEST(FirstAppearance, ThePictureLacksNothingWhileTheDriverCompiles) {
    auto compiled = ViewerOptions::Compiled::moving;
    int asked = 0;
    auto viewer = staged({}, [&] { return ++asked, compiled; });
    const auto settle = [&] { // the camera has come to rest
        auto turn = viewer->step(0.1);
        for (int i = 0; i < 200 && turn.wait_s == 0; ++i) turn = viewer->step(0.1);
        return turn;
    };
    auto turn = settle();
    EXPECT_GT(turn.wait_s, 0) << "does not keep a processor busy";
    EXPECT_LT(turn.wait_s, 0.05) << "looks again soon";
    EXPECT_FALSE(viewer->complete());
    const auto early = viewer->picture();
    EXPECT_FALSE(viewer->step(0.02).drew);
    compiled = ViewerOptions::Compiled::resting;
    (void)viewer->step(0.02);
    EXPECT_TRUE(viewer->complete());
    const int before = asked;
    ASSERT_TRUE(viewer->act("orbit dyaw=20 dpitch=0"));
    (void)viewer->step(0.02);
    EXPECT_EQ(asked, before) << "the rest is compiled when nobody does anything,";
    for (int i = 0; i < 50; ++i) { // a second of turning
        ASSERT_TRUE(viewer->act("orbit dyaw=2 dpitch=0"));
        (void)viewer->step(0.02);
    }
    EXPECT_GE(asked, before + 3) << "or now and then: the finer levels wait for it";
    EXPECT_LE(asked, before + 5);
    ASSERT_TRUE(viewer->act("undo"));
    (void)settle();
    EXPECT_GT(asked, before);
    compiled = ViewerOptions::Compiled::all;
    (void)viewer->step(0.1);
    EXPECT_FALSE(viewer->compiling());
    EXPECT_GT(viewer->step(0.1).wait_s, 0.05) << "rests";
    viewer.reset();
    viewer = staged({});
    (void)settle();
    EXPECT_EQ(differing(early, viewer->picture()), 0u) << "it is the picture that comes at once";
}

// A driver that meets the programs for the first time: everything that a picture needs comes in order, and nothing of it shows.
TEST(FirstAppearance, WhatTheDriverIsNewToIsCompiledInOrder) {
    auto viewer = make_viewer("clinic", 640, 480);
    (void)viewer->step(0.02);
    auto frame = viewer->frame();
    frame.lod = 2;
    const auto moving = Detail(true).choose("medium", true).quality, resting = Detail(true).choose("medium", false).quality;
    const auto low = Detail(true).choose("low", true).quality;
    const auto there = stage().studio.renderer->draw_to_image(frame, moving, 640, 480);
    ASSERT_TRUE(viewer->act("condition lower_back_strain"));
    (void)viewer->step(0.02);
    auto painted = viewer->frame();
    painted.lod = 2;
    ASSERT_GT(painted.zone_count, 0);
    // A thread of its own: the stage's context stays current here.
    std::thread([&] {
        const auto folder = support::own_folder();
        const auto context = platform::HeadlessContext::make();
        ASSERT_TRUE(context);
        const auto home = core::find_home_folder();
        ASSERT_TRUE(home);
        auto made = render::Renderer::make((*context)->loader(), *home / "shaders", folder / "programs");
        ASSERT_TRUE(made);
        EXPECT_TRUE((*made)->new_to_driver());
        {
            WarmUp warm(**made, *home, {moving, resting, 320, 240, {}, low});
            EXPECT_FALSE(warm.has_solid());
            bool solid_before_first = false;
            while (!warm.has_first()) {
                warm.next();
                solid_before_first = solid_before_first || (warm.has_solid() && !warm.has_first());
            }
            EXPECT_TRUE(solid_before_first);
            while (warm.next()) {
            }
            EXPECT_TRUE(warm.has_rest() && warm.has_all());
        }
        { // somebody closes the window at once
            WarmUp warm(**made, *home, {moving, resting, 320, 240});
        }
        (*made)->upload(stage().workspace->atlas, 2);
        const auto here = (*made)->draw_to_image(frame, moving, 640, 480);
        EXPECT_EQ(differing(here, there), 0u);
        const auto programs = (*made)->stats().programs;
        for (const auto& wanted : {frame, painted}) (void)(*made)->draw_to_image(wanted, low, 640, 480);
        EXPECT_EQ((*made)->stats().programs, programs) << "what a slow machine falls to is there";
        EXPECT_EQ((*made)->stats().driver_errors, 0u);
        std::filesystem::remove_all(folder);
    }).join();
}

} // namespace dorsum::app::test
