// Every stroke of every plan on the real body, over curves, sides and what is shown: where it lies, how it runs to the fibres and to the
// heart. Worst cases are printed.
#include "strokes_cases.h"

#include "scene/strokes.h"

#include <algorithm>
#include <cmath>
#include <fmt/ranges.h>

namespace dorsum::app::test {

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
            for (const auto& step : condition_of(GetParam()).plan.all_steps()) {
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
        for (const auto& step : condition_of(GetParam()).plan.all_steps())
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

// What is to be worked on lies under the hands: straight into the body from every point of a way, and from the middle of a spot.
TEST_P(Strokes, StayWithinTheirTargets) {
    constexpr float allowed_mm = 3; // beside it: the gap between two parts of a group
    auto context = stage().workspace->context();
    Worst beside;
    std::size_t rows = 0, off = 0;
    for (const auto& [name, state] : with_and_without_skin(cases_of(GetParam())))
        for (const auto& step : condition_of(GetParam()).plan.all_steps()) {
            const auto laid = scene::lay_strokes(step, state, context, *stage().studio.cache);
            const auto paths = scene::stroke_paths(step, state, context, *stage().studio.cache);
            ASSERT_EQ(laid.size(), paths.size());
            if (name.find(" straight sore ") != std::string::npos) {
                EXPECT_TRUE(scene::refused_strokes(step, state, context, *stage().studio.cache).empty()) << name << " " << step.id << ": a plan for a back like most is drawn whole";
            }
            for (std::size_t i = 0; i < paths.size(); ++i) {
                const auto& mm = paths[i].beside_mm;
                const bool spot = step.paths[laid[i].path].size() == 1;
                for (std::size_t r = spot ? mm.size() / 2 : 0; r < (spot ? mm.size() / 2 + 1 : mm.size()); ++r) {
                    const float now = mm[r] < 0 ? 99 : mm[r];
                    ++rows, off += now > 0;
                    const auto p = paths[i].points_mm[r];
                    beside.see(now, fmt::format("{} {} {} at ({:.0f}, {:.0f}, {:.0f})", name, step.id, anatomy::side_name(paths[i].side), p.x, p.y, p.z));
                    EXPECT_LE(now, allowed_mm) << name << " " << step.id;
                }
            }
        }
    fmt::print("{}: {} of {} points straight over their target, worst {:.0f} mm beside ({})\n", GetParam(), rows - off, rows, beside.value, beside.where);
}

TEST_P(Strokes, EndNearerTheHeartWhereThePlanSaysSo) {
    auto context = stage().workspace->context();
    std::vector<std::string> bent;
    for (const auto& [name, state] : cases_of(GetParam()))
        for (const auto& step : condition_of(GetParam()).plan.all_steps()) {
            for (const auto& refused : scene::refused_strokes(step, state, context, *stage().studio.cache))
                if (refused.reason == scene::Refusal::bent) bent.push_back(name + " " + step.id);
            if (context.catalog.find_technique(step.technique)->pace_unit != content::PaceUnit::cm_per_s) continue;
            const bool up = std::find(step.directions.begin(), step.directions.end(), "cephalad") != step.directions.end();
            const bool down = std::find(step.directions.begin(), step.directions.end(), "caudad") != step.directions.end();
            for (const auto& path : scene::stroke_paths(step, state, context, *stage().studio.cache)) {
                const float rise = path.points_mm.back().y - path.points_mm.front().y;
                if (up) {
                    EXPECT_GT(rise, 15) << name << " " << step.id;
                }
                if (down) {
                    EXPECT_LT(rise, -5) << name << " " << step.id << ": or it is refused with the reason";
                }
            }
        }
    fmt::print("{}: {} not drawn because they would run astray{}{}\n", GetParam(), bent.size(), bent.empty() ? "" : ": ", fmt::join(bent, "; "));
    for (const auto& name : bent) EXPECT_TRUE(name.find(" straight ") == std::string::npos && name.find(" 20 ") == std::string::npos) << name << ": a plan for a back like most";
}

INSTANTIATE_TEST_SUITE_P(Six, Strokes,
                         ::testing::Values("upper_back_tension", "lower_back_strain", "sciatica", "herniated_disc", "scoliosis", "stress_tension"),
                         [](const auto& row) { return row.param; });

} // namespace dorsum::app::test
