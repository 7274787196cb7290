#include "geometry/curve.h"
#include "geometry/ray.h"
#include "geometry/skinning.h"

#include <cmath>
#include <gtest/gtest.h>

namespace dorsum::geometry {
namespace {

// A bumpy sphere of about 100 mm as latitude and longitude.
Mesh bumpy_sphere(int rings = 40, int sectors = 60) {
    Mesh mesh;
    for (int r = 0; r <= rings; ++r)
        for (int s = 0; s < sectors; ++s) {
            const float v = 3.14159265f * static_cast<float>(r) / static_cast<float>(rings);
            const float u = 6.2831853f * static_cast<float>(s) / static_cast<float>(sectors);
            const float radius = 100 + 5 * std::sin(5 * u) * std::sin(4 * v);
            mesh.positions.push_back(radius * glm::vec3(std::sin(v) * std::sin(u), std::cos(v), std::sin(v) * std::cos(u)));
        }
    const auto at = [&](int r, int s) { return static_cast<std::uint32_t>(r * sectors + s % sectors); };
    for (int r = 0; r < rings; ++r)
        for (int s = 0; s < sectors; ++s)
            mesh.indices.insert(mesh.indices.end(), {at(r, s), at(r + 1, s), at(r + 1, s + 1), at(r, s), at(r + 1, s + 1), at(r, s + 1)});
    compute_normals(mesh);
    return mesh;
}

TEST(Bvh, AgreesWithBruteForce) {
    const auto mesh = bumpy_sphere();
    const Bvh bvh(mesh);
    std::uint32_t seed = 7;
    const auto random = [&] { return static_cast<float>((seed = seed * 1664525u + 1013904223u) >> 8) / 16777216.0f * 2 - 1; };
    int hits = 0;
    for (int i = 0; i < 300; ++i) {
        const glm::vec3 origin(200 * random(), 200 * random(), 200 * random());
        const Ray ray{origin, glm::normalize(glm::vec3(40 * random(), 40 * random(), 40 * random()) - origin)};
        float nearest = 1e30f;
        for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
            Mesh one;
            for (std::size_t k = 0; k < 3; ++k) one.positions.push_back(mesh.positions[mesh.indices[3 * t + k]]);
            one.indices = {0, 1, 2};
            if (const auto hit = Bvh(one).intersect(ray)) nearest = std::min(nearest, hit->distance);
        }
        const auto hit = bvh.intersect(ray);
        ASSERT_EQ(hit.has_value(), nearest < 1e30f);
        if (hit) {
            EXPECT_NEAR(hit->distance, nearest, 1e-3f);
            ++hits;
        }
    }
    EXPECT_GT(hits, 100);
}

// A ray that ran between two triangles made what lies deep inside a body seem to lie outside it.
TEST(Bvh, NoRaySlipsOutBetweenTwoTriangles) {
    const auto mesh = bumpy_sphere(24, 36);
    const Bvh bvh(mesh);
    for (const glm::vec3 origin : {glm::vec3(3.7f, -11.3f, 20.1f), glm::vec3(-0.3f, 0.7f, 0.11f), glm::vec3(-31.7f, 40.2f, 5.9f)})
        for (std::size_t i = 0; i < mesh.indices.size(); i += 3)
            for (std::size_t k = 0; k < 3; ++k) {
                const glm::vec3 a = mesh.positions[mesh.indices[i + k]], b = mesh.positions[mesh.indices[i + (k + 1) % 3]];
                for (const float share : {0.0f, 0.37f, 0.5f})
                    ASSERT_TRUE(bvh.intersect({origin, glm::normalize(glm::mix(a, b, share) - origin)}))
                        << "edge " << k << " of triangle " << i / 3;
            }
}

TEST(Bvh, NearestPointLiesOnTheSphere) {
    const Bvh bvh(bumpy_sphere());
    const auto near = bvh.nearest({0, 300, 0});
    ASSERT_TRUE(near);
    EXPECT_NEAR(near->position.y, 102, 3) << "near the pole, bumps and all";
    EXPECT_FALSE(bvh.nearest({0, 300, 0}, 50));
}

// Large trees are made and refitted by two threads.
TEST(Bvh, MovedTrianglesAreFoundWhereTheyAre) {
    auto mesh = bumpy_sphere(160, 200); // 64,000
    Bvh bvh(mesh);
    for (glm::vec3& p : mesh.positions) p = p * glm::vec3(0.8f, 1.3f, 1) + glm::vec3(0, 0, 0.2f * p.x);
    bvh.refit(mesh);
    const Bvh anew(mesh);
    const Bounds box = bounds_of(mesh);
    EXPECT_EQ(bvh.bounds().min, box.min);
    EXPECT_EQ(bvh.bounds().max, box.max);
    std::uint32_t seed = 11;
    const auto random = [&] { return static_cast<float>((seed = seed * 1664525u + 1013904223u) >> 8) / 16777216.0f * 2 - 1; };
    int hits = 0;
    for (int i = 0; i < 2000; ++i) {
        const glm::vec3 p(150 * random(), 150 * random(), 150 * random()), way = glm::normalize(glm::vec3(random(), random(), random()));
        const auto hit = bvh.intersect({p, way}, 120), same = anew.intersect({p, way}, 120);
        ASSERT_EQ(hit.has_value(), same.has_value());
        if (hit) {
            EXPECT_NEAR(hit->distance, same->distance, 1e-3f);
            ++hits;
        }
        const auto near = bvh.nearest(p);
        float least = 1e30f; // no vertex is nearer than the nearest point, and none much farther: triangles are small
        for (std::size_t v = 0; v < mesh.positions.size(); v += 1 + 7 * (i > 50)) least = std::min(least, glm::distance(mesh.positions[v], p));
        EXPECT_LE(near->distance_mm, least + 1e-3f);
        if (i > 50) continue;
        EXPECT_GT(near->distance_mm, least - 4);
    }
    EXPECT_GT(hits, 500);
}

TEST(Bvh, RaysAlongAnAxisOnTheFaceOfABoxHit) {
    // A flat grid whose boxes' faces all lie at x = 0, 10, 20...: the ray runs exactly along such a face.
    Mesh grid;
    for (int y = 0; y <= 8; ++y)
        for (int x = 0; x <= 8; ++x) grid.positions.emplace_back(10.0f * static_cast<float>(x), 10.0f * static_cast<float>(y), 0.0f);
    for (std::uint32_t y = 0; y < 8; ++y)
        for (std::uint32_t x = 0; x < 8; ++x) {
            const std::uint32_t a = 9 * y + x;
            grid.indices.insert(grid.indices.end(), {a, a + 1, a + 10, a, a + 10, a + 9});
        }
    const Bvh bvh(grid);
    for (int x = 1; x < 8; ++x)
        EXPECT_TRUE(bvh.intersect({{10.0f * static_cast<float>(x), 35, 50}, {0, 0, -1}})) << "x " << 10 * x;
}

TEST(Curve, SplinePassesItsPointsAndResamplingIsEven) {
    const std::vector<glm::vec3> points{{0, 0, 0}, {30, 40, 0}, {60, 0, 20}, {100, 0, 0}};
    const auto line = smooth_through(points, 1);
    for (const auto& p : points) EXPECT_LT(nearest_on(line, p).distance_mm, 0.01f);
    const auto even = resample(line, 21);
    for (std::size_t i = 2; i < even.size(); ++i)
        EXPECT_NEAR(glm::distance(even[i], even[i - 1]), glm::distance(even[1], even[0]), 0.6f) << "chords of equal arcs";
    EXPECT_EQ(even.front(), points.front());
    EXPECT_EQ(even.back(), points.back());
}

TEST(Curve, FramesStayOrthonormalAndDoNotFlip) {
    std::vector<glm::vec3> helix;
    for (int i = 0; i < 100; ++i) {
        const float a = 0.1f * static_cast<float>(i);
        helix.emplace_back(50 * std::cos(a), 4 * static_cast<float>(i), 50 * std::sin(a));
    }
    const auto frames = frames_along(helix, {0, 1, 0});
    for (std::size_t i = 0; i < frames.size(); ++i) {
        EXPECT_NEAR(glm::determinant(frames[i]), 1, 1e-3f);
        if (i) { EXPECT_GT(glm::dot(frames[i][1], frames[i - 1][1]), 0.9f); }
    }
}

TEST(Skinning, WeightsKeepTheFourLargestAndSumToOne) {
    const std::vector<std::pair<std::uint8_t, float>> pairs{{1, 0.1f}, {2, 0.4f}, {3, 0.2f}, {2, 0.1f}, {4, 0.05f}, {5, 0.3f}};
    const auto w = make_weights(pairs);
    EXPECT_EQ(w.joints[0], 2);
    EXPECT_NEAR(w.weights[0] + w.weights[1] + w.weights[2] + w.weights[3], 1, 1e-6f);
    for (auto joint : w.joints) EXPECT_NE(joint, 4) << "the smallest is dropped";
}

TEST(Mesh, AppendingKeepsAttributesInStep) {
    auto a = bumpy_sphere(4, 6), b = bumpy_sphere(4, 6);
    b.occlusion.assign(b.positions.size(), 0.5f);
    const auto before = a.positions.size();
    append(a, b);
    ASSERT_EQ(a.occlusion.size(), a.positions.size());
    EXPECT_EQ(a.occlusion[0], 1.0f);
    EXPECT_EQ(a.occlusion[before], 0.5f);
    EXPECT_EQ(a.indices.back() >= before, true);
}

} // namespace
} // namespace dorsum::geometry
