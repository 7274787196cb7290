// Strokes and protected zones: nothing is pressed harder than they allow.
#include "strokes_cases.h"

#include "app/start_state.h"
#include "geometry/skinning.h"
#include "scene/safety_check.h"
#include "scene/strokes.h"
#include "session/plan_player.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace dorsum::app::test {

using anatomy::Side;

// What bears on the body is as wide as a hand: its rims keep the caps too, and left and right get the same.
TEST_P(Strokes, KeepTheirRimsWithinTheCapsAlikeOnBothSides) {
    auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    for (const auto& [name, state] : cases_of(GetParam())) {
        const auto palette = scene::shown_palette(state, context);
        const auto zones = scene::posed_zones(state, context, cache, palette);
        const bool straight = name.find("straight") != std::string::npos && name.ends_with("left");
        for (const auto& step : condition_of(GetParam()).plan.all_steps()) {
            const auto& technique = *context.catalog.find_technique(step.technique);
            std::map<std::size_t, int> pressure; // by path
            std::string line;
            for (const auto& stroke : scene::lay_strokes(step, state, context, cache)) {
                const scene::PosedStrip strip(stroke.strip, palette);
                for (const float across : {-technique.bearing_mm(), 0.0f, technique.bearing_mm()})
                    for (float along = 0; along <= strip.length_mm(); along += 5)
                        for (const auto& zone : zones)
                            if (zone.holds(strip.at(along, across, 0).position_mm)) {
                                ASSERT_LE(stroke.pressure, zone.zone->pressure_cap) << name << " " << step.id << " in " << zone.zone->id;
                            }
                if (stroke.side != Side::none) {
                    EXPECT_EQ(pressure.try_emplace(stroke.path, stroke.pressure).first->second, stroke.pressure) << name << " " << step.id << ": left and right differ";
                }
                line += fmt::format(" P{}", stroke.pressure);
            }
            for (const auto& refused : scene::refused_strokes(step, state, context, cache))
                line += fmt::format(" refused ({} {})", static_cast<int>(refused.reason), refused.zone);
            if (straight) fmt::print("{} {} of P{}:{}\n", name, step.id, step.pressure_max, line);
        }
    }
}

TEST_P(Strokes, NeverPressHarderThanAnyZoneOnTheWayAllows) {
    auto context = stage().workspace->context();
    for (const char* mode : {"clinic", "study", "kiosk"})
        for (auto& [name, state] : cases_of(GetParam())) {
            state.mode = mode;
            const auto palette = scene::shown_palette(state, context);
            const auto zones = scene::posed_zones(state, context, *stage().studio.cache, palette);
            for (const auto& step : condition_of(GetParam()).plan.all_steps())
                for (const auto& path : scene::stroke_paths(step, state, context, *stage().studio.cache)) {
                    EXPECT_LE(path.pressure, context.catalog.find_mode(mode)->pressure_cap) << name << " " << step.id;
                    EXPECT_LE(path.pressure, 4);
                    for (const auto& zone : zones)
                        for (const auto& p : path.points_mm)
                            if (zone.holds(p)) {
                                ASSERT_LE(path.pressure, zone.zone->pressure_cap) << name << " " << step.id << " in " << zone.zone->id;
                            }
                }
        }
}

// Where the fibular part of the sciatic nerve runs through piriformis, no palm finds room on the muscle beside it: it is not pressed from
// beside the muscle, it is not drawn, and the corridor is named.
TEST(StrokesPlan, ASpotThatAZoneLeavesNoRoomOverItsTargetIsRefusedByName) {
    auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    const auto& steps = condition_of("sciatica").plan.steps;
    const auto press = std::find_if(steps.begin(), steps.end(), [](const auto& step) { return step.technique == "palm_compression"; });
    ASSERT_NE(press, steps.end());
    for (const std::string side : {"left", "right"})
        for (const std::string variant : {"a", "b"}) {
            const auto state = open_state("sciatica", {"side " + side, "sciatic_variant " + variant});
            const auto refused = scene::refused_strokes(*press, state, context, cache);
            EXPECT_EQ(scene::lay_strokes(*press, state, context, cache).size(), variant == "a" ? 1u : 0u) << side << " " << variant;
            ASSERT_EQ(refused.size(), variant == "a" ? 0u : 1u) << side << " " << variant;
            if (!refused.empty()) {
                EXPECT_EQ(refused[0].reason == scene::Refusal::zone ? refused[0].zone : "", "sciatic_corridor." + side);
            }
        }
}

// In the player it takes no time, is passed over, and the captions say what is left out and why.
TEST(StrokesPlan, AStepThatIsNotDrawnIsLeftOutOfThePlanAsItPlays) {
    auto context = context_on_body(*stage().workspace, *stage().studio.cache);
    const auto& steps = condition_of("sciatica").plan.steps;
    const auto press = static_cast<int>(std::find_if(steps.begin(), steps.end(), [](const auto& step) { return step.technique == "palm_compression"; }) - steps.begin());
    const auto played = [&](const std::string& variant) {
        auto state = open_state("sciatica", {"side left", "sciatic_variant " + variant});
        const auto act = [&](const std::string& text) { state = session::reduce(state, *session::parse_action(text), context); };
        std::vector<int> seen;
        act("play");
        for (int i = 0; i < 2000 && state.playback.playing; ++i) {
            if (seen.empty() || seen.back() != state.playback.step) seen.push_back(state.playback.step);
            act("tick seconds=3");
        }
        return seen;
    };
    const auto total_s = [&](const std::string& variant) { return session::plan_duration_s(session::plan_timeline(open_state("sciatica", {"side left", "sciatic_variant " + variant}), context)); };
    std::vector<int> all, without;
    for (int i = 0; i < static_cast<int>(steps.size()); ++i) {
        all.push_back(i);
        if (i != press) without.push_back(i);
    }
    EXPECT_EQ(played("a"), all);
    EXPECT_EQ(played("b"), without);
    auto state = open_state("sciatica", {"side left", "sciatic_variant b"});
    EXPECT_NEAR(total_s("a") - total_s("b"), session::step_duration_s(steps[static_cast<std::size_t>(press)], state, context), 1e-6);
    const auto& zone = *std::find_if(context.catalog.safety_zones.begin(), context.catalog.safety_zones.end(), [](const auto& one) { return one.id == "sciatic_corridor.left"; });
    std::string captions;
    for (const auto& caption : session::plan_captions(state, context)) captions += caption.text + "\n";
    EXPECT_NE(captions.find(context.catalog.text("en").get(zone.reason)), std::string::npos) << captions;
    state.playback.step = press;
    EXPECT_NE(session::caption_now(state, context).find(context.catalog.text("en").get(zone.reason)), std::string::npos) << session::caption_now(state, context);
    fmt::print("with the usual way of the nerve the plan takes {:.0f} s, with the fibular part through piriformis {:.0f} s\n{}\n", total_s("a"), total_s("b"), session::caption_now(state, context));
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
            if (variant != "a") {
                EXPECT_GT(moved.value, 10) << variant << ": another way";
            }
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

} // namespace dorsum::app::test
