// Every place that a stroke is described by is moved by three millimetres, as another body or a change of its shapes would move it: the
// stroke still keeps its rules.
#include "drawn_body.h"

#include "scene/strokes.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::app::test {

namespace {

struct Pose {
    std::string name;
    session::SessionState state;
    std::vector<glm::mat4> palette;
    std::map<anatomy::Layer, DrawnBody> bodies; // from this layer inwards
    bool skin() const { return state.layer_opacity[0] > 0.5f; }
    const DrawnBody& body(anatomy::Layer outermost) { return bodies.try_emplace(outermost, outermost, skin(), palette).first->second; }
};

// The first rule that a step breaks in this pose, in words.
std::string broken_rule(const content::StrokeStep& step, Pose& pose) {
    constexpr float beside_mm = 3, below_mm = 3, off_mm = 1, fibre_deg = 25, rise_mm = 15, fall_mm = 5;
    const auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    const auto& technique = *context.catalog.find_technique(step.technique);
    if (const auto refused = scene::refused_strokes(step, pose.state, context, cache); !refused.empty()) return fmt::format("refused {} {}", static_cast<int>(refused[0].reason), refused[0].zone);
    const auto laid = scene::lay_strokes(step, pose.state, context, cache);
    const auto paths = scene::stroke_paths(step, pose.state, context, cache);
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const auto& path = paths[i];
        const auto& body = pose.body(pose.skin() ? anatomy::Layer::skin : laid[i].layer);
        const auto rows = path.points_mm.size();
        const bool spot = step.paths[laid[i].path].size() == 1;
        const auto broken = [&](const char* rule, std::size_t r, float value) { return fmt::format("{} row {} of {}: {} {:.2f}", anatomy::side_name(path.side), r, rows, rule, value); };
        for (std::size_t r = 0; r < rows; ++r) {
            const float beside = path.beside_mm[r] < 0 ? 99 : path.beside_mm[r], below = body.depth(path.points_mm[r], path.normals[r]), off = body.distance(path.points_mm[r]);
            const float angle = path.fibre_rule == content::FibreRule::along ? path.fibre_deg[r] : 90 - path.fibre_deg[r];
            if (off > off_mm) return broken("mm off the surface", r, off);
            if (path.fibre_bound[r] && angle > fibre_deg) return broken("degrees off the fibres", r, angle);
            if (spot && r != rows / 2) continue; // its middle counts
            if (beside > (spot ? technique.bearing_mm() : beside_mm)) return broken("mm beside its target", r, beside);
            if (below > below_mm) return broken("mm below what is outermost", r, below);
        }
        if (technique.pace_unit != content::PaceUnit::cm_per_s) continue;
        const float rise = path.points_mm.back().y - path.points_mm.front().y;
        const auto says = [&](const char* way) { return std::find(step.directions.begin(), step.directions.end(), way) != step.directions.end(); };
        if ((says("cephalad") && rise < rise_mm) || (says("caudad") && rise > -fall_mm)) return broken("mm of rise", rows, rise);
    }
    return {};
}

// The step, with one of its places moved along one axis; away from the midline on both sides alike.
std::vector<content::StrokeStep> moved_by(float mm, const content::StrokeStep& step) {
    std::vector<content::StrokeStep> out;
    for (std::size_t i = 0; i < step.paths.size(); ++i)
        for (std::size_t k = 0; k < step.paths[i].size(); ++k)
            for (const glm::vec3 way : {glm::vec3(mm, 0, 0), glm::vec3(-mm, 0, 0), glm::vec3(0, mm, 0), glm::vec3(0, -mm, 0), glm::vec3(0, 0, mm), glm::vec3(0, 0, -mm)}) {
                auto other = step;
                auto& words = other.paths[i][k];
                words = fmt::format("{}({}, {}, {}, {})", words.find("{side}") != std::string::npos ? "lateral" : "offset", words, way.x, way.y, way.z);
                other.id += " with " + words; // what is laid is kept by its name
                out.push_back(std::move(other));
            }
    return out;
}

} // namespace

// One in `every` of all such changes; $DORSUM_EVERY_SHIFT asks for all of them, on a bent back too.
TEST(StrokesShifted, KeepTheirRulesWhenAPlaceMovesBy3Millimetres) {
    const auto context = stage().workspace->context();
    const bool all = std::getenv("DORSUM_EVERY_SHIFT") != nullptr;
    const std::size_t every = all ? 1 : 4;
    std::vector<Pose> poses;
    for (const char* curve : {"curve off", "curve cobb=45 side=right"})
        for (const bool skin : {false, true}) {
            if (!all && curve != std::string("curve off")) continue;
            Pose pose{fmt::format("{}{}", curve, skin ? " on skin" : ""), state_after({"condition scoliosis", "screen none", "screen done", curve}), {}, {}};
            pose.state.layer_opacity[0] = skin;
            pose.palette = scene::shown_palette(pose.state, context);
            poses.push_back(std::move(pose));
        }
    std::vector<content::StrokeStep> steps;
    for (const auto& condition : context.catalog.conditions)
        for (const auto& step : condition.plan.all_steps()) steps.push_back(step);
    for (const auto& group : context.catalog.library) steps.insert(steps.end(), group.shown.begin(), group.shown.end());
    std::size_t number = 0, tried = 0, broken = 0;
    double spent_ms = 0, most_ms = 0;
    const auto breaks = [&](const content::StrokeStep& step) {
        const auto began = std::chrono::steady_clock::now();
        (void)scene::lay_strokes(step, poses[0].state, context, *stage().studio.cache);
        const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
        spent_ms += ms, most_ms = std::max(most_ms, ms);
        return std::any_of(poses.begin(), poses.end(), [&](Pose& pose) {
            const auto words = broken_rule(step, pose);
            if (!words.empty()) fmt::print("{}, {}: {}\n", step.id, pose.name, words);
            return !words.empty();
        });
    };
    for (const auto& step : steps) {
        EXPECT_FALSE(breaks(step)) << step.id << " as it is described";
        for (const auto& moved : moved_by(3, step))
            if (number++ % every == 0) ++tried, broken += breaks(moved);
    }
    fmt::print("{} of {} strokes break a rule with a place moved by 3 mm; a step on both sides is laid in {:.0f} ms, {:.0f} at most\n", broken, tried,
               spent_ms / static_cast<double>(tried + steps.size()), most_ms);
    EXPECT_LE(10 * broken, tried) << "one in ten";
}

} // namespace dorsum::app::test
