// Muscles lie on bones and on each other in layers, and end where they attach.
#include "bench.h"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace dorsum::rules {
namespace {

using anatomy::Tissue;

Case sunk(const Solid& muscle, const Solid& other) {
    const Depth d = deepest(muscle, other);
    return {d.mm, muscle.id() + " in " + other.id(), d.at};
}

TEST(Muscles, SinkIntoBoneNoDeeperThanTheirAttachments) {
    const auto worst = print_worst("muscle in bone", "mm", over_pairs(of_tissue({Tissue::muscle}), of_tissue({Tissue::bone}), 0, sunk), 12);
    EXPECT_LE(worst.figure, 1.5f) << worst.what;
}

TEST(Muscles, AreNotPiercedByBone) {
    const auto worst = print_worst("bone in muscle", "mm", over_pairs(of_tissue({Tissue::bone}), of_tissue({Tissue::muscle}), 0, sunk), 12);
    EXPECT_LE(worst.figure, 1.5f) << worst.what;
}

TEST(Muscles, LieInLayers) {
    const auto muscles = of_tissue({Tissue::muscle});
    const auto worst = print_worst("muscle in muscle", "mm", over_pairs(muscles, muscles, 0, sunk), 12);
    EXPECT_LE(worst.figure, 1.0f) << worst.what;
}

// Over, then what lies under it, as the table of layers has them (facts, section 4).
constexpr std::pair<const char*, const char*> k_over[] = {
    {"muscle.trapezius_transverse", "muscle.rhomboid_minor"},
    {"muscle.trapezius_ascending", "muscle.rhomboid_major"},
    {"muscle.trapezius_ascending", "muscle.latissimus_dorsi"},
    {"muscle.trapezius_descending", "muscle.splenius_capitis"},
    {"muscle.trapezius_transverse", "muscle.supraspinatus"},
    {"muscle.rhomboid_major", "muscle.serratus_posterior_superior"},
    {"muscle.rhomboid_major", "muscle.longissimus_thoracis_thoracic"},
    {"muscle.latissimus_dorsi", "muscle.serratus_posterior_inferior"},
    {"muscle.latissimus_dorsi", "fascia.thoracolumbar"},
    {"fascia.thoracolumbar", "muscle.longissimus_thoracis_thoracic"},
    {"fascia.thoracolumbar", "muscle.iliocostalis_lumborum_thoracic"},
    {"muscle.serratus_posterior_superior", "muscle.splenius_colli"},
    {"muscle.splenius_capitis", "muscle.semispinalis_capitis"},
    {"muscle.semispinalis_capitis", "muscle.semispinalis_colli"},
    {"muscle.longissimus_thoracis_thoracic", "muscle.multifidus_thoracis"},
    {"muscle.semispinalis_thoracis", "muscle.multifidus_thoracis"},
    {"muscle.multifidus_thoracis", "muscle.rotatores_thoracis"},
    {"muscle.gluteus_maximus", "muscle.gluteus_medius"},
    {"muscle.gluteus_maximus", "muscle.piriformis"},
    {"muscle.gluteus_medius", "muscle.gluteus_minimus"},
    {"muscle.biceps_femoris_long", "muscle.biceps_femoris_short"},
    {"muscle.semitendinosus", "muscle.semimembranosus"},
    {"fascia.iliotibial", "muscle.vastus_lateralis"},
};
constexpr float k_step_mm = 4, k_past_mm = 1; // between the rays; so far may what lies over be behind at its thin borders

// Looks at both from outside; the share of rays that meet the inner one first, by more than a touch.
Case out_of_order(const Solid& outer, const Solid& inner, glm::vec3 away) {
    const glm::vec3 up = std::abs(away.y) > 0.9f ? glm::vec3(1, 0, 0) : glm::vec3(0, 1, 0);
    const glm::vec3 u = glm::normalize(glm::cross(up, away)), v = glm::cross(away, u);
    const glm::vec3 centre = inner.bounds.centre();
    const float far = inner.bounds.radius() + 100;
    int both = 0, wrong = 0;
    Case out{0, outer.id() + " over " + inner.id(), centre};
    for (float a = -inner.bounds.radius(); a <= inner.bounds.radius(); a += k_step_mm)
        for (float b = -inner.bounds.radius(); b <= inner.bounds.radius(); b += k_step_mm) {
            const geometry::Ray ray{centre + a * u + b * v + far * away, -away};
            const auto first = outer.bvh.intersect(ray), second = inner.bvh.intersect(ray);
            if (!first || !second || std::abs(first->distance - second->distance) > 60) continue;
            ++both;
            if (first->distance <= second->distance + k_past_mm) continue;
            ++wrong;
            out.at = first->position;
        }
    out.figure = both < 8 ? 100.0f : 100.0f * float(wrong) / float(both);
    out.what += fmt::format(" ({} of {} rays)", wrong, both);
    return out;
}

TEST(Muscles, LieOverOneAnotherAsTheTableOfLayersSays) {
    std::vector<Case> cases;
    for (const auto& [over, under] : k_over)
        for (const char* side : {".left", ".right"}) {
            const Solid *outer = find(std::string(over) + side), *inner = find(std::string(under) + side);
            ASSERT_TRUE(outer && inner) << over << " " << under;
            glm::vec3 away(0, 0, -1);
            if (std::string_view(over) == "fascia.iliotibial") away = {std::string_view(side) == ".left" ? 1 : -1, 0, 0};
            cases.push_back(out_of_order(*outer, *inner, away));
        }
    const auto worst = print_worst("rays that meet the deeper layer first", "%", cases, 12);
    EXPECT_LE(worst.figure, 3.0f) << worst.what;
}

// How far the end of a muscle is from what it may attach to; the mean over the vertices of the last hundredth of its course.
TEST(Muscles, EndOnTheSkeleton) {
    const auto holds = of_tissue({Tissue::bone, Tissue::cartilage, Tissue::ligament, Tissue::fascia});
    std::vector<Case> cases;
    for (const Solid* muscle : of_tissue({Tissue::muscle})) {
        for (const float end : {0.0f, 1.0f}) {
            double sum = 0;
            int count = 0;
            Case worst{0, muscle->id() + (end > 0 ? " insertion" : " origin"), {}};
            for (std::size_t i = 0; i < muscle->mesh->course.size(); ++i) {
                if (std::abs(muscle->mesh->course[i].x - end) > 0.01f) continue;
                float least = 50;
                for (const Solid* hold : holds)
                    if (const auto hit = hold->bvh.nearest(muscle->mesh->positions[i], least)) least = hit->distance_mm;
                sum += least;
                ++count;
                if (least > worst.figure) worst = {least, worst.what, muscle->mesh->positions[i]};
            }
            if (count == 0) continue;
            worst.what += fmt::format(" (farthest {:.1f})", worst.figure);
            worst.figure = float(sum / count);
            cases.push_back(worst);
        }
    }
    EXPECT_GE(cases.size(), 300u) << "most muscles say where they begin and end";
    const auto worst = print_worst("end of a muscle from the nearest bone, cartilage, ligament or fascia (mean)", "mm", cases, 25);
    EXPECT_LE(worst.figure, 2.0f) << worst.what;
}

} // namespace
} // namespace dorsum::rules
