// The hands that show a stroke: on the body, two at most, as a therapist would stand.
#include "strokes_cases.h"

#include "scene/hand_shape.h"
#include "scene/strokes.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace dorsum::app::test {

using anatomy::Side;

// Hands lie on the body: what touches is near the surface, nothing is far inside it.
TEST_P(Strokes, HaveHandsThatLieOnTheBody) {
    auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    Worst gap, sunk;
    std::size_t seen = 0, deep = 0, moments = 0;
    double spent_ms = 0;
    for (const auto& action : {std::string("curve off"), std::string("curve cobb=40 side=right")}) {
        auto state = open_state(GetParam(), {action});
        const auto palette = scene::shown_palette(state, context);
        for (const auto& step : condition_of(GetParam()).plan.all_steps()) {
            const auto laid = scene::lay_strokes(step, state, context, cache);
            const auto& technique = *context.catalog.find_technique(step.technique);
            const double duration = session::step_duration_s(step, state, context);
            std::vector<std::vector<glm::vec3>> lines;
            if (laid.empty()) continue;
            const DrawnBody body(laid.front().layer, false, palette);
            std::vector<scene::PosedStrip::Sample> samples;
            for (const auto& stroke : laid) {
                const scene::PosedStrip strip(stroke.strip, palette);
                lines.emplace_back();
                for (const auto& s : strip.middle_line()) lines.back().push_back(s.position_mm), samples.push_back(s);
            }
            const auto out_at = [&](glm::vec3 p) { // as the rows of a path look under the hand there: a single one may look anywhere
                const auto& nearest = *std::min_element(samples.begin(), samples.end(), [&](const auto& a, const auto& b) { return glm::distance(a.position_mm, p) < glm::distance(b.position_mm, p); });
                glm::vec3 sum(0);
                for (const auto& s : samples)
                    if (glm::distance(s.position_mm, nearest.position_mm) <= scene::hand_bed_mm(technique.hand) && glm::dot(s.normal, nearest.normal) > -0.5f) sum += s.normal;
                return glm::normalize(sum);
            };
            for (double share : {0.02, 0.21, 0.4, 0.63, 0.9}) {
                const auto began = std::chrono::steady_clock::now();
                const auto hands = scene::stroke_hands(step, technique, laid, context.catalog, palette, share * duration, duration);
                spent_ms += std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count(), ++moments;
                EXPECT_GE(hands.meshes.size(), laid.empty() ? 0u : 1u) << step.id;
                EXPECT_LE(hands.meshes.size(), 2u) << step.id << ": a therapist has two hands";
                EXPECT_LE(hands.dents.size(), 4u);
                for (const auto& mesh : hands.meshes) {
                    ASSERT_FALSE(mesh.indices.empty());
                    float nearest = 1e9f;
                    for (std::size_t v = 0; v < mesh.positions.size(); v += 7) {
                        const auto p = mesh.positions[v];
                        ASSERT_TRUE(std::isfinite(p.x + p.y + p.z)) << step.id;
                        for (const auto& line : lines) nearest = std::min(nearest, geometry::nearest_on(line, p).distance_mm);
                    }
                    gap.see(nearest, step.id + " " + mesh.id);
                    if (scene::follows_surface(technique.hand))
                        for (std::size_t v = 0; v < mesh.positions.size(); v += 5) {
                            if (mesh.colours[v].a < 0.85f) continue; // the arm that fades out
                            float depth = body.depth(mesh.positions[v], out_at(mesh.positions[v]));
                            for (const auto& dent : hands.dents) // the body gives way by as much
                                if (dent.depth_mm > 0 && glm::distance(mesh.positions[v], dent.centre_mm) < 0.5f * dent.radius_mm) depth = std::max(0.0f, depth - dent.depth_mm);
                            ++seen;
                            deep += depth > 6;
                            sunk.see(depth, step.id + " " + mesh.id);
                        }
                }
            }
        }
    }
    fmt::print("{}: laying the hands of a moment takes {:.2f} ms\n", GetParam(), spent_ms / static_cast<double>(moments));
    fmt::print("{}: the nearest point of a hand is at most {:.1f} mm from its path ({})\n", GetParam(), gap.value, gap.where);
    const double share_deep = 100.0 * static_cast<double>(deep) / static_cast<double>(std::max<std::size_t>(seen, 1));
    fmt::print("{}: {:.2f} % of a palm or thumb hand is more than 6 mm in the body (deepest {:.1f}: {})\n", GetParam(), share_deep, sunk.value, sunk.where);
    EXPECT_LE(share_deep, 0.2) << "a hand lies on the body";
    EXPECT_LE(gap.value, 32) << gap.where << ": raised on its way back, over its path";
}

// The fingertip hold: patient face up, the therapist sits at the head.
TEST(StrokesPlan, HoldsTheHeadInTwoHandsSideBySideFromAboveIt) {
    const auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    const auto state = open_state("stress_tension");
    const auto palette = scene::shown_palette(state, context);
    const auto& steps = condition_of("stress_tension").plan.steps;
    const auto held = std::find_if(steps.begin(), steps.end(), [](const auto& step) { return step.technique == "fingertip_hold"; });
    ASSERT_NE(held, steps.end());
    for (const auto& step : {*held, *context.catalog.find_shown("fingertip_hold")}) {
        const auto laid = scene::lay_strokes(step, state, context, cache);
        ASSERT_EQ(laid.size(), 2u);
        const auto hands = scene::stroke_hands(step, *context.catalog.find_technique(step.technique), laid, context.catalog, palette, 2, 60);
        ASSERT_EQ(hands.meshes.size(), 2u);
        for (std::size_t i = 0; i < 2; ++i) {
            const float side = laid[i].side == Side::left ? 1.0f : -1.0f;
            const auto at = scene::PosedStrip(laid[i].strip, palette).middle_line()[laid[i].strip.rows() / 2].position_mm;
            float over_midline = -1e9f, mean_y = 0;
            for (const auto& p : hands.meshes[i].positions) over_midline = std::max(over_midline, -side * p.x), mean_y += p.y / static_cast<float>(hands.meshes[i].positions.size());
            EXPECT_LE(over_midline, 3) << step.id << ": neither hand lies over the other";
            EXPECT_GT(mean_y, at.y + 40) << step.id << ": the wrists are above the fingertips";
        }
    }
}

} // namespace dorsum::app::test
