// From a step of a stroke plan to strips on the body and to the paths that export writes.
#include "scene/strokes.h"

#include "scene/lay_strip.h"
#include "scene/safety_check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::scene {

namespace {

using anatomy::Side;
using content::StrokeStep;

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

struct RowFrame {
    glm::vec3 at, along, across, normal;
};
RowFrame frame_of_row(const SurfaceStrip& strip, std::size_t r) {
    const auto point = [&](std::size_t row) -> const StripPoint& { return strip.points[row * k_strip_columns + k_strip_columns / 2]; };
    RowFrame frame{point(r).position_mm, point(std::min(r + 1, strip.rows() - 1)).position_mm - point(r ? r - 1 : 0).position_mm, {}, point(r).normal};
    frame.along = glm::normalize(frame.along - glm::dot(frame.along, frame.normal) * frame.normal);
    frame.across = glm::normalize(glm::cross(frame.along, frame.normal));
    return frame;
}

// The fibres of the targets that a hand reaches there, in the surface: those of the target that the way suits best, where several
// lie over one another.
std::optional<glm::vec3> fibre_near(const RowFrame& row, glm::vec3 way, std::span<const anatomy::StructureIndex> targets,
                                    content::FibreRule rule, ComposeCache& cache) {
    constexpr float reach_mm = 30;
    std::optional<glm::vec3> best;
    float best_fit = -1;
    for (auto target : targets) {
        const auto& surface = cache.surface(target);
        if (surface.mesh->fibres.empty()) continue;
        const auto near = surface.tree.nearest(row.at, reach_mm);
        if (!near) continue;
        glm::vec3 fibre(0);
        for (int k = 0; k < 3; ++k) fibre += near->barycentric[k] * surface.mesh->fibres[surface.mesh->indices[3 * near->triangle + static_cast<std::uint32_t>(k)]];
        fibre -= glm::dot(fibre, row.normal) * row.normal;
        if (glm::length(fibre) < 0.3f) continue;
        fibre = glm::normalize(fibre);
        const float along = std::abs(glm::dot(fibre, way)), fit = rule == content::FibreRule::across ? 1 - along : along;
        if (fit > best_fit) best_fit = fit, best = fibre;
    }
    return best;
}

// Hands that work across the fibres turn with them from row to row.
void add_cross_turns(SurfaceStrip& strip, std::span<const anatomy::StructureIndex> targets, ComposeCache& cache) {
    for (std::size_t r = 0; r < strip.rows(); ++r) {
        const auto row = frame_of_row(strip, r);
        const auto fibre = fibre_near(row, row.across, targets, content::FibreRule::across, cache);
        float along = fibre ? glm::dot(*fibre, row.along) : 1, across = fibre ? glm::dot(*fibre, row.across) : 0;
        if (along < 0) along = -along, across = -across;
        strip.cross_turn_rad.push_back(std::atan2(across, along));
    }
    // Fibres are lines without a sense: twice the angle is what can be averaged.
    for (int pass = 0; pass < 3; ++pass) {
        const auto before = strip.cross_turn_rad;
        const auto twice = [&](std::size_t r) { return glm::vec2(std::cos(2 * before[r]), std::sin(2 * before[r])); };
        for (std::size_t r = 0; r < before.size(); ++r) {
            const auto sum = 2.0f * twice(r) + twice(r ? r - 1 : 0) + twice(std::min(r + 1, before.size() - 1));
            if (glm::length(sum) > 1e-3f) strip.cross_turn_rad[r] = 0.5f * std::atan2(sum.y, sum.x);
        }
    }
}

// Laid once for these sides and levels; what may be drawn of it is looked at anew for every pose.
const std::vector<LaidStroke>& laid_anyhow(const StrokeStep& step, const session::SessionState& state, const session::Context& context,
                                           ComposeCache& cache) {
    const auto* technique = context.catalog.find_technique(step.technique);
    const auto curve = shown_curve(state);
    const auto sides = content::sides_of(step.side, state.symptomatic, curve);
    std::string key = step.id + "/" + step.technique;
    for (auto side : sides) key += fmt::format("/{}", anatomy::side_name(side));
    if (const auto main = content::main_segment(curve))
        key += fmt::format("/{}-{}-{}", main->upper.value, main->apex.value, main->lower.value);
    const bool on_skin = state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::skin)] > 0.01f;
    if (on_skin) key += "/skin";
    auto [at, fresh] = cache.laid.try_emplace(key);
    if (!fresh || !technique) return at->second;
    for (auto side : sides)
        for (const auto& path : step.paths) {
            StripRequest request;
            request.path_mm = points_of(path, side, curve, context.atlas);
            if (request.path_mm.empty()) continue;
            request.targets = targets_of(step, side, curve, context.atlas);
            request.half_width_mm = technique->half_width_mm;
            request.on_skin = on_skin;
            auto strip = lay_strip(request, cache);
            if (!strip) continue;
            if (technique->fibre == content::FibreRule::across) add_cross_turns(*strip, request.targets, cache);
            auto ground = lay_ground(request, *strip, cache);
            at->second.push_back({std::move(*strip), std::move(ground), side, step.pressure_max, worked_layer(request.targets, context.atlas)});
        }
    return at->second;
}

std::vector<const content::SafetyZone*> zones_met(const LaidStroke& stroke, std::span<const PosedZone> zones, std::span<const glm::mat4> palette) {
    std::vector<const content::SafetyZone*> met;
    const auto line = PosedStrip(stroke.strip, palette).middle_line();
    for (const auto& zone : zones)
        if (std::any_of(line.begin(), line.end(), [&](const auto& sample) { return zone.holds(sample.position_mm); })) met.push_back(zone.zone);
    return met;
}

int mode_cap(const session::SessionState& state, const session::Context& context) {
    const auto* mode = context.catalog.find_mode(state.mode);
    return mode ? mode->pressure_cap : 3;
}

// At every row: how far the nearest target lies, and how the hands' own way runs to the fibres of what is worked on there. Measured at
// rest: fibres and path are moved by the same joints.
void add_fibre_angles(StrokePath& path, const LaidStroke& stroke, const StrokeStep& step, const content::Technique& technique,
                      const session::SessionState& state, const session::Context& context, ComposeCache& cache) {
    const auto targets = targets_of(step, stroke.side, shown_curve(state), context.atlas);
    for (std::size_t r = 0; r < stroke.strip.rows(); ++r) {
        const auto row = frame_of_row(stroke.strip, r);
        const float turn = stroke.strip.cross_turn_rad.empty() ? 0 : stroke.strip.cross_turn_rad[r];
        const auto way = technique.fibre == content::FibreRule::across ? std::cos(turn) * row.across - std::sin(turn) * row.along : row.along;
        float distance = 1e9f;
        for (auto target : targets)
            if (const auto near = cache.surface(target).tree.nearest(row.at, distance)) distance = near->distance_mm;
        const auto fibre = fibre_near(row, way, targets, technique.fibre, cache);
        path.target_mm.push_back(distance < 1e8f ? distance : -1);
        path.fibre_deg.push_back(fibre ? glm::degrees(std::acos(std::clamp(std::abs(glm::dot(*fibre, way)), 0.0f, 1.0f))) : -1);
    }
}

} // namespace

std::vector<LaidStroke> lay_strokes(const StrokeStep& step, const session::SessionState& state, const session::Context& context,
                                    ComposeCache& cache) {
    std::vector<LaidStroke> out;
    const auto palette = shown_palette(state, context);
    const auto zones = posed_zones(state, context, cache, palette);
    for (const auto& stroke : laid_anyhow(step, state, context, cache)) {
        const int pressure = content::safe_pressure(step, mode_cap(state, context), zones_met(stroke, zones, palette));
        if (pressure <= 0) continue; // forbidden here
        out.push_back(stroke);
        out.back().pressure = pressure;
    }
    return out;
}

std::vector<RefusedStroke> refused_strokes(const StrokeStep& step, const session::SessionState& state, const session::Context& context,
                                           ComposeCache& cache) {
    std::vector<RefusedStroke> out;
    const auto palette = shown_palette(state, context);
    const auto zones = posed_zones(state, context, cache, palette);
    for (const auto& stroke : laid_anyhow(step, state, context, cache))
        for (const auto* zone : zones_met(stroke, zones, palette))
            if (content::safe_pressure(step, mode_cap(state, context), std::array{zone}) <= 0) {
                out.push_back({step.id, stroke.side, zone->id});
                break;
            }
    return out;
}

std::vector<StrokePath> stroke_paths(const StrokeStep& step, const session::SessionState& state, const session::Context& context,
                                     ComposeCache& cache) {
    std::vector<StrokePath> out;
    const auto* technique = context.catalog.find_technique(step.technique);
    const auto palette = shown_palette(state, context);
    const auto zones = posed_zones(state, context, cache, palette);
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
        for (const auto* zone : zones_met(stroke, zones, palette)) path.zones.push_back(zone->id);
        for (const auto& sample : PosedStrip(stroke.strip, palette).middle_line()) {
            path.points_mm.push_back(sample.position_mm);
            path.normals.push_back(sample.normal);
        }
        add_fibre_angles(path, stroke, step, *technique, state, context, cache);
        out.push_back(std::move(path));
    }
    return out;
}

} // namespace dorsum::scene
