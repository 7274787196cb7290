// Every stroke of every plan on the real body, over curves, sides and what is shown: where it lies, how it runs to the fibres, what
// it meets. Worst cases are printed.
#include "drawn_body.h"

#include "geometry/skinning.h"
#include "scene/hand_shape.h"
#include "scene/lay_strip.h"
#include "scene/safety_check.h"
#include "scene/strokes.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dorsum::app::test {

namespace {

using anatomy::Side;
using scene::StrokePath;

struct Worst {
    float value = -1e9f;
    std::string where;
    void see(float now, const std::string& place) {
        if (now > value) value = now, where = place;
    }
};

struct Case {
    std::string name;
    session::SessionState state;
};

session::SessionState open_state(const std::string& condition, const std::vector<std::string>& more = {}) {
    std::vector<std::string> actions{"condition " + condition, "screen none", "screen done", "confirm professional", "confirm checked_by_professional", "confirm timing"};
    actions.insert(actions.end(), more.begin(), more.end());
    return state_after(actions);
}

std::vector<Case> cases_of(const std::string& condition) {
    std::vector<Case> cases;
    for (const char* side : {"left", "right"}) {
        std::vector<std::pair<std::string, std::string>> curves{{"straight", "curve off"}};
        for (int cobb : {20, 40, 70}) curves.emplace_back(fmt::format("{} {}", cobb, side), fmt::format("curve cobb={} side={}", cobb, side));
        for (const auto& [name, action] : curves)
            cases.push_back({condition + " " + name + " sore " + side, open_state(condition, {std::string("side ") + side, action})});
    }
    const auto& catalog = stage().workspace->context().catalog;
    for (const auto& bent : catalog.conditions)
        for (const auto& preset : bent.curve_presets) // once each: every other one with the other side sore
            cases.push_back({condition + " " + preset.id, open_state(condition, {cases.size() % 2 ? "side right" : "side left", "curve preset " + preset.id})});
    if (condition == "sciatica")
        for (const char* variant : {"b", "c", "d", "e", "f"})
            cases.push_back({condition + " straight variant " + variant, open_state(condition, {"side left", std::string("sciatic_variant ") + variant})});
    if (condition == "herniated_disc")
        for (const char* zone : {"central", "paracentral", "foraminal"})
            for (const char* level : {"l3_l4", "l4_l5", "l5_s1"})
                cases.push_back({fmt::format("{} straight {} {}", condition, level, zone),
                                 open_state(condition, {"side right", fmt::format("disc level={} side=right zone={} stage=extrusion", level, zone)})});
    return cases;
}

// What hands meet may be the muscles or the skin over them: the same rules.
std::vector<Case> with_and_without_skin(const std::vector<Case>& cases) {
    std::vector<Case> both;
    for (const auto& one : cases)
        for (const bool skin : {false, true}) {
            auto row = one;
            row.name += skin ? " on skin" : " on muscle";
            row.state.layer_opacity[0] = skin ? 1.0f : 0.0f;
            both.push_back(std::move(row));
        }
    return both;
}

const content::Condition& condition_of(const std::string& id) { return *stage().workspace->context().catalog.find_condition(id); }

} // namespace

class Strokes : public ::testing::TestWithParam<std::string> {};

// What bears on the body is as wide as a hand: its rims keep the caps too, and left and right get the same.
TEST_P(Strokes, KeepTheirRimsWithinTheCapsAlikeOnBothSides) {
    auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    for (const auto& [name, state] : cases_of(GetParam())) {
        const auto palette = scene::shown_palette(state, context);
        const auto zones = scene::posed_zones(state, context, cache, palette);
        const bool straight = name.find("straight") != std::string::npos && name.ends_with("left");
        for (const auto& step : condition_of(GetParam()).plan.steps) {
            const auto& technique = *context.catalog.find_technique(step.technique);
            std::map<std::size_t, int> pressure; // by path
            std::string line;
            for (const auto& stroke : scene::lay_strokes(step, state, context, cache)) {
                const scene::PosedStrip strip(stroke.strip, palette);
                for (const float across : {-technique.bearing_mm(), 0.0f, technique.bearing_mm()})
                    for (float along = 0; along <= strip.length_mm(); along += 5)
                        for (const auto& zone : zones)
                            if (zone.holds(strip.at(along, across, 0).position_mm))
                                ASSERT_LE(stroke.pressure, zone.zone->pressure_cap) << name << " " << step.id << " in " << zone.zone->id;
                if (stroke.side != Side::none) EXPECT_EQ(pressure.try_emplace(stroke.path, stroke.pressure).first->second, stroke.pressure) << name << " " << step.id << ": left and right differ";
                line += fmt::format(" P{}", stroke.pressure);
            }
            for (const auto& refused : scene::refused_strokes(step, state, context, cache))
                line += fmt::format(" refused ({} {})", static_cast<int>(refused.reason), refused.zone);
            if (straight) fmt::print("{} {} of P{}:{}\n", name, step.id, step.pressure_max, line);
        }
    }
}

TEST_P(Strokes, LieOnWhatIsDrawnOverAllCurvesAndSides) {
    auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    Worst off, steep; // up to 40 degrees; at 70
    Worst below, spot; // the outermost, met from outside: the nearest surface may be a muscle's underside
    std::size_t points = 0;
    for (auto& [name, state] : cases_of(GetParam()))
        for (const bool skin : {false, true}) {
            state.layer_opacity[0] = skin ? 1.0f : 0.0f;
            const auto palette = scene::shown_palette(state, context);
            std::map<anatomy::Layer, DrawnBody> bodies;
            for (const auto& step : condition_of(GetParam()).plan.steps) {
                const auto laid = scene::lay_strokes(step, state, context, cache);
                const auto paths = scene::stroke_paths(step, state, context, cache);
                ASSERT_EQ(laid.size(), paths.size());
                for (std::size_t i = 0; i < paths.size(); ++i) {
                    const auto layer = skin ? anatomy::Layer::skin : laid[i].layer;
                    const auto& body = bodies.try_emplace(layer, layer, skin, palette).first->second;
                    auto& worst = name.find(" 70 ") == std::string::npos ? off : steep;
                    const auto& step_path = step.paths[laid[i].path];
                    for (std::size_t r = 0; r < paths[i].points_mm.size(); ++r)
                        if (step_path.size() > 1 || r == paths[i].points_mm.size() / 2) // of a spot its middle; the rest is the hand, which bends with the fingers
                            (step_path.size() > 1 ? below : spot).see(body.depth(paths[i].points_mm[r], paths[i].normals[r]), fmt::format("{}{}{} row {}", name, skin ? " on skin " : " on muscle ", step.id, r));
                    for (const auto& p : paths[i].points_mm) worst.see(body.distance(p), fmt::format("{}{}{} ({:.0f}, {:.0f}, {:.0f})", name, skin ? " on skin " : " on muscle ", step.id, p.x, p.y, p.z)), ++points;
                }
            }
        }
    fmt::print("{}: {} points, worst {:.2f} mm off the surface ({}); at 70 degrees {:.2f} ({}); worst {:.2f} mm below what is outermost ({}), of a spot {:.2f} ({})\n", GetParam(), points, off.value, off.where, steep.value, steep.where,
               below.value, below.where, spot.value, spot.where);
    EXPECT_LE(below.value, 3.0f) << below.where;
    EXPECT_LE(spot.value, 3.0f) << spot.where;
    EXPECT_GT(points, 100u);
    EXPECT_LE(off.value, 1.0f) << off.where;
    EXPECT_LE(steep.value, 1.0f) << steep.where;
}

TEST_P(Strokes, FollowOrCrossTheFibresOfTheirTargets) {
    auto context = stage().workspace->context();
    Worst angle;
    std::size_t bound = 0, bad = 0, turning = 0;
    for (const auto& [name, state] : with_and_without_skin(cases_of(GetParam())))
        for (const auto& step : condition_of(GetParam()).plan.steps)
            for (const auto& path : scene::stroke_paths(step, state, context, *stage().studio.cache))
                for (std::size_t r = 0; r < path.fibre_deg.size(); ++r) {
                    if (path.fibre_deg[r] < 0 || path.fibre_rule == content::FibreRule::any) continue;
                    if (!path.fibre_bound[r]) {
                        ++turning;
                        continue;
                    }
                    const float off = path.fibre_rule == content::FibreRule::along ? path.fibre_deg[r] : 90 - path.fibre_deg[r];
                    ++bound;
                    bad += off > 25;
                    const auto p = path.points_mm[r];
                    angle.see(off, fmt::format("{} {} {} at ({:.0f}, {:.0f}, {:.0f})", name, step.id, anatomy::side_name(path.side), p.x, p.y, p.z));
                }
    fmt::print("{}: {} points bound to fibres, {} beyond 25 degrees, worst {:.0f} ({}); {} more where a glide turns\n", GetParam(), bound, bad, angle.value, angle.where, turning);
    EXPECT_EQ(bad, 0u) << angle.where;
    EXPECT_LT(5 * turning, bound) << "the rule binds nearly everywhere";
}

// What is to be worked on lies under the hands: straight into the body from every point of a way, and from the middle of a spot. Where a
// zone keeps a spot off, as a sciatic nerve that runs through the piriformis does, at least the palm's edge reaches it.
TEST_P(Strokes, StayWithinTheirTargets) {
    constexpr float allowed_mm = 3; // beside it: the gap between two parts of a group
    auto context = stage().workspace->context();
    Worst beside;
    std::size_t rows = 0, off = 0, kept_off = 0;
    for (const auto& [name, state] : with_and_without_skin(cases_of(GetParam())))
        for (const auto& step : condition_of(GetParam()).plan.steps) {
            const float palm_mm = context.catalog.find_technique(step.technique)->bearing_mm();
            const auto laid = scene::lay_strokes(step, state, context, *stage().studio.cache);
            const auto paths = scene::stroke_paths(step, state, context, *stage().studio.cache);
            ASSERT_EQ(laid.size(), paths.size());
            if (name.find(" straight sore ") != std::string::npos)
                EXPECT_TRUE(scene::refused_strokes(step, state, context, *stage().studio.cache).empty()) << name << " " << step.id << ": a plan for a back like most is drawn whole";
            for (std::size_t i = 0; i < paths.size(); ++i) {
                const auto& mm = paths[i].beside_mm;
                const bool spot = step.paths[laid[i].path].size() == 1;
                for (std::size_t r = spot ? mm.size() / 2 : 0; r < (spot ? mm.size() / 2 + 1 : mm.size()); ++r) {
                    const float now = mm[r] < 0 ? 99 : mm[r];
                    ++rows, off += now > 0;
                    const auto p = paths[i].points_mm[r];
                    beside.see(now, fmt::format("{} {} {} at ({:.0f}, {:.0f}, {:.0f})", name, step.id, anatomy::side_name(paths[i].side), p.x, p.y, p.z));
                    kept_off += spot && now > allowed_mm;
                    EXPECT_LE(now, spot ? palm_mm : allowed_mm) << name << " " << step.id;
                }
            }
        }
    fmt::print("{}: {} of {} points straight over their target, worst {:.0f} mm beside ({}); {} spots kept off by a zone\n", GetParam(), rows - off, rows, beside.value, beside.where, kept_off);
    EXPECT_LE(kept_off, rows / 100);
}

TEST_P(Strokes, EndNearerTheHeartWhereThePlanSaysSo) {
    auto context = stage().workspace->context();
    std::vector<std::string> bent;
    for (const auto& [name, state] : cases_of(GetParam()))
        for (const auto& step : condition_of(GetParam()).plan.steps) {
            for (const auto& refused : scene::refused_strokes(step, state, context, *stage().studio.cache))
                if (refused.reason == scene::Refusal::bent) bent.push_back(name + " " + step.id);
            if (context.catalog.find_technique(step.technique)->pace_unit != content::PaceUnit::cm_per_s) continue;
            const bool up = std::find(step.directions.begin(), step.directions.end(), "cephalad") != step.directions.end();
            const bool down = std::find(step.directions.begin(), step.directions.end(), "caudad") != step.directions.end();
            for (const auto& path : scene::stroke_paths(step, state, context, *stage().studio.cache)) {
                const float rise = path.points_mm.back().y - path.points_mm.front().y;
                if (up) EXPECT_GT(rise, 15) << name << " " << step.id;
                if (down) EXPECT_LT(rise, -5) << name << " " << step.id << ": or it is refused with the reason";
            }
        }
    fmt::print("{}: {} not drawn because they would run astray{}{}\n", GetParam(), bent.size(), bent.empty() ? "" : ": ", fmt::join(bent, "; "));
    for (const auto& name : bent) EXPECT_TRUE(name.find(" straight ") == std::string::npos && name.find(" 20 ") == std::string::npos) << name << ": a plan for a back like most";
}

TEST_P(Strokes, NeverPressHarderThanAnyZoneOnTheWayAllows) {
    auto context = stage().workspace->context();
    for (const char* mode : {"clinic", "study", "kiosk"})
        for (auto& [name, state] : cases_of(GetParam())) {
            state.mode = mode;
            const auto palette = scene::shown_palette(state, context);
            const auto zones = scene::posed_zones(state, context, *stage().studio.cache, palette);
            for (const auto& step : condition_of(GetParam()).plan.steps)
                for (const auto& path : scene::stroke_paths(step, state, context, *stage().studio.cache)) {
                    EXPECT_LE(path.pressure, context.catalog.find_mode(mode)->pressure_cap) << name << " " << step.id;
                    EXPECT_LE(path.pressure, 4);
                    for (const auto& zone : zones)
                        for (const auto& p : path.points_mm)
                            if (zone.holds(p)) ASSERT_LE(path.pressure, zone.zone->pressure_cap) << name << " " << step.id << " in " << zone.zone->id;
                }
        }
}

// The body itself is not quite symmetric; what is laid on it may differ by as much.
TEST_P(Strokes, MirrorWhenTheSoreSideChanges) {
    auto context = stage().workspace->context();
    Worst apart, mean;
    const auto left = open_state(GetParam(), {"side left", "curve off"}), right = open_state(GetParam(), {"side right", "curve off"});
    for (const auto& step : condition_of(GetParam()).plan.steps) {
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
    for (const auto& step : condition_of(GetParam()).plan.steps) {
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
        for (const auto& step : condition_of(GetParam()).plan.steps) {
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

INSTANTIATE_TEST_SUITE_P(Six, Strokes,
                         ::testing::Values("upper_back_tension", "lower_back_strain", "sciatica", "herniated_disc", "scoliosis", "stress_tension"),
                         [](const auto& row) { return row.param; });

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

// The solids that are exported agree with the rule that the program keeps.
TEST(StrokesPlan, ZonesAreSolidsThatHoldWhatTheRuleSays) {
    auto context = stage().workspace->context();
    for (const auto& action : {std::string("curve off"), std::string("curve cobb=40 side=right"), std::string("sciatic_variant e")}) {
        const auto state = open_state("scoliosis", {action});
        const auto palette = scene::shown_palette(state, context);
        for (const auto& zone : scene::posed_zones(state, context, *stage().studio.cache, palette)) {
            const auto solid = scene::zone_solid(zone);
            std::map<std::pair<std::uint32_t, std::uint32_t>, int> edges;
            for (std::size_t i = 0; i < solid.indices.size(); ++i) {
                const auto from = solid.indices[i], to = solid.indices[i % 3 == 2 ? i - 2 : i + 1];
                ++edges[{from, to}];
            }
            for (const auto& [edge, count] : edges) ASSERT_EQ(edges[std::make_pair(edge.second, edge.first)], count) << zone.zone->id << " is open";
            std::vector<glm::vec3> places;
            for (const auto& line : zone.lines_mm) places.insert(places.end(), line.begin(), line.end());
            for (const auto at : places)
                for (const glm::vec3 d : {glm::vec3(0), glm::vec3(0.8f, 0, 0), glm::vec3(0, 0, 0.9f), glm::vec3(0, 0, -0.9f), glm::vec3(3.0f, 0, 0)}) {
                    const auto p = at + d * glm::vec3(zone.zone->radius_mm, zone.zone->radius_mm, zone.zone->depth_mm);
                    if (d.x > 2 && zone.holds(p)) continue; // another part of the same line
                    EXPECT_EQ(std::abs(turns_about(solid, p)) > 0.5f, zone.holds(p)) << zone.zone->id;
                }
        }
    }
}

// Whichever way the sciatic nerve takes past piriformis, its corridor is about the nerve that is drawn, and the plan is
// checked against it.
TEST(StrokesPlan, CorridorFollowsTheDrawnWayOfTheSciaticNerve) {
    auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    for (const char* curve : {"curve off", "curve cobb=40 side=right"}) {
        std::map<std::string, std::vector<glm::vec3>> usual; // by side
        for (const std::string variant : {"a", "b", "c", "d", "e", "f"}) {
            auto state = open_state("sciatica", {curve, "sciatic_variant " + variant, "safety_zones on"});
            const auto palette = scene::shown_palette(state, context);
            const auto frame = scene::compose({state, context, state.camera}, cache);
            Worst beside, outside, moved;
            for (const auto& zone : scene::posed_zones(state, context, cache, palette)) {
                if (!zone.zone->id.starts_with("sciatic_corridor.")) continue;
                const auto side = zone.zone->id.substr(zone.zone->id.find('.') + 1);
                const auto nerve = stage().workspace->atlas.find("nerve.sciatic." + side);
                const auto item = std::find_if(frame.overrides.begin(), frame.overrides.end(),
                                               [&](const auto& o) { return o.structure == nerve; });
                ASSERT_EQ(item != frame.overrides.end(), variant != "a") << "the chosen way is not drawn";
                const auto drawn = geometry::skinned(item != frame.overrides.end()
                                                         ? *item->mesh
                                                         : anatomy::mesh_at(stage().workspace->atlas.at(nerve), 0),
                                                     palette);
                const geometry::Bvh tree(drawn);
                float low = 1e9f, high = -1e9f;
                for (const auto& line : zone.lines_mm)
                    for (const auto& p : line) {
                        low = std::min(low, p.y), high = std::max(high, p.y);
                        beside.see(tree.nearest(p, 100)->distance_mm, side);
                        if (variant == "a")
                            usual[side].push_back(p);
                        else
                            moved.see(geometry::nearest_on(usual[side], p).distance_mm, side);
                    }
                for (const auto& p : drawn.positions) {
                    if (p.y < low || p.y > high) continue;
                    float off = 1e9f;
                    for (const auto& line : zone.lines_mm) {
                        std::vector<glm::vec3> flat;
                        for (const auto& q : line) flat.emplace_back(q.x, q.y, 0);
                        off = std::min(off, geometry::nearest_on(flat, glm::vec3(p.x, p.y, 0)).distance_mm);
                    }
                    outside.see(off, side);
                }
                EXPECT_EQ(std::any_of(frame.overlays.begin(), frame.overlays.end(),
                                      [&](const auto& o) { return o.id == "safety." + zone.zone->id; }),
                          true);
            }
            fmt::print("{}, variant {}: corridor's middle at most {:.1f} mm from the drawn nerve's skin, nerve at most "
                       "{:.1f} mm from the middle seen from behind; "
                       "up to {:.1f} mm from the usual way\n",
                       curve, variant, beside.value, outside.value, variant == "a" ? 0.0f : moved.value);
            EXPECT_LT(beside.value, 6) << variant << ": inside the nerve, half its width from its skin";
            EXPECT_LT(outside.value, 9) << variant
                                         << ": the nerve is 16 mm wide; the corridor goes 20 mm to each side";
            if (variant != "a") EXPECT_GT(moved.value, 10) << variant << ": another way";
            const auto zones = scene::posed_zones(state, context, cache, palette);
            for (const auto& step : condition_of("sciatica").plan.steps)
                for (const auto& path : scene::stroke_paths(step, state, context, cache))
                    for (const auto& zone : zones)
                        for (const auto& p : path.points_mm)
                            if (zone.holds(p)) {
                                ASSERT_LE(path.pressure, zone.zone->pressure_cap)
                                    << step.id << " with variant " << variant;
                                ASSERT_FALSE(step.directions.front() == "static" && !zone.zone->static_press)
                                    << step.id << " with variant " << variant;
                            }
        }
    }
}

// A kind of stroke can be asked for on every muscle there is: it is drawn on it, on the surface and within every cap, or the answer says
// why not.
TEST(StrokesPlan, EveryMuscleGetsAStrokeWithinItsLimitsOrAReason) {
    auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    std::map<scene::Refusal, int> refused;
    std::map<anatomy::Layer, DrawnBody> bodies;
    Worst off, away;
    int drawn = 0, lonely = 0;
    std::size_t rows = 0, steep = 0;
    for (const auto& structure : stage().workspace->atlas.structures) {
        if (structure.terms.tissue != anatomy::Tissue::muscle) continue;
        for (const char* technique : {"effleurage", "kneading", "circular_friction", "compression", "stripping", "skin_rolling"}) {
            const auto name = structure.terms.id + " " + technique;
            const auto state = state_after({"screen none", "screen done", "technique id=" + std::string(technique) + " on=" + structure.terms.id});
            const auto step = session::shown_step(state, context);
            ASSERT_TRUE(step) << name;
            const auto laid = scene::lay_strokes(*step, state, context, cache);
            const auto paths = scene::stroke_paths(*step, state, context, cache);
            const auto reasons = scene::refused_strokes(*step, state, context, cache);
            ASSERT_EQ(laid.size() + reasons.size(), step->paths.size()) << name << ": neither drawn nor refused";
            for (const auto& reason : reasons) {
                ++refused[reason.reason];
                EXPECT_EQ(reason.zone.empty(), reason.reason != scene::Refusal::zone) << name;
            }
            const auto zones = scene::posed_zones(state, context, cache, scene::shown_palette(state, context));
            for (std::size_t i = 0; i < paths.size(); ++i) {
                ++drawn;
                const auto& body = bodies.try_emplace(laid[i].layer, laid[i].layer, false, scene::shown_palette(state, context)).first->second;
                float near = 0;
                for (std::size_t k = 0; k < paths[i].points_mm.size(); ++k) {
                    off.see(body.distance(paths[i].points_mm[k]), name);
                    near += paths[i].target_mm[k] >= 0 && paths[i].target_mm[k] <= 30 ? 1.0f : 0.0f;
                    if (context.catalog.find_technique(technique)->fibre == content::FibreRule::across && paths[i].fibre_deg[k] >= 0) ++rows, steep += paths[i].fibre_deg[k] < 65;
                    for (const auto& zone : zones)
                        if (zone.holds(paths[i].points_mm[k])) EXPECT_LE(paths[i].pressure, zone.zone->pressure_cap) << name << " in " << zone.zone->id;
                }
                const float share = near / static_cast<float>(paths[i].points_mm.size());
                away.see(1 - share, name);
                lonely += share < 0.5f;
            }
        }
    }
    fmt::print("{} strokes drawn; refused: {} by a zone, {} without a surface, {} out of reach, {} without landmarks, {} bent away\n", drawn, refused[scene::Refusal::zone],
               refused[scene::Refusal::surface], refused[scene::Refusal::reach], refused[scene::Refusal::landmarks], refused[scene::Refusal::bent]);
    fmt::print("worst {:.2f} mm off the surface ({}); least share within 30 mm of its muscle {:.0f} % ({}); {} of {} rows across fibres beyond 25 degrees\n", off.value, off.where,
               100 * (1 - away.value), away.where, steep, rows);
    EXPECT_GT(drawn, 300);
    EXPECT_EQ(lonely, 0) << away.where;
    EXPECT_LE(off.value, 3.0f) << off.where;
}

} // namespace dorsum::app::test
