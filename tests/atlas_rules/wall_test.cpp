// The muscles of the wall of the trunk between the ribs and the hip bone: in a living body they lie on one another, with no more than fascia
// between. Rays from the side through the wall, on which every face is met from outside inwards.
#include "bench.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <optional>

namespace dorsum::rules {
namespace {

struct Layer {
    float enter_mm, leave_mm; // along the ray
};

std::optional<Layer> layer_on(const Solid& muscle, const geometry::Ray& ray) {
    const auto first = muscle.bvh.intersect(ray);
    if (!first) return std::nullopt;
    constexpr float k_past_mm = 0.05f;
    const float past = first->distance + k_past_mm;
    const auto second = muscle.bvh.intersect({ray.origin + past * ray.direction, ray.direction});
    if (!second) return std::nullopt;
    return Layer{first->distance, past + second->distance};
}

struct Gap {
    float mm;
    glm::vec3 at;
};

// Where ribs end between them, and on the crest whose lips they hold to, the layers part.
bool near_bone(glm::vec3 p) {
    static const auto k_bones = of_tissue({anatomy::Tissue::bone, anatomy::Tissue::cartilage});
    constexpr float k_near_mm = 14;
    return std::any_of(k_bones.begin(), k_bones.end(), [&](const Solid* bone) { return bone->bvh.nearest(p, k_near_mm).has_value(); });
}

void expect_close(const std::string& between, std::vector<Gap> gaps) {
    ASSERT_GE(gaps.size(), 60u) << between;
    std::sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) { return a.mm < b.mm; });
    double sum = 0;
    for (const Gap& gap : gaps) sum += std::max(gap.mm, 0.0f);
    const float mean = float(sum / double(gaps.size())), most = gaps[gaps.size() * 95 / 100].mm;
    const Gap& worst = gaps.back();
    fmt::print("  {:52} mean {:4.1f} mm, 95 % below {:4.1f}, worst {:4.1f} at ({:.0f}, {:.0f}, {:.0f})\n", between, mean, most, worst.mm, worst.at.x,
               worst.at.y, worst.at.z);
    EXPECT_LE(mean, 2.0f) << between;
    EXPECT_LE(most, 5.0f) << between; // set after measuring: widest towards the rectus, where the sheets lie aslant
}

} // namespace

// Ultrasound of resting adults: 1 to 2 mm of fascia between the layers, 20 to 30 mm all in all at the side.
TEST(TrunkWall, LayersLieOnOneAnother) {
    const auto height = [](int lumbar) { return atlas().spine.frames[anatomy::level_l(lumbar).value].centre_mm; };
    const float body = height(3).z + 15; // the wall is a tube about here
    for (const std::string side : {".left", ".right"}) {
        const Solid *external = find("muscle.external_oblique" + side), *internal = find("muscle.internal_oblique" + side),
                    *transversus = find("muscle.transversus_abdominis" + side);
        ASSERT_TRUE(external && internal && transversus);
        std::vector<Gap> outer, inner;
        double thick = 0;
        for (float y = height(4).y; y <= height(2).y; y += 4)
            for (float turn = -10; turn <= 22; turn += 4) { // forwards of straight aside
                const float sign = side == ".left" ? 1.0f : -1.0f, angle = glm::radians(turn);
                const glm::vec3 out(sign * std::cos(angle), 0, std::sin(angle));
                const geometry::Ray ray{glm::vec3(0, y, body) + 400.0f * out, -out};
                const auto e = layer_on(*external, ray), i = layer_on(*internal, ray), t = layer_on(*transversus, ray);
                if (!e || !i || !t) continue;
                const glm::vec3 middle = ray.origin + 0.5f * (i->enter_mm + i->leave_mm) * ray.direction;
                if (near_bone(middle)) continue;
                outer.push_back({i->enter_mm - e->leave_mm, ray.origin + e->leave_mm * ray.direction});
                inner.push_back({t->enter_mm - i->leave_mm, ray.origin + i->leave_mm * ray.direction});
                thick += t->leave_mm - e->enter_mm;
            }
        expect_close("external oblique and internal oblique" + side, outer);
        expect_close("internal oblique and transversus" + side, inner);
        const float mean = float(thick / double(std::max<std::size_t>(1, outer.size())));
        fmt::print("  all three{}: {:.1f} mm\n", side, mean);
        EXPECT_GE(mean, 18.0f);
        EXPECT_LE(mean, 30.0f);
    }
}

} // namespace dorsum::rules
