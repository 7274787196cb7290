#include "muscle_bench.h"

#include "geometry/ray.h"

#include <gtest/gtest.h>

namespace dorsum::bake {
namespace {

// Bones of the region only: the others take long and change nothing here.
bool near_the_upper_back(const std::string& id) {
    static const std::vector<std::string> k_bones = {"rib.4.left",  "rib.5.left",  "rib.6.left",  "rib.7.left",
                                                     "vertebra.t3", "vertebra.t4", "vertebra.t5", "vertebra.t6",
                                                     "vertebra.t7", "scapula.left"};
    if (id.starts_with("muscle.") || id.starts_with("fascia.")) return true;
    return std::find(k_bones.begin(), k_bones.end(), id) != k_bones.end();
}

// Depth of the first surface met from behind, or nothing.
std::optional<float> from_behind(const geometry::Bvh& bvh, glm::vec2 at) {
    const auto hit = bvh.intersect({{at.x, at.y, -400}, {0, 0, 1}});
    if (!hit) return std::nullopt;
    return hit->position.z;
}

TEST(MuscleLayers, TrapeziusRhomboidErectorRibFromBehind) {
    Bench bench;
    const geometry::Bvh trapezius(bench.build("muscle.trapezius_ascending.left", near_the_upper_back));
    const geometry::Bvh rhomboid(bench.build("muscle.rhomboid_major.left", near_the_upper_back));
    const geometry::Bvh longissimus(bench.build("muscle.longissimus_thoracis_thoracic.left", near_the_upper_back));
    const geometry::Bvh rib(bench.build("rib.6.left", near_the_upper_back));
    int trapezius_over_rhomboid = 0, rhomboid_over_longissimus = 0, longissimus_over_rib = 0;
    for (float x = 16; x <= 44; x += 4)
        for (float y = 1225; y <= 1295; y += 5) {
            const auto t = from_behind(trapezius, {x, y}), r = from_behind(rhomboid, {x, y});
            const auto l = from_behind(longissimus, {x, y}), b = from_behind(rib, {x, y});
            const auto order = [&](const auto& outer, const auto& inner, int& count, const char* what) {
                if (!outer || !inner) return;
                ++count;
                EXPECT_LT(*outer, *inner + 0.5f) << what << " at x " << x << " y " << y;
            };
            order(t, r, trapezius_over_rhomboid, "trapezius over rhomboid");
            order(r, l, rhomboid_over_longissimus, "rhomboid over longissimus");
            order(l, b, longissimus_over_rib, "longissimus over rib 6");
        }
    EXPECT_GE(trapezius_over_rhomboid, 10);
    EXPECT_GE(rhomboid_over_longissimus, 5);
    EXPECT_GE(longissimus_over_rib, 2);
}

bool near_the_loin(const std::string& id) {
    static const std::vector<std::string> k_bones = {"rib.11.left", "rib.12.left", "vertebra.t12",
                                                     "vertebra.l1", "vertebra.l2", "vertebra.l3",
                                                     "vertebra.l4", "vertebra.l5", "sacrum"};
    if (id.starts_with("muscle.") || id.starts_with("fascia.")) return id != "muscle.rhomboid_major.left"; // far above
    return std::find(k_bones.begin(), k_bones.end(), id) != k_bones.end();
}

TEST(MuscleLayers, LatissimusFasciaLongissimusMultifidusVertebraFromBehind) {
    Bench bench;
    const char* const k_order[] = {"muscle.latissimus_dorsi.left", "fascia.thoracolumbar.left",
                                   "muscle.longissimus_thoracis_thoracic.left", "muscle.multifidus_lumborum_l1.left",
                                   "vertebra.l4"};
    std::vector<geometry::Bvh> layers;
    for (const char* id : k_order) layers.emplace_back(bench.build(id, near_the_loin));
    const glm::vec3 spinous = bench.anchors.at("spinous.l4");
    int pairs = 0;
    for (float x = 12; x <= 52; x += 4)
        for (float y = spinous.y - 10; y <= spinous.y + 50; y += 5)
            for (std::size_t outer = 0; outer + 1 < layers.size(); ++outer) {
                const auto a = from_behind(layers[outer], {x, y}), b = from_behind(layers[outer + 1], {x, y});
                if (!a || !b) continue;
                ++pairs;
                // Sunk onto one another; where they cross by a little, making room puts them in order (atlas_rules).
                EXPECT_LT(*a, *b + 3.0f) << k_order[outer] << " over " << k_order[outer + 1] << " at x " << x << " y "
                                         << y;
            }
    EXPECT_GE(pairs, 150);
}

} // namespace
} // namespace dorsum::bake
