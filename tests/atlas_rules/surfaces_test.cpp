// Every surface is one that a solid has: closed, manifold, turned outwards, without slivers, within the budget.
#include "bench.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unordered_map>

namespace dorsum::rules {
namespace {

std::uint64_t edge_key(std::uint32_t a, std::uint32_t b) { return std::uint64_t(a) << 32 | b; }

// Half edges that lack their twin, or are walked twice.
int loose_edges(const geometry::Mesh& mesh) {
    std::unordered_map<std::uint64_t, int> walked;
    walked.reserve(mesh.indices.size());
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3)
        for (std::size_t k = 0; k < 3; ++k) ++walked[edge_key(mesh.indices[i + k], mesh.indices[i + (k + 1) % 3])];
    int loose = 0;
    for (const auto& [edge, count] : walked)
        if (count != 1 || !walked.contains(edge_key(std::uint32_t(edge), std::uint32_t(edge >> 32)))) ++loose;
    return loose;
}

double volume_mm3(const geometry::Mesh& mesh) {
    double six = 0;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        const glm::dvec3 a = mesh.positions[mesh.indices[i]], b = mesh.positions[mesh.indices[i + 1]], c = mesh.positions[mesh.indices[i + 2]];
        six += glm::dot(a, glm::cross(b, c));
    }
    return six / 6;
}

// Smallest angle of the triangle, degrees; atan2 keeps its nerve where the sides are nearly parallel.
double smallest_angle_deg(glm::dvec3 a, glm::dvec3 b, glm::dvec3 c) {
    const auto angle = [](glm::dvec3 u, glm::dvec3 v) { return std::atan2(glm::length(glm::cross(u, v)), glm::dot(u, v)); };
    return glm::degrees(std::min({angle(b - a, c - a), angle(a - b, c - b), angle(a - c, b - c)}));
}

template <class Measure>
std::vector<Case> over_levels(Measure measure) {
    std::vector<Case> cases;
    for (const auto& s : atlas().structures)
        for (int lod = 0; lod < anatomy::k_lod_count; ++lod)
            if (Case found = measure(s.lods[lod]); found.figure > 0) {
                found.what = fmt::format("{} level {} {}", s.terms.id, lod, found.what);
                cases.push_back(found);
            }
    return cases;
}

TEST(Surfaces, AreClosedAndManifold) {
    const auto worst = print_worst("edges without exactly two faces", "edges",
                                   over_levels([](const geometry::Mesh& m) { return Case{float(loose_edges(m)), ""}; }));
    EXPECT_EQ(worst.figure, 0) << worst.what;
}

TEST(Surfaces, LookOutwards) {
    const auto worst = print_worst("volume turned inside out", "mm3",
                                   over_levels([](const geometry::Mesh& m) { return Case{float(-volume_mm3(m)), ""}; }));
    EXPECT_EQ(worst.figure, 0) << worst.what;
}

TEST(Surfaces, HaveNoSliversBelowOneDegree) {
    const auto worst = print_worst("triangles with an angle below one degree", "triangles", over_levels([](const geometry::Mesh& m) {
        Case found;
        double least = 180;
        for (std::size_t i = 0; i < m.indices.size(); i += 3) {
            const glm::vec3 a = m.positions[m.indices[i]];
            const double angle = smallest_angle_deg(a, m.positions[m.indices[i + 1]], m.positions[m.indices[i + 2]]);
            if (angle < 1) ++found.figure;
            if (angle < least) {
                least = angle;
                found.at = a;
            }
        }
        found.what = fmt::format("least {:.3f} deg", least);
        return found;
    }));
    EXPECT_EQ(worst.figure, 0) << worst.what;
}

TEST(Surfaces, StayWithinTheBudget) {
    std::size_t triangles[anatomy::k_lod_count] = {};
    std::vector<Case> large;
    for (const auto& s : atlas().structures) {
        for (int lod = 0; lod < anatomy::k_lod_count; ++lod) triangles[lod] += s.lods[lod].triangle_count();
        large.push_back({float(s.lods[0].triangle_count()), s.terms.id, s.bounds.centre()});
    }
    print_worst("triangles of level 0", "triangles", large);
    fmt::print("{} structures, {} / {} / {} triangles\n", atlas().structures.size(), triangles[0], triangles[1], triangles[2]);
    EXPECT_GE(triangles[0], 500'000u);
    EXPECT_LE(triangles[0], 900'000u);
    EXPECT_LE(triangles[1], 300'000u);
    EXPECT_LE(triangles[2], 120'000u);
}

} // namespace
} // namespace dorsum::rules
