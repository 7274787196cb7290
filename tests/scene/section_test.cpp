// The section of a mesh by a plane: its area is the geometry's, its contours are closed, what is hollow stays open.
#include "scene/clefts.h"
#include "scene/section_fill.h"

#include <cmath>
#include <gtest/gtest.h>

namespace dorsum::scene {

namespace {

using geometry::Mesh;

constexpr float k_pi = 3.14159265f;

Mesh box(glm::vec3 low, glm::vec3 high, bool inside_out = false) {
    Mesh mesh;
    for (int i = 0; i < 8; ++i) mesh.positions.push_back({(i & 1) ? high.x : low.x, (i & 2) ? high.y : low.y, (i & 4) ? high.z : low.z});
    mesh.indices = {0, 2, 3, 0, 3, 1, 4, 5, 7, 4, 7, 6, 0, 1, 5, 0, 5, 4, 2, 6, 7, 2, 7, 3, 0, 4, 6, 0, 6, 2, 1, 3, 7, 1, 7, 5};
    const auto corners = mesh.positions;
    mesh.positions.clear();
    for (auto& i : mesh.indices) mesh.positions.push_back(corners[i]), i = static_cast<std::uint32_t>(mesh.positions.size() - 1); // its edges are creases
    if (inside_out)
        for (std::size_t i = 0; i < mesh.indices.size(); i += 3) std::swap(mesh.indices[i], mesh.indices[i + 1]);
    geometry::compute_normals(mesh);
    return mesh;
}

Mesh sphere(glm::vec3 centre, float radius, int rings = 64) {
    Mesh mesh;
    const int around = 2 * rings;
    for (int r = 0; r <= rings; ++r)
        for (int i = 0; i <= around; ++i) { // the seam has its vertices twice, as imported meshes have
            const float a = k_pi * static_cast<float>(r) / static_cast<float>(rings), b = 2 * k_pi * static_cast<float>(i % around) / static_cast<float>(around);
            const float s = r == 0 || r == rings ? 0.0f : std::sin(a);
            mesh.positions.push_back(centre + radius * glm::vec3(s * std::cos(b), r == rings ? -1.0f : std::cos(a), -s * std::sin(b)));
        }
    const auto row = static_cast<std::uint32_t>(around + 1);
    for (std::uint32_t r = 0; r < static_cast<std::uint32_t>(rings); ++r)
        for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(around); ++i) {
            const std::uint32_t a = r * row + i, b = a + row;
            if (r > 0) mesh.indices.insert(mesh.indices.end(), {a, b, a + 1});
            if (r + 1 < static_cast<std::uint32_t>(rings)) mesh.indices.insert(mesh.indices.end(), {a + 1, b, b + 1});
        }
    geometry::compute_normals(mesh);
    return mesh;
}

CapShape cut(const Mesh& mesh, glm::vec3 point, glm::vec3 normal, std::vector<glm::mat4> palette = {}) {
    const auto shape = section({mesh, palette, {point, glm::normalize(normal)}, 1.0f, false});
    EXPECT_TRUE(shape);
    return shape.value_or(CapShape{});
}

double drawn_area(const CapShape& shape) { // of every triangle, bands included
    double sum = 0;
    for (std::size_t i = 0; i < shape.indices.size(); i += 3) {
        const auto p = [&](std::size_t k) { return shape.vertices[shape.indices[i + k]].position_mm; };
        sum += 0.5 * glm::length(glm::cross(p(1) - p(0), p(2) - p(0)));
    }
    return sum;
}

} // namespace

TEST(Section, of_a_box_is_its_rectangle) {
    const auto mesh = box({-10, -20, -30}, {10, 20, 30});
    EXPECT_NEAR(cut(mesh, {0, 3, 0}, {0, 1, 0}).area_mm2, 20 * 60, 0.01);
    EXPECT_NEAR(cut(mesh, {0, 3, 0}, {1, 0, 0}).area_mm2, 40 * 60, 0.01);
    EXPECT_NEAR(cut(mesh, {0, 0, 0}, {1, 1, 0}).area_mm2, 20 * std::sqrt(2) * 60, 0.05) << "across two faces";
}

TEST(Section, of_a_sphere_is_a_circle_at_every_angle) {
    const auto mesh = sphere({5, 6, 7}, 40);
    for (const glm::vec3 n : {glm::vec3(0, 1, 0), glm::vec3(1, 0, 0), glm::vec3(1, 2, -3), glm::vec3(-0.2f, 0.9f, 0.4f)}) {
        const glm::vec3 unit = glm::normalize(n);
        for (const float off : {-25.0f, 0.3f, 30.0f}) {
            const auto shape = cut(mesh, glm::vec3(5, 6, 7) + off * unit, n);
            const double circle = k_pi * (40.0 * 40 - off * off);
            EXPECT_NEAR(shape.area_mm2, circle, 0.006 * circle) << off;
            EXPECT_EQ(shape.loops, 1);
            EXPECT_EQ(shape.open_loops, 0) << "the seam has two vertices at one place";
            for (const auto& v : shape.vertices) ASSERT_NEAR(glm::dot(unit, v.position_mm - glm::vec3(5, 6, 7)), off, 1e-3);
        }
    }
}

TEST(Section, misses_what_it_does_not_meet) { EXPECT_FALSE(section({box({0, 0, 0}, {1, 1, 1}), {}, {{0, 5, 0}, {0, 1, 0}}})); }

TEST(Section, a_cavity_stays_open_and_a_shell_within_is_solid) {
    auto hollow = box({-10, -10, -10}, {10, 10, 10});
    geometry::append(hollow, box({-4, -4, -4}, {4, 4, 4}, true));
    EXPECT_NEAR(cut(hollow, {0, 0.5f, 0}, {0, 1, 0}).area_mm2, 400 - 64, 0.01) << "the canal of a vertebra";
    auto nested = box({-10, -10, -10}, {10, 10, 10});
    geometry::append(nested, box({-4, -4, -4}, {4, 4, 4}));
    const auto shape = cut(nested, {0, 0.5f, 0}, {0, 1, 0});
    EXPECT_NEAR(shape.area_mm2, 400, 0.01) << "lamellae of a disc";
    EXPECT_EQ(shape.loops, 2);
    auto overlapping = box({-10, -10, -10}, {10, 10, 10});
    geometry::append(overlapping, box({0, -10, -10}, {20, 10, 10}));
    EXPECT_NEAR(cut(overlapping, {0, 0.5f, 0}, {0, 1, 0}).area_mm2, 600, 0.01);
}

TEST(Section, a_mesh_inside_out_is_filled_all_the_same) {
    const auto shape = cut(box({-10, -10, -10}, {10, 10, 10}, true), {0, 0.5f, 0}, {0, 1, 0});
    EXPECT_NEAR(shape.area_mm2, 400, 0.01);
    for (const auto& v : shape.vertices) EXPECT_LE(std::max(std::abs(v.position_mm.x), std::abs(v.position_mm.z)), 10.02f) << "the band lies within";
}

TEST(Section, a_hole_is_closed_and_told) {
    auto mesh = box({-10, -10, -10}, {10, 10, 10});
    mesh.indices.resize(mesh.indices.size() - 3); // a triangle of one side is gone
    const auto shape = cut(mesh, {0, 2, 0}, {0, 1, 0});
    EXPECT_EQ(shape.open_loops, 1);
    EXPECT_NEAR(shape.area_mm2, 400, 0.02);
}

TEST(Section, a_plane_through_vertices_leaves_no_gap) {
    const auto mesh = sphere({0, 0, 0}, 40, 16);
    const auto shape = cut(mesh, {0, 0, 0}, {0, 1, 0}); // through a whole ring of vertices
    EXPECT_EQ(shape.open_loops, 0);
    EXPECT_NEAR(shape.area_mm2, k_pi * 1600, 10) << "the circle, not the 32 sides that stand for it, 32 mm2 less";
}

TEST(Section, follows_the_pose) {
    auto mesh = box({-10, -20, -30}, {10, 20, 30});
    mesh.skin.assign(mesh.positions.size(), geometry::SkinWeights{{3, 0, 0, 0}, {1, 0, 0, 0}});
    std::vector<glm::mat4> palette(5, glm::mat4(1));
    palette[3][3] = glm::vec4(100, 0, 0, 1);
    const auto shape = cut(mesh, {100, 0, 0}, {1, 0, 0}, palette);
    EXPECT_NEAR(shape.area_mm2, 40 * 60, 0.01);
    EXPECT_FALSE(section({mesh, palette, {{0, 0, 0}, {1, 0, 0}}}));
}

TEST(Section, triangles_cover_the_area_and_face_the_side_that_is_taken_away) {
    const auto shape = cut(sphere({0, 0, 0}, 40), {0, 10, 0}, {0, 1, 0}); // what is above stays: seen from below
    const double band = 1.0 * 2 * k_pi * std::sqrt(1500.0);
    EXPECT_GT(drawn_area(shape), shape.area_mm2 + 0.9 * band);
    EXPECT_LT(drawn_area(shape), 1.06 * (shape.area_mm2 + band)) << "but for the hair by which neighbours overlap";
    for (std::size_t i = 0; i < shape.indices.size(); i += 3) {
        const auto p = [&](std::size_t k) { return shape.vertices[shape.indices[i + k]].position_mm; };
        EXPECT_LE(glm::cross(p(1) - p(0), p(2) - p(0)).y, 1e-3);
    }
}

namespace {

Mesh strand(int sides, float radius, float length) { // about y, with the normals of the round thing that it stands for
    Mesh mesh;
    for (const float y : {-length / 2, length / 2})
        for (int i = 0; i < sides; ++i) {
            const float a = 2 * k_pi * static_cast<float>(i) / static_cast<float>(sides);
            const glm::vec3 out(std::cos(a), 0, -std::sin(a));
            mesh.positions.push_back(radius * out + glm::vec3(0, y, 0));
            mesh.normals.push_back(out);
            mesh.course.push_back({0, y > 0 ? 1.0f : 0.0f}); // tendon at its upper end
        }
    const auto n = static_cast<std::uint32_t>(sides);
    for (std::uint32_t i = 0; i < n; ++i) {
        const std::uint32_t j = (i + 1) % n;
        mesh.indices.insert(mesh.indices.end(), {i, j, n + j, i, n + j, n + i});
    }
    return mesh;
}

CapShape cleft_between(const std::vector<CapShape>& shapes, const CutPlane& plane, const std::optional<CapShape>& skin = {}) {
    std::vector<Cap> caps;
    for (const auto& shape : shapes) caps.push_back({{}, CapKind::muscle, std::make_shared<const CapShape>(shape), 0});
    CutFaces faces;
    for (const auto& cap : caps) faces.solid.push_back(&cap);
    const Cap shell{{}, CapKind::skin, skin ? std::make_shared<const CapShape>(*skin) : nullptr, 0};
    if (skin) faces.skin = &shell;
    return clefts(faces, plane, 1).value_or(CapShape{});
}

} // namespace

TEST(Section, a_strand_of_six_sides_is_cut_round) {
    const double circle = k_pi * 36, hexagon = 1.5 * std::sqrt(3.0) * 36;
    for (const float y : {-7.0f, 0.0f, 9.0f}) {
        const auto shape = cut(strand(6, 6, 40), {0, y, 0}, {0, 1, 0});
        EXPECT_GT(shape.area_mm2, hexagon + 0.6 * (circle - hexagon)) << y;
        EXPECT_LT(shape.area_mm2, 1.01 * circle) << y;
    }
}

TEST(Section, tells_tendon_from_belly) {
    const auto mesh = strand(24, 10, 40);
    for (const float y : {-15.0f, 0.0f, 15.0f})
        for (const auto& v : cut(mesh, {0, y, 0}, {0, 1, 0}).vertices) ASSERT_NEAR(v.tendon, y / 40 + 0.5f, 0.02f);
}

TEST(Clefts, fill_a_gap_and_leave_a_cavity) {
    const CutPlane plane{{0, 0, 0}, {0, 1, 0}};
    const auto slab = [&](float from, float to) { return cut(box({from, -10, -40}, {to, 10, 40}), plane.point_mm, plane.normal); };
    const auto near = cleft_between({slab(-30, -5), slab(5, 30)}, plane);
    EXPECT_NEAR(near.area_mm2, 60 * 80, 0.04 * 60 * 80) << "a cleft of 10 mm is filled, and nothing beyond it";
    EXPECT_LT(near.bounds.max.x, 31.5f);
    const auto far = cleft_between({slab(-50, -25), slab(25, 50)}, plane);
    EXPECT_NEAR(far.area_mm2, 2 * 25 * 80, 0.06 * 2 * 25 * 80) << "50 mm stay open";
    for (std::size_t i = 0; i < near.indices.size(); i += 3) { // the side that is taken away sees them, as it sees the caps
        const auto p = [&](std::size_t k) { return near.vertices[near.indices[i + k]].position_mm; };
        ASSERT_LE(glm::cross(p(1) - p(0), p(2) - p(0)).y, 1e-3);
    }
    auto ring = box({-60, -10, -60}, {60, 10, 60});
    geometry::append(ring, box({-14, -10, -14}, {14, 10, 14}, true));
    EXPECT_NEAR(cleft_between({cut(ring, plane.point_mm, plane.normal)}, plane).area_mm2, 120 * 120, 0.03 * 120 * 120) << "a pocket is no cavity";
}

TEST(Clefts, fat_lies_under_the_skin_and_nowhere_else) {
    const CutPlane plane{{0, 0, 0}, {0, 1, 0}};
    const auto disc = [&](float radius) { return cut(sphere({0, 0, 0}, radius), plane.point_mm, plane.normal); };
    const auto area = [](float radius) { return static_cast<double>(k_pi * radius * radius); };
    const auto skin = section({sphere({0, 0, 0}, 100), {}, plane, 2, true});
    ASSERT_TRUE(skin);
    const auto limb = cleft_between({disc(75)}, plane, skin);
    EXPECT_NEAR(limb.area_mm2, area(100), 0.01 * area(100)) << "25 mm of fat, as far as the skin";
    for (const auto& v : limb.vertices) ASSERT_LT(glm::length(v.position_mm), 100.3f) << "its border is the skin's and has no steps";
    EXPECT_NEAR(cleft_between({disc(75)}, plane).area_mm2, area(75), 0.03 * area(75)) << "the skin is not shown";
    auto wall = sphere({0, 0, 0}, 85), inside = sphere({0, 0, 0}, 70);
    for (std::size_t i = 0; i < inside.indices.size(); i += 3) std::swap(inside.indices[i], inside.indices[i + 1]);
    geometry::append(wall, inside);
    const auto trunk = cleft_between({cut(wall, plane.point_mm, plane.normal)}, plane, skin);
    EXPECT_NEAR(trunk.area_mm2, area(100) - area(70), 0.02 * area(100)) << "the cavity stays open";
    EXPECT_LT(cleft_between({disc(20)}, plane, skin).area_mm2, 1.1 * area(20)) << "80 mm from muscle to skin is not told to be fat";
}

TEST(Section, fibres_choose_the_grain) {
    auto mesh = box({-10, -20, -30}, {10, 20, 30});
    mesh.fibres.assign(mesh.positions.size(), glm::vec3(0, 1, 0));
    const auto along = cut(mesh, {0, 0, 0}, {1, 0, 0}); // with the fibres
    float low = 1e9f, high = -1e9f;
    for (const auto& v : along.vertices) low = std::min(low, std::abs(v.grain_mm.x)), high = std::max(high, std::abs(v.grain_mm.x));
    const auto across = cut(mesh, {0, 0, 0}, {0, 1, 0});
    for (const auto& v : along.vertices) {
        const glm::vec2 g = v.grain_mm;
        EXPECT_LE(std::min(std::abs(g.x), std::abs(g.y)), 1e-3) << "along the fibres the pattern does not change";
    }
    glm::vec2 size(0);
    for (const auto& v : across.vertices) size = glm::max(size, glm::abs(v.grain_mm));
    EXPECT_GT(std::min(size.x, size.y), 9) << "across them it does both ways";
}

} // namespace dorsum::scene
