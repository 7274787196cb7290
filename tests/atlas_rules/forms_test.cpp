// Forms of the back that are seen at once: what lies outermost, from straight behind.
#include "bench.h"

#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <optional>

namespace dorsum::rules {
namespace {

constexpr float k_behind_mm = -400, k_far_mm = 1000;

std::optional<float> back_of(const std::vector<const Solid*>& solids, float x, float y) {
    std::optional<float> out;
    for (const Solid* solid : solids)
        if (const auto hit = solid->bvh.intersect({{x, y, k_behind_mm}, {0, 0, 1}}, k_far_mm))
            if (const float z = k_behind_mm + hit->distance; !out || z < *out) out = z;
    return out;
}

std::vector<const Solid*> both_sides(std::initializer_list<const char*> names) {
    std::vector<const Solid*> out;
    for (const char* name : names)
        for (const char* side : {".left", ".right"})
            if (const Solid* solid = find(std::string(name) + side)) out.push_back(solid);
    return out;
}

float height(anatomy::Level level) {
    return atlas().spine.frames[level.value].centre_mm.y;
}

} // namespace

// From the neck to the shoulders the trapezius goes in one curve: no crease across it at C7.
TEST(Forms, TrapeziusHasNoCreaseAtTheRootOfTheNeck) {
    const auto trapezius = both_sides({"muscle.trapezius_descending", "muscle.trapezius_transverse", "muscle.trapezius_ascending"});
    constexpr float k_span_mm = 12; // both ways
    std::vector<Case> cases;
    for (const float x : {-40.0f, -25.0f, -15.0f, 15.0f, 25.0f, 40.0f}) {
        Case worst{0, fmt::format("{:.0f} mm aside", x), {}};
        for (float y = height(anatomy::level_t(3)); y < height(anatomy::level_c(5)); y += 2) {
            const auto below = back_of(trapezius, x, y - k_span_mm), here = back_of(trapezius, x, y), above = back_of(trapezius, x, y + k_span_mm);
            if (!below || !here || !above) continue;
            const float bend = glm::degrees(std::atan2(*here - *below, k_span_mm) - std::atan2(*above - *here, k_span_mm));
            if (bend > worst.figure) worst = {bend, worst.what, {x, y, *here}};
        }
        cases.push_back(worst);
    }
    EXPECT_LE(print_worst("trapezius bends inwards within 12 mm up and down", "deg", cases, 6).figure, 30.0f);
}

// The tips of the spinous processes lie nearly flush with what is beside them, from T6 to T12.
TEST(Forms, NoDeepFurrowBetweenTheLowerTrapezii) {
    const auto outer = both_sides({"muscle.trapezius_ascending", "muscle.latissimus_dorsi"});
    std::vector<Case> cases;
    for (int n = 6; n <= 12; ++n) {
        const float y = height(anatomy::level_t(n));
        const auto middle = back_of(outer, 0, y);
        if (!middle) continue;
        float ridge = *middle;
        for (float x = -30; x <= 30; x += 2) ridge = std::min(ridge, back_of(outer, x, y).value_or(*middle));
        cases.push_back({*middle - ridge, fmt::format("T{}", n), {0, y, *middle}});
    }
    EXPECT_LE(print_worst("the midline in front of what is 30 mm beside it", "mm", cases, 7).figure, 27.0f); // set after measuring: the angles of the ribs lie as far back as the tips
}

// Aponeurosis covers multifidus and the sacrum down to where gluteus maximus leaves a triangle of bone.
TEST(Forms, AponeurosisCoversTheSacrum) {
    const auto cover = both_sides({"muscle.latissimus_dorsi", "muscle.gluteus_maximus"});
    const Solid* sacrum = find("sacrum");
    ASSERT_TRUE(sacrum);
    const float top = height(anatomy::level_s1());
    const auto spinous = [&](const char* name) {
        for (const auto& landmark : atlas().landmarks)
            if (landmark.id == name) return landmark.position_mm.y;
        return top;
    };
    int bare = 0, all = 0;
    for (float y = top - 32; y <= spinous("spinous.s1"); y += 2)
        for (float x = -20; x <= 20; x += 2) {
            const auto bone = back_of({sacrum}, x, y);
            if (!bone) continue;
            ++all;
            const auto over = back_of(cover, x, y);
            bare += !over || *over > *bone;
        }
    fmt::print("  sacrum from S1 to S4, 20 mm to either side: {:.0f} % bare\n", 100.0 * bare / std::max(all, 1));
    EXPECT_GE(all, 100);
    EXPECT_LE(bare, all / 4);
}

} // namespace dorsum::rules
