// From a step of a stroke plan to strips on the body and to the paths that export writes.
#include "scene/strokes.h"

#include "scene/lay_strip.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::scene {

namespace {

using anatomy::Side;
using content::StrokeStep;

// Half the width of what touches the body. Slow gliding pressure is a thumb's work, not a palm's.
float half_width_mm(const content::Technique& technique) {
    switch (technique.sign) {
    case content::StrokeSign::ribbon_along: return technique.pace_max <= 2.5f ? 11.0f : 25.0f;
    case content::StrokeSign::ribbon_across: return 24;
    case content::StrokeSign::circles: return 17;
    case content::StrokeSign::press: return 16;
    default: return 28;
    }
}

std::vector<anatomy::StructureIndex> targets_of(const StrokeStep& step, Side side, const anatomy::SpineCurve& curve,
                                                const anatomy::Atlas& atlas) {
    std::vector<anatomy::StructureIndex> targets;
    for (const auto& selector : step.targets)
        if (const auto selection = anatomy::resolve(atlas, content::expand(selector, side, curve)))
            for (auto structure : selection->structures)
                if (side == Side::none || atlas.at(structure).terms.side == side || atlas.at(structure).terms.side == Side::none)
                    targets.push_back(structure);
    return targets;
}

std::vector<glm::vec3> points_of(const std::vector<std::string>& path, Side side, const anatomy::SpineCurve& curve,
                                 const anatomy::Atlas& atlas) {
    std::vector<glm::vec3> points;
    for (const auto& expression : path)
        if (const auto point = content::resolve_point(atlas, content::expand(expression, side, curve)))
            points.push_back(point->position_mm);
    return points.size() == path.size() ? points : std::vector<glm::vec3>{}; // an atlas that lacks an end shows no half stroke
}

std::string_view unit_name(content::PaceUnit unit) {
    switch (unit) {
    case content::PaceUnit::cm_per_s: return "cm/s";
    case content::PaceUnit::cycles_per_s: return "cycles/s";
    case content::PaceUnit::breaths_per_min: return "breaths/min";
    default: return "hold";
    }
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
}

int drawn_pressure(const StrokeStep& step, const std::vector<glm::vec3>& path, const session::SessionState& state,
                   const session::Context& context) {
    const auto hit = content::safety_zones_hit(context.catalog, context.atlas, path);
    const auto* mode = context.catalog.find_mode(state.mode);
    return content::safe_pressure(step, mode ? mode->pressure_cap : 3, hit);
}

} // namespace

std::vector<LaidStroke> lay_strokes(const StrokeStep& step, const session::SessionState& state, const session::Context& context,
                                    ComposeCache& cache) {
    const auto* technique = context.catalog.find_technique(step.technique);
    if (!technique) return {};
    const auto curve = shown_curve(state);
    const auto sides = content::sides_of(step.side, state.symptomatic, curve);
    std::string key = step.id;
    for (auto side : sides) key += fmt::format("/{}", anatomy::side_name(side));
    if (const auto main = content::main_segment(curve))
        key += fmt::format("/{}-{}-{}", main->upper.value, main->apex.value, main->lower.value);
    key += "/" + state.mode;
    auto [at, fresh] = cache.laid.try_emplace(key);
    if (!fresh) return at->second;
    for (auto side : sides)
        for (const auto& path : step.paths) {
            StripRequest request;
            request.path_mm = points_of(path, side, curve, context.atlas);
            if (request.path_mm.empty()) continue;
            request.targets = targets_of(step, side, curve, context.atlas);
            request.half_width_mm = half_width_mm(*technique);
            const int pressure = drawn_pressure(step, request.path_mm, state, context);
            if (pressure <= 0) continue; // forbidden here
            if (auto strip = lay_strip(request, cache))
                at->second.push_back({std::move(*strip), side, pressure, worked_layer(request.targets, context.atlas)});
        }
    return at->second;
}

std::vector<StrokePath> stroke_paths(const StrokeStep& step, const session::SessionState& state, const session::Context& context,
                                     ComposeCache& cache) {
    std::vector<StrokePath> out;
    const auto* technique = context.catalog.find_technique(step.technique);
    const auto palette = shown_palette(state, context);
    for (const auto& stroke : lay_strokes(step, state, context, cache)) {
        StrokePath path;
        path.step_id = step.id;
        path.technique = step.technique;
        path.target = stroke.strip.target;
        path.side = stroke.side;
        path.pressure = stroke.pressure;
        path.pace = step.pace;
        path.pace_unit = unit_name(technique->pace_unit);
        path.direction = joined(step.directions);
        for (const auto& sample : PosedStrip(stroke.strip, palette).middle_line()) {
            path.points_mm.push_back(sample.position_mm);
            path.normals.push_back(sample.normal);
        }
        out.push_back(std::move(path));
    }
    return out;
}

} // namespace dorsum::scene
