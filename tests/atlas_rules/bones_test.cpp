// Bones touch as bones do: never through each other, with joint spaces that cartilage fills.
#include "bench.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace dorsum::rules {
namespace {

using anatomy::Level;
using anatomy::Tissue;

std::string vertebra_id(std::size_t level) {
    const Level l(level);
    return l == anatomy::level_s1() ? "sacrum" : "vertebra." + anatomy::level_name(l);
}

TEST(Bones, NeverRunIntoEachOther) {
    const auto bones = of_tissue({Tissue::bone}, true);
    const auto all = of_tissue({Tissue::bone, Tissue::cartilage});
    const auto worst = print_worst("bone in bone", "mm", over_pairs(bones, all, 0, [](const Solid& a, const Solid& b) {
        // Rib and cartilage, manubrium and body grow together: no joint space is asked for there.
        if (b.terms->tissue == Tissue::cartilage) return Case{};
        if (a.id().starts_with("sternum") && b.id().starts_with("sternum")) return Case{};
        if (a.id() + b.id() == "sacrumcoccyx" || a.id() + b.id() == "coccyxsacrum") return Case{};
        const Depth d = deepest(a, b);
        return Case{d.mm, a.id() + " in " + b.id(), d.at};
    }));
    EXPECT_LE(worst.figure, 0.05f) << worst.what;
}

// Handles through a closed surface, by Euler's formula; vertices at one place count once.
int handles(const geometry::Mesh& mesh) {
    std::map<std::array<float, 3>, std::uint32_t> places;
    std::vector<std::uint32_t> at;
    for (const auto& p : mesh.positions) at.push_back(places.emplace(std::array{p.x, p.y, p.z}, static_cast<std::uint32_t>(places.size())).first->second);
    std::set<std::pair<std::uint32_t, std::uint32_t>> edges;
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3)
        for (std::size_t k = 0; k < 3; ++k) {
            const auto a = at[mesh.indices[t + k]], b = at[mesh.indices[t + (k + 1) % 3]];
            edges.emplace(std::min(a, b), std::max(a, b));
        }
    const auto corners = static_cast<int>(places.size()), sides = static_cast<int>(edges.size()), faces = static_cast<int>(mesh.indices.size() / 3);
    return 1 - (corners - sides + faces) / 2;
}

// The canal; in the neck a foramen on either side as well; in the sacrum the canal branches to four pairs of foramina that are open in
// front and behind: eighteen mouths of one tunnel. A hole that is too many is a place where bone was too thin.
TEST(Bones, AreOpenWhereTheirHolesAreAndNowhereElse) {
    for (std::size_t i = 0; i < anatomy::k_level_count; ++i) {
        const auto* bone = find(vertebra_id(i));
        if (!bone) continue;
        const int expected = Level(i) == anatomy::level_s1() ? 17 : Level(i) <= anatomy::level_c(7) ? 3 : 1;
        EXPECT_EQ(handles(*bone->mesh), expected) << vertebra_id(i);
    }
}

// Rims of bones run smoothly. At each point of a crease that goes on to two sides: how much it turns there. A saw turns to and fro at every point.
struct Saw {
    float share = 0; // of the points of creases, those that turn sharply
    int points = 0;
};

Saw saw_of(const geometry::Mesh& mesh) {
    constexpr float k_crease = 0.64f, k_turn = 0.71f; // cosines of 50 and 45 degrees
    std::map<std::array<float, 3>, std::uint32_t> places;
    std::vector<std::uint32_t> at;
    for (const auto& p : mesh.positions) at.push_back(places.emplace(std::array{p.x, p.y, p.z}, static_cast<std::uint32_t>(at.size())).first->second);
    std::map<std::pair<std::uint32_t, std::uint32_t>, glm::vec3> normal_of; // of the face to the left of an edge
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
        const std::array corner{at[mesh.indices[t]], at[mesh.indices[t + 1]], at[mesh.indices[t + 2]]};
        const auto& a = mesh.positions[corner[0]];
        const auto across = glm::cross(mesh.positions[corner[1]] - a, mesh.positions[corner[2]] - a);
        for (std::size_t k = 0; k < 3; ++k) normal_of[{corner[k], corner[(k + 1) % 3]}] = glm::normalize(across);
    }
    std::map<std::uint32_t, std::vector<std::uint32_t>> next;
    for (const auto& [edge, normal] : normal_of) {
        const auto other = normal_of.find({edge.second, edge.first});
        if (other == normal_of.end() || glm::dot(normal, other->second) > k_crease) continue;
        const auto along = mesh.positions[edge.second] - mesh.positions[edge.first];
        if (glm::dot(glm::cross(normal, other->second), along) > 0) next[edge.first].push_back(edge.second); // outward ones
    }
    Saw saw;
    int turns = 0;
    for (const auto& [v, ends] : next) {
        if (ends.size() != 2) continue;
        const auto from = glm::normalize(mesh.positions[v] - mesh.positions[ends[0]]), to = glm::normalize(mesh.positions[ends[1]] - mesh.positions[v]);
        ++saw.points;
        turns += glm::dot(from, to) < k_turn ? 1 : 0;
    }
    saw.share = saw.points == 0 ? 0 : static_cast<float>(turns) / static_cast<float>(saw.points);
    return saw;
}

TEST(Bones, RimsOfVertebraeAreNoSaws) {
    std::vector<Case> cases;
    for (std::size_t i = 0; i < anatomy::k_level_count; ++i) {
        const auto* bone = find(vertebra_id(i));
        if (!bone) continue;
        const Saw saw = saw_of(*bone->mesh);
        if (saw.points >= 50) cases.push_back({100 * saw.share, fmt::format("{} ({} points)", vertebra_id(i), saw.points), bone->bounds.centre()});
    }
    const auto worst = print_worst("points of rims that turn by more than 45 degrees", "%", cases, 30);
    EXPECT_LE(worst.figure, 25.0f) << worst.what;
}

struct Gap {
    float median = 0, least = 0;
    int points = 0;
};

// Across the joints between neighbours: faces that look at each other, behind the middle of the canal and beside the midline.
Gap facet_gap(std::size_t upper, float side) {
    const Solid *a = find(vertebra_id(upper)), *b = find(vertebra_id(upper + 1));
    if (!a || !b) return {};
    const auto& frame = atlas().spine.frames[upper];
    std::vector<float> gaps;
    for (std::size_t i = 0; i < a->mesh->positions.size(); ++i) {
        const glm::vec3 p = a->mesh->positions[i], local = glm::transpose(frame.axes) * (p - frame.centre_mm);
        if (local.x * side < 6 || local.z > (upper < 2 ? 8.0f : -8.0f)) continue;
        const auto hit = b->bvh.nearest(p, 5);
        if (!hit) continue;
        const auto* corner = &b->mesh->indices[3 * hit->triangle];
        const auto &u = b->mesh->positions[corner[0]], &v = b->mesh->positions[corner[1]], &w = b->mesh->positions[corner[2]];
        if (glm::dot(glm::normalize(glm::cross(v - u, w - u)), a->mesh->normals[i]) < -0.8f) gaps.push_back(hit->distance_mm);
    }
    if (gaps.empty()) return {};
    std::sort(gaps.begin(), gaps.end());
    return {gaps[gaps.size() / 2], gaps.front(), int(gaps.size())};
}

TEST(Bones, FacetsLeaveRoomForCartilage) {
    for (std::size_t upper = 0; upper + 1 < anatomy::k_level_count; ++upper)
        for (const float side : {1.0f, -1.0f}) {
            const Gap gap = facet_gap(upper, side);
            const std::string joint = fmt::format("{} / {} {}", vertebra_id(upper), vertebra_id(upper + 1), side > 0 ? "left" : "right");
            fmt::print("  facet gap {:.2f} mm median, {:.2f} least, {} points: {}\n", gap.median, gap.least, gap.points, joint);
            EXPECT_GE(gap.points, 8) << joint;
            EXPECT_GE(gap.median, 1.5f) << joint;
            EXPECT_LE(gap.median, 3.5f) << joint;
            EXPECT_GE(gap.least, 1.0f) << joint;
        }
}

TEST(Bones, DiscsMeetTheirEndPlates) {
    std::vector<Case> cases;
    for (std::size_t upper = 1; upper + 1 < anatomy::k_level_count; ++upper) {
        const auto& here = atlas().spine.frames[upper];
        const auto& there = atlas().spine.frames[upper + 1];
        const glm::vec3 axis = glm::normalize(here.centre_mm - there.centre_mm);
        const Solid* disc = find("disc." + anatomy::level_name(Level(upper)) + "_" + anatomy::level_name(Level(upper + 1)));
        ASSERT_TRUE(disc) << upper;
        glm::vec3 middle(0); // of the disc itself: S1's frame stands on its end plate, not in a body
        for (const glm::vec3 p : disc->mesh->positions) middle += p / static_cast<float>(disc->mesh->positions.size());
        for (const float way : {1.0f, -1.0f}) {
            const Solid* bone = find(vertebra_id(way > 0 ? upper : upper + 1));
            ASSERT_TRUE(bone);
            std::vector<float> gaps;
            for (std::size_t i = 0; i < disc->mesh->positions.size(); ++i) {
                const glm::vec3 p = disc->mesh->positions[i];
                if (glm::dot(disc->mesh->normals[i], way * axis) < 0.85f || glm::dot(p - middle, way * axis) < 0) continue;
                if (const auto hit = bone->bvh.nearest(p, 10)) gaps.push_back(hit->distance_mm);
            }
            ASSERT_GE(gaps.size(), 10u) << disc->id();
            std::sort(gaps.begin(), gaps.end());
            cases.push_back({gaps[gaps.size() * 9 / 10], fmt::format("{} to {} (median {:.2f})", disc->id(), bone->id(), gaps[gaps.size() / 2]),
                             disc->bounds.centre()});
        }
    }
    const auto worst = print_worst("disc to end plate, nine tenths of the face within", "mm", cases);
    EXPECT_LE(worst.figure, 0.3f) << worst.what;
}

// Least distance between the two surfaces.
Case least_gap(const Solid& a, const Solid& b) {
    Case least{1e9f, a.id() + " to " + b.id(), {}};
    for (const auto& p : a.mesh->positions)
        if (const auto hit = b.bvh.nearest(p, least.figure)) least = {hit->distance_mm, least.what, p};
    return least;
}

TEST(Bones, RibHeadsMeetTheirVertebrae) {
    std::vector<Case> cases;
    for (int n = 1; n <= 12; ++n)
        for (const char* side : {"left", "right"}) {
            const Solid* rib = find(fmt::format("rib.{}.{}", n, side));
            const Solid* vertebra = find(fmt::format("vertebra.t{}", n));
            ASSERT_TRUE(rib && vertebra);
            cases.push_back(least_gap(*rib, *vertebra));
        }
    const auto worst = print_worst("rib to its vertebra", "mm", cases);
    EXPECT_LE(worst.figure, 3.0f) << worst.what;
}

TEST(Bones, JointSpacesAreThoseOfCartilage) {
    struct Joint {
        const char *a, *b;
        float least, most;
    };
    static constexpr Joint k_joints[] = {{"femur.left", "hip_bone.left", 1.5f, 5}, {"humerus.left", "scapula.left", 1.5f, 6},
                                         {"hip_bone.left", "sacrum", 0.5f, 4},      {"occipital", "vertebra.c1", 0.5f, 4},
                                         {"femur.left", "tibia.left", 3.5f, 6},       {"femur.left", "patella.left", 3.5f, 6},
                                         {"tibia.left", "fibula.left", 0.5f, 3},      {"clavicle.left", "scapula.left", 0.5f, 6}, {"clavicle.left", "sternum.manubrium", 0.5f, 6}};
    for (const Joint& j : k_joints) {
        const Solid *a = find(j.a), *b = find(j.b);
        ASSERT_TRUE(a && b) << j.a;
        const Case gap = least_gap(*a, *b);
        fmt::print("  joint space {:.2f} mm: {}\n", gap.figure, gap.what);
        EXPECT_GE(gap.figure, j.least) << gap.what;
        EXPECT_LE(gap.figure, j.most) << gap.what;
    }
}

} // namespace
} // namespace dorsum::rules
