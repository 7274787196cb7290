// The displayed camera: it arrives exactly, takes the short way round, and never leaves its bounds on the way.
#include "app/camera_flight.h"

#include <cmath>
#include <gtest/gtest.h>

namespace dorsum::app {

namespace {

constexpr double k_frame_s = 1.0 / 60;

session::Camera camera(float yaw, float pitch = 0, float distance = 1800, glm::vec3 target = {0, 1200, 0}) {
    return {target, yaw, pitch, distance};
}

// Flies to its end; returns the degrees turned on the way, with their sign.
float fly(CameraFlight& flight, const session::Camera& to) {
    float turned = 0;
    for (int i = 0; i < 60 * 20; ++i) {
        const float before = flight.shown().yaw_deg;
        const bool on_its_way = flight.advance(to, k_frame_s, false);
        turned += std::remainder(flight.shown().yaw_deg - before, 360.0f);
        if (!on_its_way) return turned;
    }
    ADD_FAILURE() << "still under way after 20 s";
    return turned;
}

} // namespace

TEST(CameraFlight, arrives_exactly) {
    CameraFlight flight(camera(0));
    const auto to = camera(70, -30, 400, {80, 950, -40});
    fly(flight, to);
    EXPECT_EQ(flight.shown(), to);
    EXPECT_FALSE(flight.advance(to, k_frame_s, false)) << "and rests: nothing is drawn again";
}

TEST(CameraFlight, takes_the_short_way_round) {
    const struct { float from, to, turn; } cases[] = {{170, -170, 20}, {-170, 170, -20}, {10, 350, -20}, {0, 90, 90}, {0, 720 + 45, 45}};
    for (const auto& c : cases) {
        CameraFlight flight(camera(c.from));
        EXPECT_NEAR(fly(flight, camera(c.to)), c.turn, 0.5f) << c.from << " -> " << c.to;
        EXPECT_EQ(flight.shown().yaw_deg, c.to);
    }
}

TEST(CameraFlight, jumps_when_told_to) {
    CameraFlight flight(camera(0));
    EXPECT_FALSE(flight.advance(camera(120, 40, 300), k_frame_s, true));
    EXPECT_EQ(flight.shown(), camera(120, 40, 300));
}

TEST(CameraFlight, stays_between_its_ends) {
    const auto from = camera(0, -60, 3000), to = camera(40, 80, 150);
    CameraFlight flight(from);
    float last_distance = from.distance_mm, last_pitch = from.pitch_deg;
    while (flight.advance(to, k_frame_s, false)) {
        EXPECT_LE(flight.shown().distance_mm, last_distance + 1e-3f);
        EXPECT_GE(flight.shown().distance_mm, to.distance_mm - 1e-2f) << "never dives through the body";
        EXPECT_GE(flight.shown().pitch_deg, last_pitch - 1e-3f);
        EXPECT_LE(flight.shown().pitch_deg, 89);
        last_distance = flight.shown().distance_mm;
        last_pitch = flight.shown().pitch_deg;
    }
}

TEST(CameraFlight, a_long_pause_between_frames_ends_the_flight_without_overshoot) {
    CameraFlight flight(camera(0));
    const auto to = camera(90, 0, 500);
    flight.advance(to, 30, false);
    EXPECT_NEAR(flight.shown().yaw_deg, 90, 0.01f);
    EXPECT_NEAR(flight.shown().distance_mm, 500, 0.1f);
    flight.advance(to, k_frame_s, false);
    EXPECT_EQ(flight.shown(), to);
}

TEST(CameraFlight, no_time_no_motion) {
    CameraFlight flight(camera(0));
    EXPECT_TRUE(flight.advance(camera(90), 0, false));
    EXPECT_EQ(flight.shown(), camera(0));
}

TEST(CameraFlight, can_be_turned_back_on_its_way) {
    CameraFlight flight(camera(0));
    fly(flight, camera(60));
    for (int i = 0; i < 10; ++i) flight.advance(camera(150), k_frame_s, false);
    fly(flight, camera(-30));
    EXPECT_EQ(flight.shown(), camera(-30));
}

} // namespace dorsum::app
