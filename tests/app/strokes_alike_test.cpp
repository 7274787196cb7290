// Left and right, with a curve and without: the same strokes.
#include "strokes_cases.h"

#include "scene/strokes.h"

#include <map>

namespace dorsum::app::test {

using anatomy::Side;
using scene::StrokePath;

// The body itself is not quite symmetric; what is laid on it may differ by as much.
TEST_P(Strokes, MirrorWhenTheSoreSideChanges) {
    auto context = stage().workspace->context();
    Worst apart, mean;
    const auto left = open_state(GetParam(), {"side left", "curve off"}), right = open_state(GetParam(), {"side right", "curve off"});
    for (const auto& step : condition_of(GetParam()).plan.all_steps()) {
        const auto a = scene::stroke_paths(step, left, context, *stage().studio.cache), b = scene::stroke_paths(step, right, context, *stage().studio.cache);
        ASSERT_EQ(a.size(), b.size()) << step.id;
        for (const auto& path : a) {
            if (path.side == Side::none) continue; // on the midline: the same one for both
            const StrokePath* twin = nullptr;
            float nearest = 1e9f;
            const auto mirrored = [](glm::vec3 p) { return glm::vec3(-p.x, p.y, p.z); };
            for (const auto& other : b)
                if (const float d = glm::distance(mirrored(other.points_mm.front()), path.points_mm.front()) + glm::distance(mirrored(other.points_mm.back()), path.points_mm.back()); d < nearest)
                    nearest = d, twin = &other;
            ASSERT_NE(twin, nullptr);
            std::vector<glm::vec3> line;
            for (const auto& p : twin->points_mm) line.push_back(mirrored(p));
            float sum = 0;
            for (const auto& p : path.points_mm) {
                const float d = geometry::nearest_on(line, p).distance_mm;
                apart.see(d, fmt::format("{} at ({:.0f}, {:.0f}, {:.0f})", step.id, p.x, p.y, p.z));
                sum += d;
            }
            mean.see(sum / static_cast<float>(path.points_mm.size()), step.id);
            EXPECT_EQ(path.pressure, twin->pressure) << step.id;
        }
    }
    fmt::print("{}: left and mirrored right on the mean at most {:.1f} mm apart ({}), at one point {:.1f} ({})\n", GetParam(), mean.value, mean.where, apart.value, apart.where);
    EXPECT_LE(mean.value, 4) << mean.where;
    EXPECT_LE(apart.value, 14) << apart.where << ": a path that falls into a cleft on one side only";
}

TEST_P(Strokes, WithACurveOfZeroDegreesAreThePlainPlan) {
    auto context = stage().workspace->context();
    const auto plain = open_state(GetParam(), {"curve off"});
    for (const auto& step : condition_of(GetParam()).plan.all_steps()) {
        if (step.side == "convex" || step.side == "concave") continue; // these have both sides on a straight back
        const auto zero = open_state(GetParam(), {"curve cobb=0 side=right"});
        const auto a = scene::stroke_paths(step, plain, context, *stage().studio.cache), b = scene::stroke_paths(step, zero, context, *stage().studio.cache);
        ASSERT_EQ(a.size(), b.size()) << step.id;
        for (std::size_t i = 0; i < a.size(); ++i) {
            ASSERT_EQ(a[i].points_mm.size(), b[i].points_mm.size());
            for (std::size_t k = 0; k < a[i].points_mm.size(); ++k) EXPECT_LT(glm::distance(a[i].points_mm[k], b[i].points_mm[k]), 0.01f) << step.id;
        }
    }
}

TEST(StrokesPlan, SwapsSidesWithTheCurve) {
    auto context = stage().workspace->context();
    const auto sides = [&](const std::string& convex) {
        std::map<std::string, Side> out;
        const auto state = open_state("scoliosis", {"curve cobb=40 side=" + convex});
        for (const auto& step : condition_of("scoliosis").plan.steps)
            if (step.side == "convex" || step.side == "concave")
                for (const auto& path : scene::stroke_paths(step, state, context, *stage().studio.cache)) out[step.id] = path.side;
        return out;
    };
    const auto left = sides("left"), right = sides("right");
    ASSERT_GE(left.size(), 3u);
    for (const auto& [step, side] : left) EXPECT_EQ(right.at(step), anatomy::opposite(side)) << step;
}

} // namespace dorsum::app::test
