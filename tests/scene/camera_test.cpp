// The camera as drawn: the right way round, never inside out, and shifted clear of panels.
#include "fixture.h"

namespace dorsum::scene {

namespace {

geometry::Bounds body() { return {{-200, 600, -120}, {200, 1600, 120}}; }

// Normalised device coordinates of a point.
glm::vec3 seen(const CameraPose& pose, float aspect, glm::vec3 p) {
    const auto clip = pose.projection(aspect) * pose.view() * glm::vec4(p, 1);
    return glm::vec3(clip) / clip.w;
}

session::Camera looking(float yaw, float pitch, float distance) {
    session::Camera camera;
    camera.target_mm = {0, 1100, 0};
    camera.yaw_deg = yaw;
    camera.pitch_deg = pitch;
    camera.distance_mm = distance;
    return camera;
}

} // namespace

TEST(CameraPose, shows_the_back_with_the_patients_left_on_the_left) {
    const auto pose = camera_pose(looking(0, 0, 1800), body(), 1.5f);
    EXPECT_LT(pose.eye_mm.z, -1000);
    EXPECT_LT(seen(pose, 1.5f, {100, 1100, 0}).x, 0);
    EXPECT_GT(seen(pose, 1.5f, {0, 1200, 0}).y, 0);
}

TEST(CameraPose, standard_views_look_from_where_they_say) {
    EXPECT_GT(camera_pose(looking(90, 0, 1800), body(), 1).eye_mm.x, 1000) << "from the patient's left";
    EXPECT_GT(camera_pose(looking(180, 0, 1800), body(), 1).eye_mm.z, 1000) << "from the front";
    EXPECT_GT(camera_pose(looking(0, 60, 1800), body(), 1).eye_mm.y, 2000) << "from above";
}

TEST(CameraPose, is_never_inside_out) {
    for (float distance : {40.0f, 200.0f, 1800.0f, 9000.0f})
        for (float pitch : {-89.0f, 0.0f, 89.0f})
            for (float yaw : {-500.0f, 0.0f, 37.0f, 180.0f})
                for (float aspect : {0.05f, 0.5f, 1.0f, 3.5f})
                    for (const auto& bounds : {body(), geometry::Bounds{}}) {
                        const auto pose = camera_pose(looking(yaw, pitch, distance), bounds, aspect);
                        EXPECT_GT(pose.near_mm, 0);
                        EXPECT_GT(pose.far_mm, pose.near_mm);
                        EXPECT_GE(glm::distance(pose.eye_mm, pose.target_mm), 0.99f * distance) << "the eye stays outside its target";
                        EXPECT_LT(pose.near_mm, glm::distance(pose.eye_mm, pose.target_mm)) << "the target is not cut away";
                        const auto target = seen(pose, aspect, pose.target_mm);
                        EXPECT_LT(glm::length(glm::vec2(target)), 1e-3f);
                        EXPECT_LT(std::abs(target.z), 1);
                    }
}

TEST(CameraPose, depth_reaches_round_the_whole_body) {
    const auto bounds = body();
    for (float yaw : {0.0f, 90.0f, 200.0f}) {
        const auto pose = camera_pose(looking(yaw, 10, 2500), bounds, 1.5f);
        for (int corner = 0; corner < 8; ++corner) {
            const glm::vec3 p(corner & 1 ? bounds.min.x : bounds.max.x, corner & 2 ? bounds.min.y : bounds.max.y,
                              corner & 4 ? bounds.min.z : bounds.max.z);
            EXPECT_LT(std::abs(seen(pose, 1.5f, p).z), 1) << "neither cut in front nor behind";
        }
    }
}

TEST(CameraPose, a_narrow_picture_sees_as_much_across) {
    const auto wide = camera_pose(looking(0, 0, 1800), body(), 1), narrow = camera_pose(looking(0, 0, 1800), body(), 0.5f);
    EXPECT_NEAR(seen(wide, 1, {150, 1100, 0}).x, seen(narrow, 0.5f, {150, 1100, 0}).x, 0.01f);
}

TEST(CameraPose, shift_moves_the_picture) {
    auto pose = camera_pose(looking(20, 10, 1800), body(), 1.5f);
    const auto before = seen(pose, 1.5f, {80, 1300, -50});
    pose.shift = {0.25f, -0.1f};
    const auto after = seen(pose, 1.5f, {80, 1300, -50});
    EXPECT_NEAR(after.x - before.x, 0.25f, 1e-4f);
    EXPECT_NEAR(after.y - before.y, -0.1f, 1e-4f);
    EXPECT_NEAR(after.z, before.z, 1e-5f);
}

TEST_F(SceneTest, the_frame_carries_the_shift) {
    const auto f = compose({state, context, state.camera, 1.6f, {0.3f, 0}, 0, "", 2}, *cache);
    EXPECT_EQ(f.camera.shift, glm::vec2(0.3f, 0));
    EXPECT_EQ(f.lod, 2);
}

} // namespace dorsum::scene
