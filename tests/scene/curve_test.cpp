// The bent spine: Cobb angles measured on what is drawn, and the lines that show them.
#include "fixture.h"

#include "scene/cobb_lines.h"

#include <cmath>

namespace dorsum::scene {

namespace {

using anatomy::Side;

anatomy::SpineCurve double_curve(float thoracic_deg, float lumbar_deg) {
    return {{{anatomy::level_t(5), anatomy::level_t(8), anatomy::level_t(12), thoracic_deg, Side::right},
             {anatomy::level_t(12), anatomy::level_l(2), anatomy::level_l(4), lumbar_deg, Side::left}}};
}

// Direction of a bar in the coronal plane: between the middles of its two ends, half of its vertices each.
glm::vec2 direction_of(const OverlayMesh& bar) {
    glm::vec3 along(0);
    const auto half = bar.positions.size() / 2;
    for (std::size_t i = 0; i < half; ++i) along += bar.positions[half + i] - bar.positions[i];
    return glm::normalize(glm::vec2(along) * (along.x < 0 ? -1.0f : 1.0f));
}

float angle_deg(glm::vec2 a, glm::vec2 b) { return glm::degrees(std::acos(std::min(1.0f, glm::dot(a, b)))); }

} // namespace

TEST_F(SceneTest, measured_cobb_angles_are_the_asked_ones) {
    for (float cobb : {0.0f, 10.0f, 25.0f, 40.0f, 65.0f, 90.0f}) {
        state.curve = double_curve(cobb, 0.6f * cobb);
        const auto measure = measure_spine(state, atlas);
        ASSERT_EQ(measure.cobb_deg.size(), 2u);
        EXPECT_NEAR(measure.cobb_deg[0], cobb, 1);
        EXPECT_NEAR(measure.cobb_deg[1], 0.6f * cobb, 1);
    }
}

TEST_F(SceneTest, before_the_spine_is_measured_straight) {
    state.curve = double_curve(40, 25);
    state.before = true;
    const auto measure = measure_spine(state, atlas);
    EXPECT_TRUE(measure.cobb_deg.empty());
    for (std::size_t i = 0; i < anatomy::k_level_count; ++i)
        EXPECT_LT(glm::distance(measure.frames[i].centre_mm, atlas.spine.frames[i].centre_mm), 0.01f);
}

TEST_F(SceneTest, the_apex_goes_to_the_convex_side) {
    state.curve = double_curve(45, 0);
    state.curve.segments.pop_back();
    const auto right = measure_spine(state, atlas);
    const auto x = [&](const SpineMeasure& m, anatomy::Level level) { return m.frames[level.value].centre_mm.x; };
    const auto bulge = [&](const SpineMeasure& m) {
        return x(m, anatomy::level_t(8)) - 0.5f * (x(m, anatomy::level_t(5)) + x(m, anatomy::level_t(12)));
    };
    EXPECT_LT(bulge(right), -10) << "-X is the patient's right";
    state.curve.segments[0].convex = Side::left;
    EXPECT_NEAR(bulge(measure_spine(state, atlas)), -bulge(right), 1);
}

TEST_F(SceneTest, the_drawn_lines_open_by_the_cobb_angle) {
    for (float cobb : {12.0f, 30.0f, 55.0f, 80.0f}) {
        state.curve = double_curve(cobb, 0.5f * cobb);
        const auto lines = cobb_lines(measure_spine(state, atlas), state.curve);
        ASSERT_EQ(lines.size(), 4u);
        for (std::size_t i = 0; i < 2; ++i)
            EXPECT_NEAR(angle_deg(direction_of(lines[2 * i]), direction_of(lines[2 * i + 1])), i ? 0.5f * cobb : cobb, 1) << lines[2 * i].id;
    }
}

TEST_F(SceneTest, the_lines_lie_at_the_end_vertebrae_and_reach_to_the_concave_side) {
    state.curve = double_curve(40, 0);
    state.curve.segments.pop_back();
    const auto measure = measure_spine(state, atlas);
    const auto lines = cobb_lines(measure, state.curve);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].id, "cobb.0.upper");
    EXPECT_EQ(lines[1].id, "cobb.0.lower");
    for (std::size_t i = 0; i < 2; ++i) {
        const auto level = i == 0 ? anatomy::level_t(5) : anatomy::level_t(12);
        geometry::Bounds box;
        for (const auto& p : lines[i].positions) box.add(p);
        const auto centre = measure.frames[level.value].centre_mm;
        EXPECT_GT(box.max.x - centre.x, 60) << "long on the left, the concave side of a right-convex curve";
        EXPECT_LT(centre.x - box.min.x, 50);
        EXPECT_LT(box.min.y - 20, centre.y);
        EXPECT_GT(box.max.y + 20, centre.y);
    }
}

TEST_F(SceneTest, a_straight_spine_has_no_lines) {
    state.curve = double_curve(0, 0);
    EXPECT_TRUE(overlays(frame(), "cobb.").empty());
    state.curve = double_curve(30, 0);
    EXPECT_EQ(overlays(frame(), "cobb.").size(), 2u) << "only the curve that there is";
}

TEST_F(SceneTest, the_palette_moves_the_bones_to_the_measured_frames) {
    state.curve = double_curve(50, 30);
    const auto f = frame();
    const auto measure = measure_spine(state, atlas);
    ASSERT_EQ(f.palette.size(), static_cast<std::size_t>(anatomy::k_joint_count));
    for (std::size_t i = 0; i < anatomy::k_level_count; ++i) {
        const auto moved = glm::vec3(f.palette[anatomy::joint_of(anatomy::Level(i))] * glm::vec4(atlas.spine.frames[i].centre_mm, 1));
        EXPECT_LT(glm::distance(moved, measure.frames[i].centre_mm), 0.1f) << anatomy::level_name(anatomy::Level(i));
    }
}

} // namespace dorsum::scene
