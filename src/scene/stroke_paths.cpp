// What may be drawn of a step's paths in this pose, how strongly, and what export writes of them.
#include "scene/safety_check.h"
#include "scene/stroke_ways.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dorsum::scene {

namespace {

using anatomy::Side;
using content::StrokeStep;

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

std::vector<Side> sides_now(const StrokeStep& step, const session::SessionState& state) {
    return content::sides_of(step.side, state.symptomatic, shown_curve(state));
}

// What bears on the body: the middle of the way and the rims of the hand.
std::vector<const content::SafetyZone*> zones_met(const LaidStroke& stroke, const content::Technique& technique, std::span<const PosedZone> zones,
                                                  std::span<const glm::mat4> palette) {
    const PosedStrip strip(stroke.strip, palette);
    constexpr float k_step_mm = 2.5f; // finer than the rows, which bend apart on the long side of a curve
    std::vector<glm::vec3> footprint;
    for (float along = 0; along <= strip.length_mm(); along += k_step_mm) {
        for (const float across : {-technique.bearing_mm(), 0.0f, technique.bearing_mm()}) footprint.push_back(strip.at(along, across, 0).position_mm);
    }
    std::vector<const content::SafetyZone*> met;
    for (const auto& zone : zones)
        if (std::any_of(footprint.begin(), footprint.end(), [&](glm::vec3 p) { return zone.holds(p); })) met.push_back(zone.zone);
    return met;
}

int mode_cap(const session::SessionState& state, const session::Context& context) {
    const auto* mode = context.catalog.find_mode(state.mode);
    return mode ? mode->pressure_cap : 3;
}

// How strongly a stroke may be pressed. What one side of the body may not have, the other does not get: zones and ways differ a
// little from left to right, as bodies do, and a plan that did so would look like a mistake.
class Judge {
public:
    Judge(const StrokeStep& step, const session::SessionState& state, const session::Context& context, ComposeCache& cache)
        : step_(step), state_(state), context_(context), cache_(cache), technique_(context.catalog.find_technique(step.technique)),
          palette_(shown_palette(state, context)), zones_(posed_zones(state, context, cache, palette_)) {}

    struct Verdict {
        int pressure = 0;
        std::string zone; // that forbids it
        Refusal reason = Refusal::zone;
    };
    Verdict of(const LaidStroke& stroke) const {
        auto verdict = of_one(stroke);
        if (stroke.side == Side::none) return verdict;
        for (const auto& twin : laid_on(step_, anatomy::opposite(stroke.side), state_, context_, cache_).strokes)
            if (twin.path == stroke.path)
                if (auto other = of_one(twin); other.pressure < verdict.pressure) verdict = std::move(other);
        return verdict;
    }
    std::vector<const content::SafetyZone*> zones_of(const LaidStroke& stroke) const { return zones_met(stroke, *technique_, zones_, palette_); }

private:
    Verdict of_one(const LaidStroke& stroke) const {
        if (runs_astray(stroke)) return {0, {}, Refusal::bent};
        const auto met = zones_of(stroke);
        Verdict verdict{content::safe_pressure(step_, mode_cap(state_, context_), met), {}};
        for (const auto* zone : met)
            if (verdict.zone.empty() && content::safe_pressure(step_, mode_cap(state_, context_), std::array{zone}) <= 0) verdict.zone = zone->id;
        return verdict;
    }
    // Where the rib comes down onto the hip bone, what should run footwards runs across.
    bool runs_astray(const LaidStroke& stroke) const {
        if (technique_->pace_unit != content::PaceUnit::cm_per_s) return false;
        const PosedStrip strip(stroke.strip, palette_);
        const float rise = strip.at(strip.length_mm(), 0, 0).position_mm.y - strip.at(0, 0, 0).position_mm.y;
        const auto says = [&](const char* way) { return std::find(step_.directions.begin(), step_.directions.end(), way) != step_.directions.end(); };
        const float least_mm = context_.catalog.stroke_rules.keep.rise_mm;
        return (says("cephalad") && rise < least_mm) || (says("caudad") && rise > -least_mm);
    }
    const StrokeStep& step_;
    const session::SessionState& state_;
    const session::Context& context_;
    ComposeCache& cache_;
    const content::Technique* technique_; // laid strokes have one
    std::vector<glm::mat4> palette_;
    std::vector<PosedZone> zones_;
};

// At every row: how far the nearest target lies, and how the hands' own way runs to the fibres of what is worked on there. Measured at
// rest: fibres and path are moved by the same joints.
void add_fibre_angles(StrokePath& path, const LaidStroke& stroke, const StrokeStep& step, const content::Technique& technique,
                      const session::SessionState& state, const session::Context& context, ComposeCache& cache) {
    const auto targets = targets_of(step, stroke.side, shown_curve(state), context.atlas);
    const Work work{targets, technique.fibre, context.catalog.stroke_rules, cache};
    const bool along_bone = std::find(step.along_bone.begin(), step.along_bone.end(), stroke.path) != step.along_bone.end();
    path.fibre_rule = along_bone ? content::FibreRule::any : technique.fibre;
    for (std::size_t r = 0; r < stroke.strip.rows(); ++r) {
        const auto row = frame_of_row(stroke.strip, r);
        const float turn = stroke.strip.cross_turn_rad.empty() ? 0 : stroke.strip.cross_turn_rad[r];
        const auto way = technique.fibre == content::FibreRule::across ? std::cos(turn) * row.across - std::sin(turn) * row.along : row.along;
        float distance = 1e9f;
        for (auto target : targets)
            if (const auto near = cache.surface(target).tree.nearest(row.at, distance)) distance = near->distance_mm;
        const auto fibre = fibre_near(row, way, work);
        const auto aside = way_to_targets_mm(row, work);
        path.beside_mm.push_back(aside ? glm::length(*aside) : -1);
        path.target_mm.push_back(distance < 1e8f ? distance : -1);
        path.fibre_deg.push_back(fibre ? glm::degrees(std::acos(std::clamp(std::abs(glm::dot(*fibre, way)), 0.0f, 1.0f))) : -1);
        path.fibre_bound.push_back(fibre && path.fibre_rule != content::FibreRule::any && !(path.fibre_rule == content::FibreRule::along && turns_at(stroke.strip, r, work.rules.keep)));
    }
}

} // namespace

std::vector<LaidStroke> lay_strokes(const StrokeStep& step, const session::SessionState& state, const session::Context& context,
                                    ComposeCache& cache) {
    std::vector<LaidStroke> out;
    const Judge judge(step, state, context, cache);
    for (const auto side : sides_now(step, state))
        for (const auto& stroke : laid_on(step, side, state, context, cache).strokes) {
            const auto verdict = judge.of(stroke);
            if (verdict.pressure <= 0) continue; // not here
            out.push_back(stroke);
            out.back().pressure = verdict.pressure;
        }
    return out;
}

std::vector<RefusedStroke> refused_strokes(const StrokeStep& step, const session::SessionState& state, const session::Context& context,
                                           ComposeCache& cache) {
    std::vector<RefusedStroke> out;
    const Judge judge(step, state, context, cache);
    for (const auto side : sides_now(step, state)) {
        const auto& laid = laid_on(step, side, state, context, cache);
        for (auto refused : laid.refused) refused.step_id = step.id, out.push_back(std::move(refused)); // two steps may be laid as one
        for (const auto& stroke : laid.strokes)
            if (const auto verdict = judge.of(stroke); verdict.pressure <= 0) out.push_back({step.id, side, verdict.zone, verdict.reason, stroke.path});
    }
    return out;
}

std::vector<StrokePath> stroke_paths(const StrokeStep& step, const session::SessionState& state, const session::Context& context,
                                     ComposeCache& cache) {
    std::vector<StrokePath> out;
    const auto* technique = context.catalog.find_technique(step.technique);
    const auto palette = shown_palette(state, context);
    const Judge judge(step, state, context, cache);
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
        for (const auto* zone : judge.zones_of(stroke)) path.zones.push_back(zone->id);
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
