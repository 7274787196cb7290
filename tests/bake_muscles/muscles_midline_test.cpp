#include "muscle_bench.h"

#include "geometry/ray.h"

#include <gtest/gtest.h>

namespace dorsum::bake {
namespace {

bool near_t8_and_l2(const std::string& id) {
    static const std::vector<std::string> k_bones = {"vertebra.t7", "vertebra.t8", "vertebra.t9",
                                                     "vertebra.l1", "vertebra.l2", "vertebra.l3", "ligament.supraspinous"};
    if (id.starts_with("muscle.longissimus_thoracis") || id.starts_with("muscle.spinalis")) return true;
    return id.starts_with("fascia.") || id == "muscle.latissimus_dorsi.left" ||
           std::find(k_bones.begin(), k_bones.end(), id) != k_bones.end();
}

// From behind, how far from the midline the left muscle is first met; the right one is its mirror image.
float bare_mm(const geometry::Bvh& bvh, float y) {
    for (float x = 0; x < 20; x += 0.25f)
        if (bvh.intersect({{x, y, -400}, {0, 0, 1}})) return 2 * x;
    return 40;
}

TEST(MuscleMidline, LeftAndRightMeetOverTheSpinousProcesses) {
    Bench bench;
    const geometry::Bvh trapezius(bench.build("muscle.trapezius_ascending.left", near_t8_and_l2));
    const geometry::Bvh latissimus(bench.build("muscle.latissimus_dorsi.left", near_t8_and_l2));
    const geometry::Bvh fascia(bench.build("fascia.thoracolumbar.left", near_t8_and_l2));
    const float t8 = bench.anchors.at("spinous.t8").y, l2 = bench.anchors.at("spinous.l2").y;
    EXPECT_LT(bare_mm(trapezius, t8), 3.0f);
    EXPECT_LT(bare_mm(latissimus, l2), 3.0f);
    EXPECT_LT(bare_mm(fascia, l2), 3.0f);
}

// What meets there lies over the ligament, not in it: seen from behind it is the muscle that one sees.
TEST(MuscleMidline, CoversTheSupraspinousLigament) {
    Bench bench;
    const auto all = [](const std::string& id) { return near_t8_and_l2(id); };
    const geometry::Bvh latissimus(bench.build("muscle.latissimus_dorsi.left", all));
    const geometry::Bvh ligament(bench.build("ligament.supraspinous", all));
    const float l2 = bench.anchors.at("spinous.l2").y;
    int met = 0;
    for (float y = l2 - 15; y <= l2 + 15; y += 5) {
        const auto outer = latissimus.intersect({{0.3f, y, -400}, {0, 0, 1}});
        const auto inner = ligament.intersect({{0.3f, y, -400}, {0, 0, 1}});
        if (!outer || !inner) continue;
        ++met;
        EXPECT_LT(outer->position.z, inner->position.z + 0.5f) << "y " << y;
    }
    EXPECT_GE(met, 4);
}

} // namespace
} // namespace dorsum::bake
