// Patches: nothing is lost, nothing is drawn twice, and what is left out cannot be seen.
#include "render/mesh_clusters.h"

#include "fixture.h"

#include <algorithm>
#include <random>

namespace dorsum::render::test {
namespace {

geometry::Mesh ball() {
    constexpr std::uint32_t rings = 40, sides = 60;
    geometry::Mesh mesh;
    for (std::uint32_t r = 0; r <= rings; ++r)
        for (std::uint32_t s = 0; s < sides; ++s) {
            const float a = 3.1415927f * float(r) / rings, b = 6.2831853f * float(s) / sides;
            const glm::vec3 out(std::sin(a) * std::cos(b), std::cos(a), std::sin(a) * std::sin(b));
            mesh.positions.push_back(100.0f * out);
            mesh.normals.push_back(out);
        }
    for (std::uint32_t r = 0; r < rings; ++r)
        for (std::uint32_t s = 0; s < sides; ++s) {
            const std::uint32_t a = r * sides + s, b = r * sides + (s + 1) % sides, c = a + sides, d = b + sides;
            for (const std::uint32_t i : {a, b, c, c, b, d}) mesh.indices.push_back(i);
        }
    return mesh;
}

std::vector<std::array<std::uint32_t, 3>> sorted(const std::vector<std::uint32_t>& indices) {
    std::vector<std::array<std::uint32_t, 3>> triangles;
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) triangles.push_back({indices[i], indices[i + 1], indices[i + 2]});
    std::sort(triangles.begin(), triangles.end());
    return triangles;
}

TEST(Clusters, KeepEveryTriangleOnceAndLieEndToEnd) {
    const auto mesh = ball();
    std::vector<std::uint32_t> indices;
    const auto clusters = make_clusters(mesh, indices);
    EXPECT_GT(clusters.size(), 10u);
    EXPECT_EQ(sorted(indices), sorted(mesh.indices));
    std::uint32_t next = 0;
    for (const auto& cluster : clusters) {
        EXPECT_EQ(cluster.first_index, next);
        next += cluster.index_count;
    }
    EXPECT_EQ(next, mesh.indices.size());
}

TEST(Clusters, NeverTurnAwayWhileOneTriangleFacesTheEye) {
    const auto mesh = ball();
    std::vector<std::uint32_t> indices;
    const auto clusters = make_clusters(mesh, indices);
    std::mt19937 random(7);
    std::uniform_real_distribution<float> spread(-400, 400);
    int left_out = 0;
    for (int n = 0; n < 300; ++n) {
        const glm::vec3 eye(spread(random), spread(random), spread(random));
        for (const auto& cluster : clusters) {
            if (!faces_away(cluster, eye)) continue;
            ++left_out;
            for (std::uint32_t i = cluster.first_index; i < cluster.first_index + cluster.index_count; i += 3) {
                const glm::vec3 a = mesh.positions[indices[i]], b = mesh.positions[indices[i + 1]], c = mesh.positions[indices[i + 2]];
                ASSERT_LE(glm::dot(glm::cross(b - a, c - a), eye - a), 1e-2f);
            }
        }
    }
    EXPECT_GT(left_out, 300 * static_cast<int>(clusters.size()) / 8) << "a good part of a ball is always turned away";
}

class FarBodies : public RendererTest {};

TEST_F(FarBodies, AreDrawnWithFewerTriangles) {
    auto atlas = made_up_atlas();
    for (std::size_t lod : {1u, 2u})
        for (auto& s : atlas.structures) s.lods[lod] = s.lods[0];
    for (int lod = 0; lod < k_levels; ++lod) renderer_->upload(atlas, lod);
    Quality quality;
    quality.detail_px = 3;
    auto frame = made_up_frame();
    draw(frame, quality);
    const auto near = renderer_->stats().triangles;
    frame.camera.far_mm = 30'000;
    frame.camera.eye_mm *= 12.0f;
    const auto small = draw(frame, quality);
    const auto far = renderer_->stats().triangles;
    EXPECT_LT(far, near / 2);
    const auto whole = draw(frame, {});
    EXPECT_LT(count(differing(small, whole, 40)), 40) << "and look much the same";
}

} // namespace
} // namespace dorsum::render::test
