#include "straight_spine.h"

#include <glm/gtc/matrix_transform.hpp>
#include <gtest/gtest.h>

namespace dorsum::anatomy {
namespace {

using testing::straight_spine;

// A spine with the thoracic part leaning back and the lumbar part leaning forward, as people have.
SpineRest bowed_spine() {
    auto rest = straight_spine();
    for (std::size_t i = 0; i < k_level_count; ++i) {
        const float tilt = i < 7 ? 0.2f : i < 19 ? -0.3f : 0.35f;
        rest.frames[i].centre_mm.z = 30.0f * std::sin(static_cast<float>(i) * 0.4f);
        rest.frames[i].axes = glm::mat3(glm::rotate(glm::mat4(1), tilt, glm::vec3(1, 0, 0)));
    }
    return rest;
}

SpineCurve one_curve(float cobb, Side convex) {
    return {{{level_t(5), level_t(8), level_t(12), cobb, convex}}};
}

TEST(Spine, NoCurveMovesNothing) {
    const auto rest = bowed_spine();
    for (const auto& m : joint_palette(rest, {})) EXPECT_EQ(m, glm::mat4(1));
    EXPECT_TRUE(one_curve(0, Side::left).straight());
}

TEST(Spine, CobbMeasuredOnTheBentVertebraeIsTheOneAskedFor) {
    for (const auto& rest : {straight_spine(), bowed_spine()})
        for (float cobb : {5.0f, 20.0f, 40.0f, 60.0f, 90.0f})
            for (Side convex : {Side::left, Side::right}) {
                const auto bent = bend(rest, one_curve(cobb, convex));
                EXPECT_NEAR(measure_cobb_deg(bent, level_t(5), level_t(12)), cobb, 1.0f);
            }
}

TEST(Spine, BothCurvesOfAnSShapeKeepTheirAngles) {
    const SpineCurve s{{{level_t(5), level_t(8), level_t(11), 50, Side::right}, {level_t(11), level_l(2), level_l(4), 30, Side::left}}};
    const auto bent = bend(bowed_spine(), s);
    EXPECT_NEAR(measure_cobb_deg(bent, level_t(5), level_t(11)), 50, 1);
    EXPECT_NEAR(measure_cobb_deg(bent, level_t(11), level_l(4)), 30, 1);
    EXPECT_LT(bent[level_t(8).value].centre_mm.x, bent[level_l(2).value].centre_mm.x) << "right thoracic, left lumbar";
}

TEST(Spine, ApexMovesToTheConvexSideAndTheBodyTurnsThere) {
    const auto bent = bend(straight_spine(), one_curve(40, Side::right));
    const auto& apex = bent[level_t(8).value];
    // Against the line through the end vertebrae, the apex stands off to the patient's right (-X).
    const float chord = 0.5f * (bent[level_t(5).value].centre_mm.x + bent[level_t(12).value].centre_mm.x);
    EXPECT_LT(apex.centre_mm.x, chord - 8);
    EXPECT_LT(apex.axes[2].x, -0.1f) << "the front of the body turns to the convexity, the spinous process away from it";
}

TEST(Spine, LengthStaysAndPelvisAndLegsStandStill) {
    const auto rest = bowed_spine();
    const auto bent = bend(rest, one_curve(60, Side::left));
    for (std::size_t i = 0; i + 1 < k_level_count; ++i)
        EXPECT_NEAR(glm::distance(bent[i].centre_mm, bent[i + 1].centre_mm),
                    glm::distance(rest.frames[i].centre_mm, rest.frames[i + 1].centre_mm), 1e-3f);
    const auto palette = joint_palette(rest, one_curve(60, Side::left));
    for (int joint : {int(k_joint_pelvis), int(joint_femur(Side::left)), int(joint_femur(Side::right))})
        EXPECT_EQ(palette[static_cast<std::size_t>(joint)], glm::mat4(1));
}

TEST(Spine, LeftAndRightCurvesAreMirrorImages) {
    const auto left = bend(bowed_spine(), one_curve(35, Side::left)), right = bend(bowed_spine(), one_curve(35, Side::right));
    for (std::size_t i = 0; i < k_level_count; ++i) {
        EXPECT_NEAR(left[i].centre_mm.x, -right[i].centre_mm.x, 1e-3f);
        EXPECT_NEAR(left[i].centre_mm.y, right[i].centre_mm.y, 1e-3f);
    }
}

TEST(Spine, HeadStaysLevelAndRoughlyOverThePelvis) {
    const auto bent = bend(straight_spine(), one_curve(40, Side::right));
    EXPECT_NEAR(coronal_tilt_deg(bent[0]), 0, 0.01f);
    EXPECT_LT(std::abs(bent[0].centre_mm.x), 40);
}

TEST(Spine, PaletteCarriesRestFramesToBentFrames) {
    const auto rest = bowed_spine();
    const auto curve = one_curve(45, Side::right);
    const auto bent = bend(rest, curve);
    const auto palette = joint_palette(rest, curve);
    for (std::size_t i = 0; i < k_vertebra_count; ++i) {
        const auto moved = glm::vec3(palette[joint_of(Level(i))] * glm::vec4(rest.frames[i].centre_mm, 1));
        EXPECT_LT(glm::distance(moved, bent[i].centre_mm), 1e-2f) << level_name(Level(i));
    }
}

TEST(Levels, NamesGoBothWays) {
    for (std::size_t i = 0; i < k_level_count; ++i) EXPECT_EQ(find_level(level_name(Level(i))), Level(i));
    EXPECT_EQ(find_level("T8"), level_t(8));
    EXPECT_FALSE(find_level("t13"));
    EXPECT_EQ(disc_id(level_l(5)), "disc.l5_s1");
    EXPECT_EQ(disc_id(level_c(1)), "");
    EXPECT_EQ(joint_name(joint_rib(Side::right, 12)), "rib12.right");
}

} // namespace
} // namespace dorsum::anatomy
