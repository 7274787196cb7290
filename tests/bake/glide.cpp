// Two made-up vertebrae that hook into one another: however they are turned, the glide that was found frees them.
#include "bake/facet_glide.h"
#include "geometry/ray.h"
#include "geometry/sdf.h"

#include <functional>
#include <gtest/gtest.h>

namespace dorsum::bake {
namespace {

using anatomy::FacetGlide;
using anatomy::VertebraFrame;

struct Pair {
    geometry::Mesh upper, lower;
    VertebraFrame upper_frame{{0, 40, 0}, glm::mat3(1)}, lower_frame{{0, 0, 0}, glm::mat3(1)};
};

// Bodies with room between them, and behind them a peg of each beside one of the other, 1.5 mm apart.
Pair hooked() {
    const auto solid = [](std::vector<geometry::Sdf> parts) {
        auto all = std::move(parts[0]);
        for (std::size_t i = 1; i < parts.size(); ++i) all = geometry::unite(std::move(all), std::move(parts[i]), 0.5f);
        return geometry::mesh_of(all, 1.0f);
    };
    const auto peg = [](glm::vec3 from, glm::vec3 to) { return geometry::capsule(from, to, 3, 3); };
    return {solid({peg({-6, 40, 0}, {6, 40, 0}), peg({0, 40, 0}, {0, 40, -30}), peg({0, 40, -30}, {0, 18, -30})}),
            solid({peg({-6, 0, 0}, {6, 0, 0}), peg({0, 0, 0}, {7.5f, 0, -30}), peg({7.5f, 0, -30}, {7.5f, 24, -30})})};
}

float deepest_mm(const geometry::Mesh& of, const geometry::Mesh& in, const std::function<glm::vec3(glm::vec3)>& moved) {
    const geometry::Bvh bvh(in);
    float deepest = 0;
    for (const auto& p : of.positions) {
        const auto near = bvh.nearest(moved(p), 3);
        if (!near) continue;
        const auto* corner = &in.indices[std::size_t{3} * near->triangle];
        const auto a = in.positions[corner[0]], b = in.positions[corner[1]], c = in.positions[corner[2]];
        if (glm::dot(moved(p) - near->position, glm::cross(b - a, c - a)) < 0) deepest = std::max(deepest, near->distance_mm);
    }
    return deepest;
}

TEST(Glide, FreesWhatWouldSinkIn) {
    const auto pair = hooked();
    FacetGlide glide;
    glide.mm[anatomy::level_t(8).value] = glide_of_pair(pair.upper, pair.upper_frame, pair.lower, pair.lower_frame);
    ASSERT_EQ(glide.mm[anatomy::level_t(8).value].size(), FacetGlide::k_places);
    EXPECT_EQ(glide.at(anatomy::level_t(8), glm::vec3(0)), glm::vec3(0)) << "at rest nothing glides";
    float without = 0, with = 0, farthest = 0;
    for (const float lean : {-14.0f, -8.0f, 4.5f, 10.0f, 16.0f})
        for (const float turn : {-4.0f, 0.0f, 6.0f}) {
            const auto by = glm::radians(glm::vec3(0, turn, lean));
            const auto by_glide = glide.at(anatomy::level_t(8), by);
            const auto placed = [&](glm::vec3 p, glm::vec3 aside) {
                return anatomy::rotation_of(by) * (p - pair.upper_frame.centre_mm) + anatomy::rotation_of(0.5f * by) * pair.upper_frame.centre_mm + aside;
            };
            without = std::max(without, deepest_mm(pair.upper, pair.lower, [&](glm::vec3 p) { return placed(p, glm::vec3(0)); }));
            with = std::max(with, deepest_mm(pair.upper, pair.lower, [&](glm::vec3 p) { return placed(p, by_glide); }));
            farthest = std::max(farthest, glm::length(by_glide));
        }
    EXPECT_GT(without, 1.0f) << "else there is nothing to free";
    EXPECT_LT(with, 0.4f);
    EXPECT_LT(farthest, 4.0f) << "a vertebra stays on its disc";
}

} // namespace
} // namespace dorsum::bake
