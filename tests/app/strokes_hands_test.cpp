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

// The lightest glide: the hand lies almost flat and loose, and trails its fingertips.
TEST(StrokesPlan, ALightHandLiesAlmostFlatAndLoose) {
    const auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    const auto& rest = scene::hand_mesh(content::HandShape::fingers).mesh.positions;
    Worst steep, flat, straight, sunk, off;
    std::size_t seen = 0, deep = 0;
    float sum = 0, palms = 0;
    for (const char* curve : {"curve off", "curve cobb=40 side=right"})
        for (const bool skin : {false, true}) {
            auto state = open_state("stress_tension", {curve});
            state.layer_opacity[0] = skin ? 1.0f : 0.0f;
            const auto palette = scene::shown_palette(state, context);
            std::vector<content::StrokeStep> steps{*context.catalog.find_shown("feather_stroke")};
            for (const auto& condition : context.catalog.conditions)
                for (const auto& step : condition.plan.all_steps())
                    if (step.technique == "feather_stroke") steps.push_back(step);
            for (const auto& step : steps) {
                const auto laid = scene::lay_strokes(step, state, context, cache);
                if (laid.empty()) continue;
                const DrawnBody body(laid.front().layer, skin, palette);
                for (const double time_s : {0.4, 2.0, 3.6}) {
                    const auto hands = scene::stroke_hands(step, *context.catalog.find_technique(step.technique), laid, context.catalog, palette, time_s, 60);
                    for (const auto& mesh : hands.meshes) {
                        const auto where = fmt::format("{} {} at {} s, {}, skin {}", step.id, mesh.id, time_s, curve, skin);
                        ASSERT_EQ(mesh.positions.size(), rest.size());
                        glm::vec3 palm(0), middle(0), knuckles(0), wrist(0), tips(0);
                        std::array<float, 3> count{};
                        for (std::size_t i = 0; i < rest.size(); ++i) {
                            if (rest[i].x > -70 && rest[i].x < 0 && std::abs(rest[i].y) < 22 && rest[i].z < 8) palm -= mesh.normals[i];
                            if (std::abs(rest[i].y) > 20 || rest[i].z > 12) continue;
                            if (std::abs(rest[i].x + 6) < 6) knuckles += mesh.positions[i], ++count[0];
                            if (std::abs(rest[i].x + 66) < 6) wrist += mesh.positions[i], ++count[1];
                            if (rest[i].x > 84) tips += mesh.positions[i], ++count[2];
                        }
                        palm = glm::normalize(palm), knuckles /= count[0], wrist /= count[1], tips /= count[2], middle = 0.5f * (knuckles + wrist);
                        // How the surface under the palm falls away from it towards the wrist.
                        const auto along = glm::normalize(knuckles - wrist), beside = glm::normalize(glm::cross(palm, along)), out = glm::normalize(glm::cross(along, beside));
                        float moment = 0, weight = 0;
                        for (float u = -40; u <= 40; u += 10)
                            for (float v = -25; v <= 25; v += 10) {
                                const auto over = middle + u * along + v * beside;
                                const float under = glm::dot(body.met(over, out) - over, out);
                                moment += u * under, weight += u * u;
                            }
                        const float rises_deg = glm::degrees(std::atan(moment / weight));
                        steep.see(rises_deg, where), flat.see(-rises_deg, where), sum += rises_deg, ++palms;
                        if (curve == std::string("curve off")) straight.see(-rises_deg, where);
                        const float curved_deg = glm::degrees(std::acos(glm::dot(glm::normalize(tips - knuckles), along)));
                        EXPECT_GE(curved_deg, 4) << where << ": stiff fingers";
                        off.see(body.distance(tips), where);
                        for (std::size_t v = 0; v < mesh.positions.size(); v += 5) {
                            if (mesh.colours[v].a < 0.85f) continue;
                            const float depth = body.depth(mesh.positions[v], out);
                            ++seen, deep += depth > 6;
                            sunk.see(depth, where);
                        }
                    }
                }
            }
        }
    fmt::print("a light palm rises by {:.1f} ({}) to {:.1f} degrees ({}); its tips are at most {:.1f} mm off ({}); {:.2f} % is more than 6 mm in the body (deepest {:.1f}: {})\n", -flat.value, flat.where, steep.value,
               steep.where, off.value, off.where, 100.0 * static_cast<double>(deep) / static_cast<double>(seen), sunk.value, sunk.where);
    EXPECT_LE(steep.value, 24) << steep.where << ": it stands";
    EXPECT_GE(-straight.value, 3) << straight.where << ": the wrist leads";
    EXPECT_GE(-flat.value, -6) << flat.where << ": over a shoulder blade that a curve tilts";
    EXPECT_GE(sum / palms, 10);
    EXPECT_LE(sum / palms, 16);
    EXPECT_LE(100.0 * static_cast<double>(deep) / static_cast<double>(seen), 0.2) << sunk.where;
}

// What two hands do together is shown with two: wringing with one is none.
TEST(StrokesPlan, AKindOfStrokeForTwoHandsIsShownWithTwo) {
    const auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    const auto state = state_after({"screen none", "screen done"});
    const auto palette = scene::shown_palette(state, context);
    for (const auto& kind : context.catalog.library)
        for (const auto& step : kind.shown) {
            const auto& technique = *context.catalog.find_technique(step.technique);
            if (technique.hands < 2) continue;
            const auto laid = scene::lay_strokes(step, state, context, cache);
            ASSERT_FALSE(laid.empty()) << step.id;
            for (const double time_s : {1.0, 50.0}) // one side, then the other
                EXPECT_EQ(scene::stroke_hands(step, technique, laid, context.catalog, palette, time_s, 60).meshes.size(), 2u) << step.id << ", " << laid.front().strip.length_mm << " mm at " << time_s << " s";
        }
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
