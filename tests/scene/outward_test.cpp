// Which way is out of the body: as the surface faces over a hand's breadth, alike on both sides, wherever one asks.
#include "scene/outward.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dorsum::scene {
namespace {

// A rounded back, 300 mm broad, with furrows some millimetres deep along it, more of them on the left.
geometry::Mesh back() {
    constexpr int columns = 101, rows = 101;
    constexpr float spacing_mm = 3;
    geometry::Mesh mesh;
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) {
            const float x = spacing_mm * static_cast<float>(c - columns / 2), y = spacing_mm * static_cast<float>(r);
            const float furrow_mm = x < 0 ? 2 * std::cos(x / 4) : 2 * std::cos(x / 6);
            mesh.positions.emplace_back(x, y, x * x / 300 + furrow_mm);
        }
    const auto at = [&](int r, int c) { return static_cast<std::uint32_t>(r * columns + c); };
    for (int r = 0; r + 1 < rows; ++r)
        for (int c = 0; c + 1 < columns; ++c) mesh.indices.insert(mesh.indices.end(), {at(r, c), at(r + 1, c), at(r, c + 1), at(r, c + 1), at(r + 1, c), at(r + 1, c + 1)});
    geometry::compute_normals(mesh);
    return mesh;
}

float degrees_between(glm::vec3 a, glm::vec3 b) { return glm::degrees(std::acos(std::min(1.0f, glm::dot(a, b)))); }
glm::vec3 mirrored(glm::vec3 v) { return {-v.x, v.y, v.z}; }

class OutwardTest : public testing::Test {
protected:
    geometry::Mesh mesh_ = back();
    Surface surface_{&mesh_, geometry::Bvh(mesh_)};
    Outward outward_{surface_};
};

TEST_F(OutwardTest, looks_backwards_and_aside_on_the_flanks) {
    EXPECT_LT(degrees_between(outward_.steady_at({0, 150, 0}), {0, 0, -1}), 6);
    EXPECT_LT(outward_.steady_at({-110, 150, 40}).x, -0.15f);
    EXPECT_GT(outward_.steady_at({110, 150, 40}).x, 0.15f);
}

TEST_F(OutwardTest, furrows_do_not_turn_it) {
    float steady_deg = 0, single_deg = 0;
    for (float x = -80; x <= 80; x += 1) {
        const glm::vec3 here(x, 150, x * x / 300), next(x + 1, 150, (x + 1) * (x + 1) / 300);
        steady_deg = std::max(steady_deg, degrees_between(outward_.steady_at(here), outward_.steady_at(next)));
        single_deg = std::max(single_deg, degrees_between(outward_.at(here), outward_.at(next)));
        EXPECT_LT(degrees_between(outward_.steady_at(here), mirrored(outward_.steady_at(mirrored(here)))), 12) << x << ": left and right, other furrows";
    }
    EXPECT_LT(steady_deg, 1.5f);
    EXPECT_GT(single_deg, 3) << "or this test says nothing";
}

TEST_F(OutwardTest, a_second_answer_is_the_first_one_and_far_away_there_is_one_too) {
    const glm::vec3 here(31.4f, 77.7f, 2.5f), far_away(2000, -900, 700);
    EXPECT_EQ(outward_.steady_at(here), outward_.steady_at(here));
    EXPECT_EQ(outward_.steady_at(here), Outward(surface_).steady_at(here)) << "whatever was asked before";
    EXPECT_LT(degrees_between(outward_.steady_at(far_away), {0, 0, -1}), 0.5f);
    const Surface nothing;
    EXPECT_LT(degrees_between(Outward(nothing).steady_at(here), {0, 0, -1}), 0.5f);
}

} // namespace
} // namespace dorsum::scene
