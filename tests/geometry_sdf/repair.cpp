#include "geometry/repair.h"

#include "geometry/sdf.h"
#include "geometry/simplify.h"

#include <gtest/gtest.h>

namespace dorsum::geometry {
namespace {

Mesh bean() { return mesh_of(unite(sphere({0, 0, 0}, 20), capsule({10, 0, 0}, {40, 10, 0}, 8, 5), 4.0f), 3.0f); }

// A vertex a hair's breadth from `v`, on the way to the far end of its first triangle's edge: two needles and two caps.
void split_edge(Mesh& mesh, std::size_t triangle, float where) {
    const std::uint32_t a = mesh.indices[3 * triangle], b = mesh.indices[3 * triangle + 1];
    const auto m = static_cast<std::uint32_t>(mesh.positions.size());
    mesh.positions.push_back(glm::mix(mesh.positions[a], mesh.positions[b], where));
    mesh.normals.push_back(mesh.normals[a]);
    const std::size_t count = mesh.indices.size();
    for (std::size_t i = 0; i < count; i += 3)
        for (std::size_t k = 0; k < 3; ++k) {
            std::uint32_t &p = mesh.indices[i + k], &q = mesh.indices[i + (k + 1) % 3], r = mesh.indices[i + (k + 2) % 3];
            if (!((p == a && q == b) || (p == b && q == a))) continue;
            mesh.indices.insert(mesh.indices.end(), {m, mesh.indices[i + (k + 1) % 3], r});
            mesh.indices[i + (k + 1) % 3] = m;
            break;
        }
}

TEST(Repair, SliversGoAndTheSurfaceStays) {
    const Mesh whole = bean();
    Mesh mesh = whole;
    for (std::size_t t = 0; t < whole.triangle_count(); t += 40) split_edge(mesh, t, t % 80 == 0 ? 0.002f : 0.5f);
    for (std::size_t t = 7; t < whole.triangle_count(); t += 90) split_edge(mesh, t, 0.999f);
    ASSERT_EQ(open_edge_count(mesh), 0u);
    ASSERT_LT(smallest_angle_deg(mesh), 0.2f);
    EXPECT_EQ(remove_slivers(mesh, 1.5f), 0u);
    EXPECT_GE(smallest_angle_deg(mesh), 1.5f);
    EXPECT_EQ(open_edge_count(mesh), 0u);
    EXPECT_EQ(mesh.normals.size(), mesh.positions.size());
    EXPECT_LT(glm::length(bounds_of(mesh).size() - bounds_of(whole).size()), 0.5f);
}

TEST(Repair, AGoodMeshComesBackAsItWas) {
    Mesh mesh = bean();
    remove_slivers(mesh, 1.0f);
    const Mesh before = mesh;
    EXPECT_EQ(remove_slivers(mesh, 1.0f), 0u);
    EXPECT_EQ(part_touching(mesh), 0u);
    EXPECT_EQ(mesh.indices, before.indices);
    EXPECT_EQ(mesh.positions, before.positions);
}

TEST(Repair, TwoTentsOnOneEdgeArePartedIntoTwo) {
    Mesh mesh; // two tetrahedra with the edge 0-1 in common
    mesh.positions = {{0, 0, -5}, {0, 0, 5}, {5, 4, 0}, {5, -4, 0}, {-5, 4, 0}, {-5, -4, 0}};
    const auto tetrahedron = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
        mesh.indices.insert(mesh.indices.end(), {a, b, c, a, c, d, a, d, b, b, d, c});
    };
    tetrahedron(0, 1, 2, 3);
    tetrahedron(0, 1, 5, 4);
    compute_normals(mesh);
    ASSERT_GT(open_edge_count(mesh), 0u);
    EXPECT_EQ(part_touching(mesh), 2u);
    EXPECT_EQ(open_edge_count(mesh), 0u);
    EXPECT_EQ(mesh.positions.size(), 8u);
    for (std::size_t t = 0; t < mesh.triangle_count(); ++t) // no triangle of one tent holds a corner of the other
        for (int k = 0; k < 3; ++k)
            EXPECT_GT(mesh.positions[mesh.indices[3 * t]].x * mesh.positions[mesh.indices[3 * t + k]].x, 0.0f);
}

} // namespace
} // namespace dorsum::geometry
