// Two pictures side by side: each shows its subject whole in the part of its half that no panel covers.
#include "stage.h"

#include "anatomy/atlas.h"

#include <fmt/format.h>

namespace dorsum::app::test {

namespace {

// Where the corners of a structure's box lie, pixels from the top left.
geometry::Bounds on_screen(const geometry::Bounds& box, const scene::CameraPose& camera, const Viewer& viewer) {
    const auto w = static_cast<float>(viewer.width()), h = static_cast<float>(viewer.height());
    const auto to_clip = camera.projection(w / h) * camera.view();
    geometry::Bounds seen;
    for (int corner = 0; corner < 8; ++corner) {
        const auto clip = to_clip * glm::vec4(glm::mix(box.min, box.max, glm::vec3(corner & 1, corner >> 1 & 1, corner >> 2)), 1);
        seen.add({w * 0.5f * (1 + clip.x / clip.w), h * 0.5f * (1 - clip.y / clip.w), 0});
    }
    return seen;
}

geometry::Bounds box_of(const std::vector<std::string>& selectors) {
    const auto& atlas = stage().workspace->atlas;
    geometry::Bounds box;
    for (const auto& selector : selectors) {
        const auto found = anatomy::resolve(atlas, selector);
        if (!found) ADD_FAILURE() << selector << ": " << found.error().text();
        else
            for (const auto index : found->structures) box.add(atlas.at(index).bounds);
    }
    return box;
}

struct Size {
    int width, height;
};

void expect_whole(const Viewer& viewer, const geometry::Bounds& subject, const std::string& where, float least = 0.4f) {
    ASSERT_TRUE(viewer.frame_without()) << where;
    const auto& free = viewer.free_part();
    const auto split = static_cast<float>(viewer.split_px());
    const auto without = on_screen(subject, viewer.frame_without()->camera, viewer), with = on_screen(subject, viewer.frame().camera, viewer);
    EXPECT_GE(without.min.x, free.x) << where;
    EXPECT_LE(without.max.x, split) << where;
    EXPECT_GE(with.min.x, split) << where;
    EXPECT_LE(with.max.x, free.x + free.width) << where;
    for (const auto& seen : {without, with}) {
        EXPECT_GE(seen.min.y, free.y) << where;
        EXPECT_LE(seen.max.y, free.y + free.height) << where;
        EXPECT_GT(std::max((seen.max.x - seen.min.x) / (0.5f * free.width), (seen.max.y - seen.min.y) / free.height), least) << where << ": lost in its half";
    }
}

} // namespace

// Both legs are compared, the sore one and the other: neither is cut off by the other picture or by a panel.
TEST(PairView, BothLegsOfSciaticaAreWholeInEachHalf) {
    for (const auto [width, height] : {Size{1280, 720}, Size{1920, 1080}, Size{1024, 768}, Size{800, 1280}})
        for (const char* side : {"left", "right"}) {
            const auto viewer = make_viewer("clinic", width, height);
            ASSERT_TRUE(viewer);
            for (const auto& text : {std::string("reduced_motion on"), std::string("condition sciatica"), fmt::format("side {}", side), std::string("compare on")})
                ASSERT_TRUE(viewer->act(text)) << text;
            (void)viewer->settled_picture();
            // The nerve gives the height, the flesh of the thigh the width.
            auto subject = box_of({"nerve.sciatic.left", "nerve.sciatic.right"});
            const auto thighs = box_of({"muscle.biceps_femoris_long.left", "muscle.biceps_femoris_long.right", "muscle.vastus_lateralis.left", "muscle.vastus_lateralis.right"});
            subject.min.x = std::min(subject.min.x, thighs.min.x), subject.max.x = std::max(subject.max.x, thighs.max.x);
            expect_whole(*viewer, subject, fmt::format("{}x{}, {}", width, height, side));
        }
}

TEST(PairView, TheSubjectOfEachConditionIsWholeInEachHalf) {
    struct Subject {
        std::string condition;
        std::vector<std::string> selectors;
        float least; // of its half, at least
    };
    const std::vector<Subject> subjects{{"upper_back_tension", {"group:trapezius"}, 0.8f},
                                        {"lower_back_strain", {"group:iliocostalis_lumborum"}, 0.6f},
                                        {"herniated_disc", {"disc.l5_s1"}, 0.6f},
                                        {"scoliosis", {"group:vertebrae"}, 0.75f},
                                        {"stress_tension", {"group:trapezius"}, 0.4f}};
    for (const auto& [condition, selectors, least] : subjects)
        for (const auto [width, height] : {Size{1280, 720}, Size{1920, 1080}}) {
            const auto viewer = make_viewer("clinic", width, height);
            ASSERT_TRUE(viewer);
            for (const auto& text : {std::string("reduced_motion on"), "condition " + condition, std::string("compare on")}) ASSERT_TRUE(viewer->act(text)) << text;
            (void)viewer->settled_picture();
            expect_whole(*viewer, box_of(selectors), fmt::format("{} at {}x{}", condition, width, height), least);
        }
}

// A camera that a hand has placed stays where it is; one that a condition placed goes with the pictures, and back again.
TEST(PairView, TheCameraOfAHandStays) {
    const auto opened = state_after({"condition sciatica"}).camera;
    EXPECT_EQ(state_after({"condition sciatica", "compare on", "compare off"}).camera, opened);
    EXPECT_NE(state_after({"condition sciatica", "compare on"}).camera, opened);
    EXPECT_EQ(state_after({"condition sciatica", "zoom factor=2", "compare on"}).camera, state_after({"condition sciatica", "zoom factor=2"}).camera);
    EXPECT_EQ(state_after({"condition sciatica", "compare on", "before on"}).camera, opened);
    // The other side is looked at where it lies.
    EXPECT_EQ(state_after({"condition sciatica", "side right"}).camera, state_after({"side right", "condition sciatica"}).camera);
}

} // namespace dorsum::app::test
