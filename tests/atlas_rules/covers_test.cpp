// What one sees with the skin off: no deeper muscle through the one that covers it. A tick of a few square millimetres in the wrong
// colour is seen at once, so every muscle is looked at through all that its row or the table lays over it, from straight outside of
// that cover, a ray a millimetre, and only by more than the edge of a sheet is thin.
#include "bake/families.h"
#include "bake/muscles_layers.h"
#include "bake/plan.h"
#include "bench.h"
#include "core/parallel.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <gtest/gtest.h>

namespace dorsum::rules {
namespace {

constexpr float k_step_mm = 1, k_touch_mm = 0.05f, k_near_mm = 12; // farther beneath one another they are not in touch, but an edge
constexpr float k_over_mm = 40;                              // a cover may stand off so far

// What is seen of the whole back with the skin off, and with one layer off: these are looked at from straight behind as well.
constexpr std::pair<const char*, const char*> k_seen[] = {
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
    {"muscle.gluteus_maximus", "muscle.longissimus_thoracis_thoracic"}, {"muscle.gluteus_maximus", "muscle.gluteus_medius"},
};

// A cover, what lies beneath it, and the way out of the body there.
struct Laid {
    const Solid *cover, *beneath;
    std::function<glm::vec3(glm::vec3)> outward; // as the cover's row has it: away from its axis, or one way for all
};

std::string of_side(const std::string& left, bool right) {
    return right ? left.substr(0, left.rfind('.')) + ".right" : left;
}

bool meets(const geometry::Bounds& b, glm::vec3 p) {
    return glm::all(glm::greaterThanEqual(p, b.min - 2 * k_near_mm)) && glm::all(glm::lessThanEqual(p, b.max + 2 * k_near_mm));
}

// The ray's way to the first face that is drawn: faces that look away are not, whatever lies in front of what.
std::optional<float> seen_mm(const Solid& solid, glm::vec3 from, glm::vec3 into, float end_mm) {
    float at = 0;
    while (at < end_mm) {
        const auto hit = solid.bvh.intersect({from + at * into, into}, end_mm - at);
        if (!hit) return std::nullopt;
        const auto* corner = &solid.mesh->indices[3 * std::size_t(hit->triangle)];
        const auto& p = solid.mesh->positions;
        at += hit->distance;
        if (glm::dot(glm::cross(p[corner[1]] - p[corner[0]], p[corner[2]] - p[corner[0]]), into) < 0) return at;
        at += 1e-3f;
    }
    return std::nullopt;
}

// Square millimetres of the one beneath that are seen though the cover is there as well, from straight outside.
Case showing(const Laid& laid) {
    const Solid &cover = *laid.cover, &beneath = *laid.beneath;
    const auto& mesh = *beneath.mesh;
    Case out{0, "", {}};
    float worst_mm = 0;
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
        const glm::vec3 a = mesh.positions[mesh.indices[t]], b = mesh.positions[mesh.indices[t + 1]], c = mesh.positions[mesh.indices[t + 2]];
        const glm::vec3 middle = (a + b + c) / 3.0f, away = laid.outward(middle);
        const float area = 0.5f * glm::dot(glm::cross(b - a, c - a), away); // as it is seen
        if (area <= 0 || !meets(cover.bounds, middle)) continue;
        const int n = std::max(1, int(std::ceil(std::sqrt(area) / k_step_mm)));
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < n - i; ++j) {
                const glm::vec3 p = a + (b - a) * ((float(i) + 1 / 3.0f) / float(n)) + (c - a) * ((float(j) + 1 / 3.0f) / float(n));
                const glm::vec3 from = p + k_near_mm * away;
                const float farther = k_over_mm - k_near_mm;
                const auto over = seen_mm(cover, from + farther * away, -away, farther + 2 * k_near_mm);
                if (!over || *over < k_over_mm + k_touch_mm) continue;
                if (const auto own = seen_mm(beneath, from, -away, k_near_mm); own && *own < k_near_mm - k_touch_mm) continue; // its own fold
                out.figure += area * 2 / float(n * (n + 1));
                if (*over - k_over_mm > worst_mm) worst_mm = *over - k_over_mm, out.at = p;
            }
    }
    out.what = fmt::format("{} through {} (by {:.2f} mm at most)", beneath.id(), cover.id(), worst_mm);
    return out;
}

// Every pair of a cover and what its row lays it on, both sides.
std::vector<Laid> laid() {
    bake::BakeOptions options;
    options.assets = std::filesystem::path(DORSUM_SOURCE_DIR) / "assets";
    options.body = atlas().body ? atlas().body->id : "";
    core::Diagnostics diagnostics;
    const auto plan = bake::make_plan(options, bake::all_families(), diagnostics);
    std::vector<Laid> out;
    for (const auto& layering : bake::muscles::layerings(plan.facts, plan.anchors))
        for (const std::string& under : layering.under)
            for (const bool right : {false, true}) {
                const Solid *cover = find(of_side(layering.over, right)), *beneath = find(of_side(under, right));
                EXPECT_TRUE(cover && beneath) << layering.over << " over " << under;
                if (!cover || !beneath) continue;
                const auto outward = [shell = layering.shell, right](glm::vec3 p) {
                    const glm::vec3 way = shell.outward(right ? glm::vec3(-p.x, p.y, p.z) : p);
                    return right ? glm::vec3(-way.x, way.y, way.z) : way;
                };
                out.push_back({cover, beneath, outward});
            }
    return out;
}

Case worst_of(const std::string& rule, const std::vector<Laid>& pairs) {
    std::vector<Case> cases(pairs.size());
    core::parallel_for(0, pairs.size(), [&](std::size_t i) { cases[i] = showing(pairs[i]); });
    return print_worst(rule, "mm2", cases, 25);
}

TEST(Covers, NothingDeeperShowsThroughThemFromBehind) {
    std::vector<Laid> pairs;
    for (const auto& [over, under] : k_seen)
        for (const char* side : {".left", ".right"}) {
            const Solid *cover = find(std::string(over) + side), *beneath = find(std::string(under) + side);
            ASSERT_TRUE(cover && beneath) << over << " " << under;
            pairs.push_back({cover, beneath, [](glm::vec3) { return glm::vec3(0, 0, -1); }});
        }
    const auto worst = worst_of("of a deeper muscle seen through its cover from behind", pairs);
    EXPECT_LE(worst.figure, 8.0f) << worst.what;
}

// Every muscle through every muscle that its row lays over it: beneath the outermost layers what is left shows where several end on
// one ridge, in a seam some millimetres wide.
TEST(Covers, LittleDeeperShowsThroughAnyOfThem) {
    auto pairs = laid();
    std::erase_if(pairs, [](const Laid& l) { return l.cover->terms->tissue != anatomy::Tissue::muscle || l.beneath->terms->tissue != anatomy::Tissue::muscle; });
    const auto worst = worst_of("of a deeper muscle seen through any cover, from straight outside", pairs);
    EXPECT_LE(worst.figure, 135.0f) << worst.what;
}

} // namespace
} // namespace dorsum::rules
