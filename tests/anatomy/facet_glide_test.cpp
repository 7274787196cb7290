// A spine whose vertebrae glide on one another: where the table says so, without a jump between its places, and at no cost in length.
#include "straight_spine.h"

#include "anatomy/spine_pose.h"

#include <cmath>
#include <gtest/gtest.h>

namespace dorsum::anatomy {
namespace {

using testing::straight_spine;

// T8 slides 1 mm to the side for every 6 degrees that it leans on T9, and rises a little.
std::shared_ptr<const FacetGlide> sideways() {
    auto glide = std::make_shared<FacetGlide>();
    auto& table = glide->mm[level_t(8).value];
    for (std::size_t f = 0; f < FacetGlide::k_flexion_deg.size(); ++f)
        for (std::size_t t = 0; t < FacetGlide::k_turn_deg.size(); ++t)
            for (const float lean : FacetGlide::k_lean_deg) table.push_back({lean / 6, std::abs(lean) / 12, 0});
    return glide;
}

TEST(FacetGlide, LiesBetweenItsPlacesAndHoldsBeyondThem) {
    const auto glide = sideways();
    const auto aside = [&](float lean_deg) { return glide->at(level_t(8), glm::radians(glm::vec3(1, -4, lean_deg))).x; };
    EXPECT_NEAR(aside(0), 0, 1e-5f);
    EXPECT_NEAR(aside(12), 2, 1e-5f);
    EXPECT_NEAR(aside(-7.5f), -1.25f, 1e-5f);
    EXPECT_NEAR(aside(18), 3, 1e-5f);
    EXPECT_NEAR(aside(40), 3, 1e-5f);
    EXPECT_EQ(glide->at(level_t(9), glm::vec3(0, 0, 0.2f)), glm::vec3(0)) << "a level that the table does not know glides nowhere";
}

TEST(FacetGlide, MovesItsVertebraAndKeepsTheLengthOfTheSpine) {
    SpinePose pose;
    pose.curve.segments = {segment_around(level_t(8), 50, Side::right)};
    auto body = spine_body(straight_spine());
    const auto without = bend(body, pose, {});
    body.glide = sideways();
    const auto with = bend(body, pose, {});
    const auto from_below = [](const std::array<VertebraFrame, k_level_count>& frames, Level level) {
        const auto& below = frames[level.value + 1u];
        return glm::transpose(below.axes) * (frames[level.value].centre_mm - below.centre_mm);
    };
    const auto moved = from_below(with, level_t(8)) - from_below(without, level_t(8));
    const float lean = coronal_tilt_deg(without[level_t(8).value]) - coronal_tilt_deg(without[level_t(9).value]);
    EXPECT_GT(std::abs(lean), 3);
    EXPECT_NEAR(std::abs(moved.x), std::abs(lean) / 6, 0.1f) << "leans by " << lean;
    EXPECT_LT(glm::length(from_below(with, level_t(6)) - from_below(without, level_t(6))), 0.1f) << "the others stay as they were to one another";
    float length[2] = {0, 0};
    for (std::size_t i = 0; i + 1 < k_level_count; ++i) {
        length[0] += glm::distance(without[i].centre_mm, without[i + 1].centre_mm);
        length[1] += glm::distance(with[i].centre_mm, with[i + 1].centre_mm);
    }
    EXPECT_NEAR(length[0], length[1], 0.01f);
    for (std::size_t i = 0; i < k_level_count; ++i) EXPECT_EQ(without[i].axes, with[i].axes) << "gliding turns nothing";
}

TEST(FacetGlide, RotationVectorsComeBack) {
    for (const glm::vec3 v : {glm::vec3(0), glm::vec3(0.1f, 0, 0), glm::vec3(0.2f, -0.3f, 0.15f), glm::vec3(0, 1e-5f, 0)})
        EXPECT_LT(glm::distance(rotation_vector(rotation_of(v)), v), 1e-5f);
}

} // namespace
} // namespace dorsum::anatomy
