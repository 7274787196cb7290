// Distances where they can be worked out by hand, and bounds that hold the surface.
#include "geometry/sdf.h"

#include <gtest/gtest.h>

using namespace dorsum::geometry;

namespace {

void expect_surface_in_bounds(const Sdf& s) {
    const Bounds found = bounds_of(mesh_of(s, 1.0f));
    for (int axis = 0; axis < 3; ++axis) {
        EXPECT_GE(found.min[axis], s.bounds.min[axis] - 0.3f);
        EXPECT_LE(found.max[axis], s.bounds.max[axis] + 0.3f);
    }
}

} // namespace

TEST(shapes, distances_on_the_axes) {
    EXPECT_NEAR(sphere({1, 2, 3}, 4)({1, 2, 10}), 3, 1e-4);
    EXPECT_NEAR(ellipsoid({0, 0, 0}, {10, 5, 2})({13, 0, 0}), 3, 1e-3);
    EXPECT_NEAR(ellipsoid({0, 0, 0}, {10, 5, 2})({0, 0, 1}), -1, 1e-3);
    EXPECT_NEAR(capsule({0, 0, 0}, {20, 0, 0}, 3, 3)({10, 5, 0}), 2, 1e-3);
    EXPECT_NEAR(capsule({0, 0, 0}, {20, 0, 0}, 3, 1)({25, 0, 0}), 4, 1e-3);
    EXPECT_NEAR(capsule({0, 0, 0}, {2, 0, 0}, 9, 1)({12, 0, 0}), 3, 1e-3); // one ball holds the other
    EXPECT_NEAR(rounded_box({0, 0, 0}, {5, 5, 5}, glm::mat3(1), 1)({0, 9, 0}), 4, 1e-4);
    EXPECT_NEAR(half_space({0, 2, 0}, {0, 3, 0})({7, 5, 7}), 3, 1e-4);
    EXPECT_NEAR(elliptic_capsule({0, 0, 0}, {0, 40, 0}, {1, 0, 0}, {10, 3}, {10, 3})({14, 20, 0}), 4, 1e-3);
    EXPECT_NEAR(elliptic_capsule({0, 0, 0}, {0, 40, 0}, {1, 0, 0}, {10, 3}, {10, 3})({0, 20, 5}), 2, 1e-3);
}

TEST(shapes, combinations) {
    const Sdf a = sphere({0, 0, 0}, 10), b = sphere({15, 0, 0}, 10);
    EXPECT_NEAR(unite(a, b, 0)({-12, 0, 0}), 2, 1e-4);
    EXPECT_LT(unite(a, b, 8)({7.5f, 7, 0}), unite(a, b, 0)({7.5f, 7, 0})); // the blend fills the groove
    EXPECT_NEAR(unite(a, b, 8)({-12, 0, 0}), 2, 1e-4);                     // and leaves the far side alone
    EXPECT_GT(subtract(a, b, 0)({9, 0, 0}), 0);
    EXPECT_LT(subtract(a, b, 0)({-9, 0, 0}), 0);
    EXPECT_LT(intersect(a, b, 0)({7.5f, 0, 0}), 0);
    EXPECT_GT(intersect(a, b, 0)({0, 0, 0}), 0);
    EXPECT_NEAR(offset(a, 2)({15, 0, 0}), 3, 1e-4);
    EXPECT_NEAR(mirrored_x(b)({-15, 0, 0}), -10, 1e-4);
    const glm::mat3 quarter(glm::vec3(0, 1, 0), glm::vec3(-1, 0, 0), glm::vec3(0, 0, 1)); // local x -> world y
    EXPECT_NEAR(moved(capsule({0, 0, 0}, {10, 0, 0}, 1, 1), quarter, {5, 0, 0})({5, 10, 0}), -1, 1e-4);
}

TEST(shapes, skipping_far_parts_of_a_union_changes_nothing_near_the_surface) {
    std::vector<Sdf> parts;
    for (int i = 0; i < 12; ++i) parts.push_back(ellipsoid({12.0f * float(i), 3.0f * float(i % 3), 0}, {9, 4, 6}));
    const Sdf fast = unite(parts, 5);
    for (float x = -10; x < 145; x += 0.7f)
        for (float y = -8; y < 14; y += 0.9f) {
            float slow = 1e30f;
            for (const Sdf& s : parts) {
                const float d = s({x, y, 1}), h = std::max(5 - std::abs(slow - d), 0.0f) / 5;
                slow = std::min(slow, d) - h * h * 5 * 0.25f;
            }
            if (std::abs(slow) < 4) {
                EXPECT_NEAR(fast({x, y, 1}), slow, 1e-4);
            }
        }
}

TEST(shapes, bounds_hold_the_surface) {
    const glm::mat3 tilted(glm::normalize(glm::vec3(1, 1, 0)), glm::normalize(glm::vec3(-1, 1, 0)), glm::vec3(0, 0, 1));
    const glm::vec3 line[] = {{0, 0, 0}, {10, 30, 0}, {30, 40, 10}, {60, 30, 0}};
    const glm::vec2 halves[] = {{3, 3}, {12, 2}, {12, 3}, {2, 2}};
    const glm::vec3 up[] = {{0, 0, 1}, {0, 0, 1}, {0, 1, 1}, {0, 0, 1}};
    expect_surface_in_bounds(ellipsoid({0, 0, 0}, {20, 5, 8}, tilted));
    expect_surface_in_bounds(rounded_box({0, 0, 0}, {20, 5, 8}, tilted, 2));
    expect_surface_in_bounds(swept_ellipse(line, halves, up));
    expect_surface_in_bounds(moved(swept_ellipse(line, halves, up), tilted, {50, 0, 0}));
    expect_surface_in_bounds(unite({sphere({0, 0, 0}, 10), sphere({8, 0, 0}, 10), sphere({4, 6, 0}, 10)}, 10));
}

TEST(shapes, a_flat_tube_is_as_wide_and_as_thick_as_asked_at_every_point) {
    const glm::vec3 line[] = {{0, 0, 0}, {0, 20, 4}, {0, 40, 0}, {0, 60, -6}, {0, 80, 0}};
    const glm::vec2 halves[] = {{15, 3}};
    const glm::vec3 up[] = {{1, 0, 0}};
    const Sdf tube = swept_ellipse(line, halves, up);
    for (float y = 10; y < 75; y += 2.5f) {
        float z = 0; // centre line at this height
        for (int i = 0; i < 4; ++i)
            if (y >= line[i].y) z = glm::mix(line[i].z, line[i + 1].z, (y - line[i].y) / 20);
        EXPECT_LT(tube({14.5f, y, z}), 0);
        EXPECT_GT(tube({15.5f, y, z}), 0);
        EXPECT_LT(tube({0, y, z + 2.6f}), 0);
        EXPECT_GT(tube({0, y, z + 3.7f}), 0);
    }
}
