// What is where: the id picture, picking and the depth under a pixel, against projected positions.
#include "fixture.h"

#include <glm/gtc/matrix_transform.hpp>

namespace dorsum::render::test {
namespace {

class Ids : public RendererTest {
protected:
    Extent find(const scene::Frame& frame, std::uint32_t structure) {
        return extent_of(ids(frame).structures, k_width, structure + 1);
    }
    scene::OverlayMesh square_at(glm::vec3 centre, bool always_visible) {
        scene::OverlayMesh overlay;
        overlay.id = "square";
        for (const glm::vec2 c : {glm::vec2(-1, -1), glm::vec2(1, -1), glm::vec2(1, 1), glm::vec2(-1, 1)})
            overlay.positions.push_back(centre + glm::vec3(c * 15.0f, 0));
        overlay.colours.assign(4, {0, 1, 0, 1});
        overlay.indices = {0, 1, 2, 0, 2, 3};
        overlay.always_visible = always_visible;
        return overlay;
    }
};

TEST_F(Ids, EachStructureIsWhereTheCameraProjectsIt) {
    const scene::Frame frame = made_up_frame();
    const Extent left = find(frame, k_left_box), right = find(frame, k_right_box);
    const glm::vec2 expected = pixel_of(frame, {100, 0, -40}, k_width, k_height); // the face towards the camera
    EXPECT_NEAR(left.centre_x, expected.x, 1.5);
    EXPECT_NEAR(left.centre_y, expected.y, 1.5);
    EXPECT_LT(left.right, k_width / 2) << "the patient's left is left when seen from behind";
    EXPECT_GT(right.left, k_width / 2);
    EXPECT_EQ(find(frame, k_back_box).count, 0) << "it stands behind the left box";
    EXPECT_GT(find(frame, k_tube).top, left.bottom);
}

TEST_F(Ids, AHiddenStructureUncoversWhatIsBehindIt) {
    scene::Frame frame = made_up_frame();
    frame.items.erase(frame.items.begin());
    EXPECT_EQ(find(frame, k_left_box).count, 0);
    EXPECT_GT(find(frame, k_back_box).count, 100);
}

TEST_F(Ids, WhatIsNotPickableIsPickedThrough) {
    scene::Frame frame = made_up_frame();
    frame.items[k_left_box].pickable = false;
    EXPECT_EQ(find(frame, k_left_box).count, 0);
    EXPECT_GT(find(frame, k_back_box).count, 100);
}

TEST_F(Ids, AJointsRotationMovesWhatHangsOnItAndNothingElse) {
    scene::Frame frame = made_up_frame();
    const Extent right = find(frame, k_right_box);
    frame.palette[1] = glm::rotate(glm::mat4(1), glm::radians(30.0f), glm::vec3(0, 0, 1));
    const Extent left = find(frame, k_left_box), right_after = find(frame, k_right_box);
    // The box's front face turns round the z axis with the joint: its centre lands at 30 degrees on the same circle.
    const glm::vec3 turned(100 * std::cos(glm::radians(30.0f)), 100 * std::sin(glm::radians(30.0f)), -40);
    const glm::vec2 expected = pixel_of(frame, turned, k_width, k_height);
    EXPECT_NEAR(left.centre_x, expected.x, 2);
    EXPECT_NEAR(left.centre_y, expected.y, 2);
    EXPECT_EQ(right_after.count, right.count);
    EXPECT_EQ(right_after.left, right.left);
}

TEST_F(Ids, TheClipPlaneCutsAway) {
    scene::Frame frame = made_up_frame();
    frame.clip_plane = {-1, 0, 0, 0}; // keeps x <= 0
    EXPECT_EQ(find(frame, k_left_box).count, 0);
    EXPECT_GT(find(frame, k_right_box).count, 100);
    const Extent whole = find(made_up_frame(), k_tube), half = find(frame, k_tube);
    EXPECT_NEAR(half.count, whole.count / 2, whole.count / 10);
}

TEST_F(Ids, TheClipPlaneCutsInTheBentPose) {
    scene::Frame frame = made_up_frame();
    frame.palette[1] = glm::translate(glm::mat4(1), glm::vec3(-260, 0, 0)); // the left box now stands at x = -160
    frame.clip_plane = {-1, 0, 0, 0};
    EXPECT_GT(find(frame, k_left_box).count, 100);
}

TEST_F(Ids, APickedSquareEqualsThatPartOfTheWholePicture) {
    scene::Frame frame = made_up_frame();
    frame.palette[1] = glm::rotate(glm::mat4(1), 0.2f, glm::vec3(0, 0, 1));
    const IdImage whole = ids(frame);
    const Extent left = extent_of(whole.structures, k_width, k_left_box + 1);
    for (const glm::ivec2 centre : {glm::ivec2(left.left, left.top), glm::ivec2(int(left.centre_x), int(left.centre_y)),
                                    glm::ivec2(2, 1), glm::ivec2(k_width - 1, k_height - 1)}) {
        const int side = 9;
        const auto square = renderer_->pick_square(frame, k_width, k_height, centre.x, centre.y, side);
        ASSERT_EQ(square.size(), 81u);
        for (int row = 0; row < side; ++row)
            for (int column = 0; column < side; ++column) {
                const int x = centre.x - side / 2 + column, y = centre.y - side / 2 + row;
                const bool inside = x >= 0 && y >= 0 && x < k_width && y < k_height;
                const std::uint32_t expected = inside ? whole.structures[std::size_t(y * k_width + x)] : 0u;
                EXPECT_EQ(square[std::size_t(row * side + column)], expected) << "at " << x << "," << y;
            }
    }
}

TEST_F(Ids, OverlaysAreToldApartAndLeaveTheStructuresBelow) {
    scene::Frame frame = made_up_frame();
    frame.overlays = {square_at({100, 0, -45}, false), square_at({-100, 0, 100}, false),
                      square_at({-100, 0, 100}, true)};
    const IdImage image = ids(frame);
    EXPECT_GT(extent_of(image.overlays, k_width, 1).count, 50);
    EXPECT_EQ(extent_of(image.overlays, k_width, 2).count, 0) << "behind the right box";
    EXPECT_GT(extent_of(image.overlays, k_width, 3).count, 50) << "always visible";
    EXPECT_EQ(extent_of(image.structures, k_width, k_left_box + 1).count, find(made_up_frame(), k_left_box).count);
}

TEST_F(Ids, ThePlaceUnderAPixelIsOnTheSurface) {
    const scene::Frame frame = made_up_frame();
    const glm::vec2 pixel = pixel_of(frame, {110, 10, -40}, k_width, k_height);
    glm::vec3 place(0);
    ASSERT_TRUE(renderer_->world_at(frame, k_width, k_height, int(pixel.x), int(pixel.y), place));
    EXPECT_NEAR(place.z, -40, 0.5);
    EXPECT_NEAR(place.x, 110, 2.5);
    EXPECT_NEAR(place.y, 10, 2.5);
    EXPECT_FALSE(renderer_->world_at(frame, k_width, k_height, 1, 1, place)) << "only the background is there";
}

} // namespace
} // namespace dorsum::render::test
