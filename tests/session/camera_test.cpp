#include "fixture.h"

#include "anatomy/spine_pose.h"

#include <cmath>

namespace dorsum::session {

using CameraTest = SessionTest;

namespace {

glm::vec3 eye(const Camera& c) {
    const float yaw = c.yaw_deg * 0.0174532925f, pitch = c.pitch_deg * 0.0174532925f;
    return c.target_mm + c.distance_mm * glm::vec3(std::sin(yaw) * std::cos(pitch), std::sin(pitch), -std::cos(yaw) * std::cos(pitch));
}

} // namespace

TEST_F(CameraTest, StandardViewsStandWhereTheySay) {
    const auto at = [&](const char* name) { return eye(*standard_view(name, atlas.bounds)) - atlas.bounds.centre(); };
    EXPECT_LT(at("posterior").z, -500);
    EXPECT_GT(at("anterior").z, 500);
    EXPECT_GT(at("left").x, 500);
    EXPECT_LT(at("right").x, -500);
    EXPECT_GT(at("superior").y, 500);
    EXPECT_FALSE(standard_view("below", atlas.bounds));
}

TEST_F(CameraTest, TheWholeBodyFitsTheHeight) {
    const Camera camera = *standard_view("posterior", atlas.bounds);
    const float half = (camera.distance_mm - 0.5f * atlas.bounds.size().z) * std::tan(0.5f * k_fov_y_deg * 0.0174532925f);
    EXPECT_GT(half, 0.5f * atlas.bounds.size().y);
    EXPECT_LT(half, 0.65f * atlas.bounds.size().y);
}

TEST_F(CameraTest, NeverUpsideDownNorInsideOutNorLost) {
    act("orbit dpitch=500");
    EXPECT_EQ(state.camera.pitch_deg, 89);
    act("orbit dpitch=-1000");
    EXPECT_EQ(state.camera.pitch_deg, -89);
    act("zoom factor=100");
    act("zoom factor=100");
    EXPECT_GE(state.camera.distance_mm, 50);
    for (int i = 0; i < 5; ++i) act("zoom factor=0.01");
    EXPECT_LT(state.camera.distance_mm, 20 * atlas.bounds.radius());
    for (int i = 0; i < 5; ++i) act("pan dx=10 dy=10");
    EXPECT_LT(glm::length(state.camera.target_mm - atlas.bounds.centre()), 2 * atlas.bounds.radius() + 300);
}

TEST_F(CameraTest, FullTurnsAreTheSameView) {
    const Camera before = state.camera;
    act("orbit dyaw=360");
    EXPECT_NEAR(state.camera.yaw_deg, before.yaw_deg, 1e-3f);
    act("orbit dyaw=200");
    EXPECT_NEAR(state.camera.yaw_deg, -160, 1e-3f);
}

TEST_F(CameraTest, PanMovesThePicture) {
    // Seen from behind, the patient's left (+X) is on the picture's left: moving the picture right shows more of the left.
    act("view posterior");
    const glm::vec3 before = state.camera.target_mm;
    act("pan dx=0.05");
    EXPECT_GT(state.camera.target_mm.x, before.x);
    act("pan dy=0.05");
    EXPECT_LT(state.camera.target_mm.y, before.y);
}

TEST_F(CameraTest, ZoomKeepsThePointInPlace) {
    const Camera before = state.camera;
    const glm::vec3 point = before.target_mm + glm::vec3(50, 60, 0);
    act("zoom factor=2 toward=" + std::to_string(point.x) + "," + std::to_string(point.y) + "," + std::to_string(point.z));
    const glm::vec3 was = (point - before.target_mm) / before.distance_mm;
    const glm::vec3 is = (point - state.camera.target_mm) / state.camera.distance_mm;
    EXPECT_NEAR(glm::length(was - is), 0, 1e-4f);
    EXPECT_NEAR(state.camera.distance_mm, before.distance_mm / 2, 1e-2f);
}

TEST_F(CameraTest, FocusFramesTheStructure) {
    act("focus nerve.sciatic.left");
    EXPECT_NEAR(glm::length(state.camera.target_mm - glm::vec3(100, 800, -40)), 0, 1e-3f);
    EXPECT_LT(state.camera.distance_mm, 200);
    refuse("focus");
    act("select vertebra.c1");
    act("focus selection");
    EXPECT_NEAR(state.camera.target_mm.y, 1500, 1e-3f);
}

// On a bent spine a vertebra is framed where it is drawn, not where it stood upright.
TEST_F(CameraTest, FocusFollowsTheBentSpine) {
    act("select vertebra.t8");
    act("focus selection");
    const auto upright = state.camera;
    act("curve cobb=60 side=right apex=t8");
    act("focus selection");
    const auto frames = anatomy::bend(anatomy::spine_body(atlas), {state.curve, 0, 0}, catalog.body_model);
    const auto drawn = frames[anatomy::level_t(8).value].centre_mm;
    EXPECT_LT(drawn.x, -15) << "else nothing moved";
    EXPECT_LT(glm::distance(state.camera.target_mm, drawn), 8);
    EXPECT_NEAR(state.camera.distance_mm, upright.distance_mm, 0.5f * upright.distance_mm);
    catalog.body_model.bend.flexion_deg.fill(4);
    act("forward_bend on");
    act("focus selection");
    EXPECT_GT(state.camera.target_mm.z, drawn.z + 50) << "bent forward it comes forward";
}

TEST_F(CameraTest, NumbersThatAreNone) {
    for (const char* text : {"camera yaw=nan", "camera pitch=inf", "camera distance=-3", "camera target=1,2", "camera target=1,2,3,4",
                             "camera target=1,,3", "camera", "zoom", "zoom factor=0", "pan dx=1e30", "orbit dyaw=1x"})
        refuse(text);
}

} // namespace dorsum::session
