#include "muscle_bench.h"

#include "geometry/ray.h"

#include <gtest/gtest.h>

namespace dorsum::bake {
namespace {

bool of_the_flank(const std::string& id) {
    return id == "muscle.transversus_abdominis.left" || id == "muscle.internal_oblique.left" || id == "hip_bone.left" ||
           id == "rib.11.left" || id == "rib.12.left";
}

// How far out the first surface met from the left lies.
std::optional<float> from_the_left(const geometry::Bvh& bvh, glm::vec2 yz) {
    const auto hit = bvh.intersect({{400, yz.x, yz.y}, {-1, 0, 0}});
    if (!hit) return std::nullopt;
    return hit->position.x;
}

TEST(TrunkWall, ExternalObliqueOverInternalObliqueOverTransversus) {
    Bench bench;
    const geometry::Bvh external(bench.build("muscle.external_oblique.left", of_the_flank));
    const geometry::Bvh internal(bench.build("muscle.internal_oblique.left", of_the_flank));
    const geometry::Bvh transversus(bench.build("muscle.transversus_abdominis.left", of_the_flank));
    const float crest = bench.anchors.at("crest_top.left").y;
    int seen = 0;
    for (float y = crest + 8; y <= crest + 40; y += 4)
        for (float z = 10; z <= 60; z += 5) {
            const auto e = from_the_left(external, {y, z}), i = from_the_left(internal, {y, z}), t = from_the_left(transversus, {y, z});
            if (!e || !i || !t) continue;
            ++seen;
            EXPECT_GT(*e, *i + 2) << y << " " << z;
            EXPECT_GT(*i, *t + 2) << y << " " << z;
        }
    EXPECT_GE(seen, 40);
}

TEST(TrunkWall, ExternalObliqueHasAFreeBackBorderBeforeLatissimus) {
    Bench bench;
    const geometry::Mesh& oblique = bench.build("muscle.external_oblique.left", of_the_flank);
    float hindmost = 1e9f;
    for (const glm::vec3 p : oblique.positions)
        if (p.y < bench.anchors.at("crest_top.left").y + 6) hindmost = std::min(hindmost, p.z);
    const float latissimus = 0.6f * bench.anchors.at("crest.4.left").z + 0.4f * bench.anchors.at("crest.5.left").z;
    EXPECT_GT(hindmost, latissimus + 4) << "the lumbar triangle has a base";
    EXPECT_LT(hindmost, bench.anchors.at("crest.3.left").z) << "but reaches behind the middle of the crest";
}

TEST(TrunkWall, IntercostalFibresCross) {
    Bench bench;
    const auto ribs = [](const std::string& id) { return id == "rib.6.left" || id == "rib.7.left" || id == "rib.8.left"; };
    double forward[2] = {0, 0};
    int n = 0;
    for (const char* id : {"muscle.external_intercostals.left", "muscle.internal_intercostals.left"}) {
        const geometry::Mesh& mesh = bench.build(id, ribs);
        ASSERT_FALSE(mesh.empty()) << id;
        int count = 0;
        for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
            if (mesh.positions[v].x < bench.anchors.at("rib_lateral.7.left").x - 12) continue; // the side of the chest
            EXPECT_LT(mesh.fibres[v].y, 0) << "from rib to rib below";
            forward[n] += mesh.fibres[v].z;
            ++count;
        }
        ASSERT_GT(count, 10);
        forward[n++] /= count;
    }
    EXPECT_GT(forward[0], forward[1] + 0.7) << "external: forward and down; internal: back and down";
}

TEST(TrunkWall, SerratusAnteriorRunsFromTheRibsRoundTheChestToTheScapula) {
    Bench bench;
    const auto none = [](const std::string&) { return false; };
    const geometry::Mesh& serratus = bench.build("muscle.serratus_anterior.left", none);
    float from_border = 0;
    for (std::size_t v = 0; v < serratus.positions.size(); ++v) {
        if (serratus.course[v].x < 0.999f) continue;
        float least = 1e9f;
        for (int i = 0; i < 6; ++i)
            for (int s = 0; s <= 10; ++s) {
                const glm::vec3 a = bench.anchors.at("scap_border." + std::to_string(i) + ".left"),
                                b = bench.anchors.at("scap_border." + std::to_string(i + 1) + ".left");
                least = std::min(least, glm::length(serratus.positions[v] - glm::mix(a, b, 0.1f * float(s))));
            }
        from_border = std::max(from_border, least);
    }
    EXPECT_LT(from_border, 8);
    float widest = 0;
    for (const glm::vec3 p : serratus.positions) widest = std::max(widest, p.x);
    EXPECT_GT(widest, bench.anchors.at("rib_lateral.6.left").x) << "it wraps the chest";
}

} // namespace
} // namespace dorsum::bake
