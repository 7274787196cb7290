// What every baked mesh relies on: closed, outward, one manifold, true to the shape, the same every time.
#include "geometry/sdf.h"

#include <gtest/gtest.h>
#include <map>
#include <set>

using namespace dorsum::geometry;

namespace {

double volume(const Mesh& m) {
    double six = 0;
    for (std::size_t i = 0; i < m.indices.size(); i += 3) {
        const glm::dvec3 a = m.positions[m.indices[i]], b = m.positions[m.indices[i + 1]], c = m.positions[m.indices[i + 2]];
        six += glm::dot(a, glm::cross(b, c));
    }
    return six / 6;
}

// Every edge once in each direction, and every vertex in one fan of triangles only.
void expect_manifold(const Mesh& m) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> edges;
    std::map<std::uint32_t, std::map<std::uint32_t, std::uint32_t>> fans;
    for (std::size_t i = 0; i < m.indices.size(); i += 3)
        for (int k = 0; k < 3; ++k) {
            const auto a = m.indices[i + k], b = m.indices[i + (k + 1) % 3], c = m.indices[i + (k + 2) % 3];
            ++edges[{a, b}];
            fans[a][b] = c;
        }
    int bad = 0;
    for (const auto& [edge, count] : edges) bad += count != 1 || !edges.count({edge.second, edge.first});
    EXPECT_EQ(bad, 0) << "edges that are open or shared by more than two triangles";
    int pinched = 0;
    for (const auto& [v, next] : fans) {
        std::size_t steps = 0;
        auto at = next.begin()->first;
        do at = next.at(at), ++steps;
        while (at != next.begin()->first && steps <= next.size());
        pinched += steps != next.size();
    }
    EXPECT_EQ(pinched, 0) << "vertices where two sheets touch";
}

Sdf bony_thing() {
    std::vector<Sdf> parts{ellipsoid({0, 0, 10}, {24, 14, 17}), capsule({18, 0, 0}, {40, 5, -20}, 6, 3),
                           capsule({-18, 0, 0}, {-40, 5, -20}, 6, 3), rounded_box({0, -4, -40}, {3, 10, 18}, glm::mat3(1), 2)};
    Sdf body = unite(std::move(parts), 6);
    return subtract(body, capsule({0, -40, -10}, {0, 40, -10}, 9, 9), 2);
}

} // namespace

TEST(surface, sphere_is_round_closed_and_outward) {
    const Mesh m = mesh_of(sphere({3, 4, 5}, 20), 1.0f);
    expect_manifold(m);
    const double exact = 4.0 / 3.0 * 3.14159265 * 20 * 20 * 20;
    EXPECT_NEAR(volume(m), exact, 0.01 * exact); // positive: outward
    for (std::size_t i = 0; i < m.positions.size(); ++i) {
        EXPECT_NEAR(glm::length(m.positions[i] - glm::vec3(3, 4, 5)), 20, 0.05);
        EXPECT_GT(glm::dot(m.normals[i], glm::normalize(m.positions[i] - glm::vec3(3, 4, 5))), 0.999f);
    }
}

TEST(surface, blended_shape_with_a_canal_is_a_manifold) {
    const Mesh m = mesh_of(bony_thing(), 0.8f);
    EXPECT_GT(m.triangle_count(), 5000u);
    expect_manifold(m);
    EXPECT_GT(volume(m), 0);
}

TEST(surface, thin_and_rough_fields_stay_manifold) {
    // Noise at the size of a cell is the worst that a shape can do.
    Sdf rough = sphere({0, 0, 0}, 15);
    rough.distance = [](glm::vec3 p) {
        return glm::length(p) - 14 + 1.5f * std::sin(p.x * 3.1f) * std::sin(p.y * 2.7f) * std::sin(p.z * 2.9f);
    };
    expect_manifold(mesh_of(rough, 1.0f));
    expect_manifold(mesh_of(rounded_box({0.3f, 0, 0}, {20, 20, 0.45f}, glm::mat3(1), 0.2f), 1.0f));
}

TEST(surface, closes_where_the_bounds_cut_the_shape) {
    Sdf cut = capsule({0, -50, 0}, {0, 50, 0}, 8, 8);
    cut.bounds = {{-8, -10, -8}, {8, 10, 8}};
    const Mesh m = mesh_of(cut, 1.0f);
    expect_manifold(m);
    EXPECT_LE(bounds_of(m).max.y, 13); // the grid keeps to whole steps
}

// Along the edge of a box that stands askew in the grid the mesh runs straight: no notches, no teeth. Asked on the middles of its edges, for
// vertices alone may lie on the surface and still jump from face to face.
TEST(surface, sharp_edges_are_drawn_straight) {
    const glm::mat3 askew(glm::mat3_cast(glm::angleAxis(0.6f, glm::normalize(glm::vec3(1, 2, 3)))));
    const Sdf box = rounded_box({0, 0, 0}, {10, 8, 6}, askew, 0.01f);
    const Mesh m = mesh_of(box, 1.0f);
    expect_manifold(m);
    std::vector<float> off;
    for (std::size_t i = 0; i < m.indices.size(); i += 3)
        for (std::size_t k = 0; k < 3; ++k)
            off.push_back(std::abs(box(0.5f * (m.positions[m.indices[i + k]] + m.positions[m.indices[i + (k + 1) % 3]]))));
    std::sort(off.begin(), off.end());
    EXPECT_LT(off[off.size() * 98 / 100], 0.03f); // 0.21 with the mean of the crossings
    std::size_t cut = 0;
    for (const float d : off) cut += d > 0.15f;
    EXPECT_LT(static_cast<double>(cut) / static_cast<double>(off.size()), 0.01); // 0.034
}

TEST(surface, same_shape_gives_same_bytes) {
    const Mesh a = mesh_of(bony_thing(), 1.0f), b = mesh_of(bony_thing(), 1.0f);
    EXPECT_EQ(a.positions, b.positions);
    EXPECT_EQ(a.normals, b.normals);
    EXPECT_EQ(a.indices, b.indices);
}

TEST(surface, looks_only_near_the_surface) {
    std::size_t calls = 0;
    Sdf counted = sphere({0, 0, 0}, 60);
    counted.distance = [&calls](glm::vec3 p) { return ++calls, glm::length(p) - 60; };
    const Mesh m = mesh_of(counted, 1.0f);
    EXPECT_LT(calls, 40 * m.positions.size());
    EXPECT_LT(calls, 124u * 124 * 124 * 2 / 3); // a half of it before creases were looked for
}

TEST(surface, nothing_gives_nothing) {
    EXPECT_TRUE(mesh_of(intersect(sphere({0, 0, 0}, 5), sphere({100, 0, 0}, 5), 0), 1).empty());
    EXPECT_TRUE(mesh_of(Sdf{}, 1).empty());
}

TEST(surface, largest_component_drops_crumbs) {
    const Mesh both = mesh_of(unite(sphere({0, 0, 0}, 10), sphere({30, 0, 0}, 3), 0), 1.0f);
    const Mesh one = largest_component(both);
    EXPECT_LT(one.triangle_count(), both.triangle_count());
    expect_manifold(one);
    EXPECT_LT(bounds_of(one).max.x, 11);
    EXPECT_EQ(one.normals.size(), one.positions.size());
}
