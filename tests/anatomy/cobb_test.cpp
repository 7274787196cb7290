// Curves as they are found on end plates, and everything that bends a spine at once.
#include "straight_spine.h"

#include "anatomy/cobb.h"

#include <glm/gtc/matrix_transform.hpp>
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace dorsum::anatomy {
namespace {

using testing::straight_spine;

BodyModel model() {
    BodyModel m;
    m.flatten_per_cobb = 0.006f;
    m.flatten_cap = 0.4f;
    m.pelvis_share = 0.1f;
    m.pelvis_cap_deg = 3;
    m.turn_step_cap_deg.fill(5);
    for (std::size_t i = level_t(1).value; i < k_vertebra_count; ++i) m.bend.flexion_deg[i] = 4;
    m.breath.swing_deg.fill(5);
    m.breath.axis_deg.fill(40);
    m.breath.sternum_up_mm = 6;
    return m;
}

// A spine whose plates are not square to their vertebrae and whose vertebrae stand a little crooked, as in any body.
SpineBody crooked_body() {
    auto rest = straight_spine();
    for (std::size_t i = 0; i < k_level_count; ++i) rest.frames[i].centre_mm.z = 20 * std::sin(0.3f * static_cast<float>(i));
    auto body = spine_body(rest);
    for (std::size_t i = 0; i < k_level_count; ++i) {
        const float lean = 0.02f * std::sin(2.1f * static_cast<float>(i));
        body.plates[i].upper.normal = glm::normalize(glm::vec3(lean, 1, 0.1f));
        body.plates[i].lower.normal = glm::normalize(glm::vec3(-0.5f * lean, 1, -0.1f));
    }
    return body;
}

TEST(Cobb, TheAngleFoundOnThePlatesIsTheOneAskedFor) {
    for (const auto& body : {spine_body(straight_spine()), crooked_body()})
        for (std::size_t apex = level_t(3).value; apex <= level_l(3).value; ++apex)
            for (Side side : {Side::left, Side::right})
                for (float cobb = 4; cobb <= 70; cobb += 6) {
                    const SpineCurve curve{{segment_around(Level(apex), cobb, side)}};
                    const auto frames = bend(body, {curve, 0, 0}, model());
                    const auto found = found_for(body, curve, frames).at(0);
                    EXPECT_NEAR(found.cobb_deg, cobb, 0.5f) << level_name(Level(apex)) << " " << cobb;
                    EXPECT_EQ(found.convex, side);
                    EXPECT_TRUE(found.upper < found.apex && found.apex < found.lower);
                    EXPECT_LE(std::abs(static_cast<int>(found.apex.value) - static_cast<int>(apex)), 2);
                }
}

TEST(Cobb, EndVertebraeOfADoubleCurveAreFoundNearThoseAskedFor) {
    const SpineCurve s{{{level_t(5), level_t(8), level_t(12), 50, Side::right}, {level_t(12), level_l(2), level_l(4), 42, Side::left}}};
    const auto body = spine_body(straight_spine());
    const auto curves = found_for(body, s, bend(body, {s, 0, 0}, model()));
    ASSERT_EQ(curves.size(), 2u);
    const auto& thoracic = curves[0];
    EXPECT_NEAR(static_cast<double>(thoracic.upper.value), level_t(5).value, 1);
    EXPECT_NEAR(static_cast<double>(thoracic.lower.value), level_t(12).value, 1);
    EXPECT_NEAR(thoracic.cobb_deg, 50, 1);
    EXPECT_NEAR(curves[1].cobb_deg, 42, 1);
}

// A body that is bent to the side at rest shows no more than what is asked for.
TEST(Cobb, LessThanTheBodysOwnCurveCanBeAskedFor) {
    auto body = spine_body(straight_spine());
    for (std::size_t i = 0; i < k_level_count; ++i) {
        const float lean = 0.05f * std::cos(0.3f * static_cast<float>(i)); // nearly 6 degrees from end to end
        body.plates[i].upper.normal = body.plates[i].lower.normal = glm::normalize(glm::vec3(lean, 1, 0));
    }
    const auto own = found_for(body, {{segment_around(level_t(9), 3, Side::left)}}, body.rest.frames).at(0);
    EXPECT_GT(own.cobb_deg, 4) << "or this test shows nothing";
    for (float cobb : {3.0f, 6.0f}) {
        const SpineCurve curve{{segment_around(level_t(9), cobb, Side::left)}};
        EXPECT_NEAR(found_for(body, curve, bend(body, {curve, 0, 0}, model())).at(0).cobb_deg, cobb, 0.3f);
    }
}

TEST(Pose, ZeroOfEverythingIsRest) {
    for (const auto& m : joint_palette(crooked_body(), {}, model())) EXPECT_EQ(m, glm::mat4(1));
}

TEST(Pose, MirrorImagesForMirroredCurves) {
    const auto body = spine_body(straight_spine());
    const glm::mat4 mirror = glm::scale(glm::mat4(1), glm::vec3(-1, 1, 1));
    for (float cobb : {20.0f, 45.0f, 70.0f})
        for (float forward : {0.0f, 0.7f}) {
            const auto curve = [&](Side side) { return SpineCurve{{segment_around(level_l(1), cobb, side)}}; };
            const auto left = joint_palette(body, {curve(Side::left), forward, 0.5f}, model());
            const auto right = joint_palette(body, {curve(Side::right), forward, 0.5f}, model());
            for (int j = 0; j < k_joint_count; ++j) {
                int twin = j; // the joint of the other side
                if (j >= 27 && j <= 38) twin = j + 12;
                else if (j >= 39 && j <= 50) twin = j - 12;
                else if (j >= 51 && j != k_joint_diaphragm) twin = j % 2 ? j + 1 : j - 1;
                for (const glm::vec4 p : {glm::vec4(0, 1200, 0, 1), glm::vec4(80, 1300, 40, 1)}) {
                    const auto a = left[static_cast<std::size_t>(j)] * p, b = mirror * (right[static_cast<std::size_t>(twin)] * (mirror * p));
                    EXPECT_LT(glm::distance(a, b), 0.05f) << joint_name(j);
                }
            }
        }
}

TEST(Pose, BendingForwardLowersTheHeadAndKeepsTheLength) {
    const auto body = spine_body(straight_spine());
    const auto frames = bend(body, {{}, 1, 0}, model());
    EXPECT_GT(frames[0].centre_mm.z, 200) << "forward";
    for (std::size_t i = 0; i + 1 < k_level_count; ++i)
        EXPECT_NEAR(glm::distance(frames[i].centre_mm, frames[i + 1].centre_mm), 24, 1e-2f);
    EXPECT_LT(frames[0].axes[1].y, frames[level_l(5).value].axes[1].y);
}

TEST(Pose, NoLevelTurnsFurtherOnTheNextThanItsFacetsAllow) {
    const auto body = spine_body(straight_spine());
    const auto frames = bend(body, {{{segment_around(level_t(8), 70, Side::right)}}, 0, 0}, model());
    float most = 0;
    for (std::size_t i = 0; i + 1 < k_level_count; ++i) {
        const auto turn = [&](std::size_t k) { return glm::degrees(std::atan2(frames[k].axes[2].x, frames[k].axes[2].z)); };
        EXPECT_LT(std::abs(turn(i) - turn(i + 1)), 5.6f) << level_name(Level(i));
        most = std::max(most, std::abs(turn(i)));
    }
    EXPECT_GT(most, 10);
}

TEST(Pose, ThePelvisTiltsWithALumbarCurveAndTheLegsStayUpright) {
    const auto body = spine_body(straight_spine());
    const auto palette = joint_palette(body, {{{segment_around(level_l(1), 50, Side::left)}}, 0, 0}, model());
    EXPECT_NE(palette[k_joint_pelvis], glm::mat4(1));
    for (Side side : {Side::left, Side::right}) EXPECT_EQ(glm::mat3(palette[joint_femur(side)]), glm::mat3(1));
    const auto thoracic = joint_palette(body, {{{segment_around(level_t(8), 50, Side::left)}}, 0, 0}, model());
    EXPECT_EQ(thoracic[k_joint_pelvis], glm::mat4(1)) << "a curve of the chest leaves it level";
}

} // namespace
} // namespace dorsum::anatomy
