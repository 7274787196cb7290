// A cold start in a window: the skeleton first, then layer upon layer, and an answer to the user between any two of them.
#include "app/start_state.h"
#include "stage.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::app::test {

namespace {

std::unique_ptr<Viewer> staged(std::function<bool(int)> ready) {
    auto& s = stage();
    Options options;
    auto history = start_session(options, *s.workspace);
    EXPECT_TRUE(history);
    ViewerOptions wanted{640, 480, 1, true, std::move(ready)};
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
        if (!viewer->whole()) EXPECT_EQ(turn.wait_s, 0) << "goes on at once";
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

} // namespace dorsum::app::test
