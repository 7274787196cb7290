// Ligaments end on bone; the soft core of a disc lies where it should.
#include "bench.h"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace dorsum::rules {
namespace {

using anatomy::Level;
using anatomy::Tissue;

float to_nearest_bone(glm::vec3 p, const std::vector<const Solid*>& bones) {
    float nearest = 30;
    for (const auto* bone : bones)
        if (bone->contains(p)) return 0; // set into it
        else if (const auto hit = bone->bvh.nearest(p, nearest)) nearest = hit->distance_mm;
    return nearest;
}

// The ends of the fibres, by their course; what has none (the nuchal septum) is left out.
TEST(Ligaments, EndWithinTwoMillimetresOfBone) {
    const auto bones = of_tissue({Tissue::bone});
    std::vector<Case> cases;
    for (const auto* ligament : of_tissue({Tissue::ligament})) {
        const auto& mesh = *ligament->mesh;
        if (mesh.course.size() != mesh.positions.size()) continue;
        std::vector<float> off;
        for (std::size_t i = 0; i < mesh.positions.size(); ++i)
            if (mesh.course[i].x < 0.01f || mesh.course[i].x > 0.99f) off.push_back(to_nearest_bone(mesh.positions[i], bones));
        if (off.empty()) continue;
        std::sort(off.begin(), off.end());
        // The corners of a broad end may stand off a curved bone.
        cases.push_back({off[off.size() * 9 / 10], fmt::format("{} (farthest {:.1f})", ligament->id(), off.back()), ligament->bounds.centre()});
    }
    const auto worst = print_worst("ligament's end to bone, nine tenths within", "mm", cases);
    EXPECT_LE(worst.figure, 2.0f) << worst.what;
}

// Share of the disc's depth from its front, in the plane of the vertebra above.
TEST(Discs, NucleusLiesBehindTheMiddle) {
    for (std::size_t i = 1; i < anatomy::k_vertebra_count; ++i) {
        const std::string name = anatomy::disc_id(Level(i)).substr(5);
        const auto *disc = find("disc." + name), *nucleus = find("nucleus." + name);
        ASSERT_TRUE(disc && nucleus) << name;
        const glm::vec3 forward = atlas().spine.frames[i].axes[2];
        const auto reach = [&](const Solid& s) {
            glm::vec2 range(1e9f, -1e9f);
            for (const auto& p : s.mesh->positions) range = {std::min(range.x, glm::dot(p, forward)), std::max(range.y, glm::dot(p, forward))};
            return range;
        };
        const glm::vec2 whole = reach(*disc), core = reach(*nucleus);
        const float from_front = (whole.y - 0.5f * (core.x + core.y)) / (whole.y - whole.x);
        EXPECT_GE(from_front, 0.54f) << name;
        EXPECT_LE(from_front, 0.61f) << name;
        EXPECT_LT(core.y - core.x, 0.6f * (whole.y - whole.x)) << name;
        for (const auto& p : nucleus->mesh->positions) EXPECT_TRUE(disc->contains(p)) << name;
    }
}

} // namespace
} // namespace dorsum::rules
