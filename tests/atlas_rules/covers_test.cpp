// What one sees from behind with the skin off: no deeper muscle through the one that covers it. A tick of a few square millimetres in
// the wrong colour is seen at once, so the whole back is looked at, a ray a millimetre, and only by more than the edge of a
// sheet is thin.
#include "bench.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace dorsum::rules {
namespace {

constexpr float k_step_mm = 1, k_touch_mm = 0.05f, k_near_mm = 12; // farther behind one another they are not in touch, but an edge
constexpr std::pair<const char*, const char*> k_covers[] = {
    {"muscle.trapezius_descending", "muscle.splenius_capitis"},     {"muscle.trapezius_descending", "muscle.semispinalis_capitis"},
    {"muscle.trapezius_descending", "muscle.levator_scapulae"},     {"muscle.trapezius_descending", "muscle.supraspinatus"},
    {"muscle.trapezius_descending", "muscle.rhomboid_minor"},       {"muscle.trapezius_transverse", "muscle.rhomboid_minor"},
    {"muscle.trapezius_transverse", "muscle.rhomboid_major"},       {"muscle.trapezius_transverse", "muscle.supraspinatus"},
    {"muscle.trapezius_transverse", "muscle.serratus_posterior_superior"},
    {"muscle.trapezius_ascending", "muscle.rhomboid_major"},        {"muscle.trapezius_ascending", "muscle.latissimus_dorsi"},
    {"muscle.trapezius_ascending", "muscle.infraspinatus"},         {"muscle.trapezius_ascending", "muscle.longissimus_thoracis_thoracic"},
    {"muscle.trapezius_ascending", "muscle.spinalis_thoracis"},     {"muscle.rhomboid_major", "muscle.serratus_posterior_superior"},
    {"muscle.latissimus_dorsi", "muscle.serratus_posterior_inferior"}, {"muscle.latissimus_dorsi", "muscle.rhomboid_major"},
    {"muscle.latissimus_dorsi", "muscle.longissimus_thoracis_thoracic"}, {"muscle.deltoid_spinal", "muscle.infraspinatus"},
};

// Where the body is seen from behind in (x, y), mm: faces that look away are not drawn, whatever lies in front of what.
std::optional<float> seen_depth_mm(const Solid& solid, float x, float y) {
    glm::vec3 from(x, y, solid.bounds.min.z - 10);
    const float end = solid.bounds.max.z + 10;
    while (from.z < end) {
        const auto hit = solid.bvh.intersect({from, {0, 0, 1}}, end - from.z);
        if (!hit) return std::nullopt;
        const auto* corner = &solid.mesh->indices[3 * std::size_t(hit->triangle)];
        const auto& p = solid.mesh->positions;
        if (glm::cross(p[corner[1]] - p[corner[0]], p[corner[2]] - p[corner[0]]).z < 0) return hit->position.z;
        from.z = hit->position.z + 1e-3f;
    }
    return std::nullopt;
}

// Square millimetres in which the one beneath is seen though the cover is there as well.
Case showing(const Solid& cover, const Solid& beneath) {
    Case out{0, "", {}};
    float worst_mm = 0;
    for (float x = beneath.bounds.min.x; x < beneath.bounds.max.x; x += k_step_mm)
        for (float y = beneath.bounds.min.y; y < beneath.bounds.max.y; y += k_step_mm) {
            const auto under = seen_depth_mm(beneath, x, y);
            const auto over = under ? seen_depth_mm(cover, x, y) : std::nullopt;
            if (!over || *over < *under + k_touch_mm || *over > *under + k_near_mm) continue;
            out.figure += k_step_mm * k_step_mm;
            if (*over - *under > worst_mm) worst_mm = *over - *under, out.at = {x, y, *under};
        }
    out.what = fmt::format("{} through {} (by {:.2f} mm at most)", beneath.id(), cover.id(), worst_mm);
    return out;
}

TEST(Covers, NothingDeeperShowsThroughThemFromBehind) {
    std::vector<Case> cases;
    for (const auto& [over, under] : k_covers)
        for (const char* side : {".left", ".right"}) {
            const Solid *cover = find(std::string(over) + side), *beneath = find(std::string(under) + side);
            ASSERT_TRUE(cover && beneath) << over << " " << under;
            cases.push_back(showing(*cover, *beneath));
        }
    const auto worst = print_worst("of a deeper muscle seen through its cover from behind", "mm2", cases, 12);
    EXPECT_LE(worst.figure, 8.0f) << worst.what;
}

} // namespace
} // namespace dorsum::rules
