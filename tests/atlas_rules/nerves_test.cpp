// Nerves go round bones; the sciatic nerve takes its way through the buttock.
#include "bench.h"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace dorsum::rules {
namespace {

using anatomy::Tissue;

// How much nearer than 0.5 mm the nerve comes to the bone, inside it included.
Case too_near(const Solid& nerve, const Solid& bone) {
    constexpr float k_clear_mm = 0.5f;
    Case worst{0, nerve.id() + " at " + bone.id(), {}};
    for (const auto& p : nerve.mesh->positions) {
        const bool inside = bone.contains(p);
        const auto hit = bone.bvh.nearest(p, inside ? 1e9f : k_clear_mm);
        if (!hit) continue;
        const float over = k_clear_mm + (inside ? hit->distance_mm : -hit->distance_mm);
        if (over > worst.figure) worst = {over, worst.what, p};
    }
    return worst;
}

TEST(Nerves, StayClearOfBone) {
    const auto nerves = of_tissue({Tissue::nerve, Tissue::cord}, true), bones = of_tissue({Tissue::bone});
    const auto worst = print_worst("nerve within 0.5 mm of bone", "mm too near", over_pairs(nerves, bones, 0.5f, too_near), 25);
    EXPECT_LE(worst.figure, 0.05f) << worst.what;
}

// Where the polyline passes nearest to the segment a-b in the view from behind, as a share of the way from a to b.
float share_of_the_line(const geometry::Polyline& line, glm::vec3 a, glm::vec3 b) {
    const glm::vec2 from(a.x, a.y), way(b.x - a.x, b.y - a.y);
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const glm::vec2 p(line[i].x, line[i].y), q(line[i + 1].x, line[i + 1].y);
        const float det = way.x * (p.y - q.y) - way.y * (p.x - q.x);
        if (std::abs(det) < 1e-6f) continue;
        const glm::vec2 d = p - from;
        const float t = (d.x * (p.y - q.y) - d.y * (p.x - q.x)) / det, s = (way.x * d.y - way.y * d.x) / det;
        if (s >= 0 && s <= 1 && t > -0.5f && t < 1.5f) return t;
    }
    return -1;
}

TEST(Sciatic, CrossesItsLandmarkLinesWhereTheySay) {
    for (const char* side : {"left", "right"}) {
        const auto* line = atlas().find_centre_line(fmt::format("nerve.sciatic.{}", side));
        const auto at = [&](const char* name) {
            const auto* mark = atlas().find_landmark(fmt::format("{}.{}", name, side));
            return mark ? mark->position_mm : glm::vec3(0);
        };
        ASSERT_TRUE(line);
        const float upper = share_of_the_line(line->points_mm, at("psis"), at("isch_tub"));
        const float lower = share_of_the_line(line->points_mm, at("isch_tub"), at("greater_troch"));
        fmt::print("  {}: {:.2f} of the way PSIS - ischial tuberosity (0.31), {:.2f} of ischial tuberosity - greater trochanter (0.48)\n", side,
                   upper, lower);
        EXPECT_NEAR(upper, 0.31f, 0.07f); // 5.2 +- 1.0 of 16.6 cm (Currin 2015)
        EXPECT_NEAR(lower, 0.48f, 0.08f); // 5.8 +- 0.8 of 12 cm
    }
}

} // namespace
} // namespace dorsum::rules
