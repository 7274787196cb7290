// Strokes in overlays.json: where they run, what they are meant for, and which ones are refused.
#include "app/export_overlays.h"

#include "scene/safety_check.h"
#include "scene/stroke_record.h"
#include "session/plan_player.h"

#include <fmt/format.h>

namespace dorsum::app {

namespace {

struct Source {
    std::string name; // plan | technique
    content::StrokeStep step;
};

// What may be shown now: all steps of the open plan, and the library's stroke.
std::vector<Source> sources_of(const session::SessionState& state, const session::Context& context) {
    std::vector<Source> out;
    if (session::plan_block(state, context) == session::PlanBlock::none)
        for (const auto& step : session::plan_steps(state, context)) out.push_back({"plan", step});
    if (auto step = session::technique_step(state, context)) out.push_back({"technique", std::move(*step)});
    return out;
}

std::string_view rule_name(content::FibreRule rule) {
    switch (rule) {
    case content::FibreRule::along: return "along";
    case content::FibreRule::across: return "across";
    case content::FibreRule::any: return "any";
    }
    return {};
}

Json places_json(std::span<const scene::NamedPlace> places) {
    Json out = Json::array();
    for (const auto& place : places) out.push_back({{"place", place.expression}, {"position_mm", triple_json(place.position_mm)}});
    return out;
}

Json stroke_json(const Source& source, const scene::StrokeRecord& record, const content::Technique& technique, std::size_t count) {
    const auto& path = record.path;
    return {{"id", fmt::format("stroke.{}.{}", source.step.id, count)},
            {"source", source.name},
            {"step", source.step.id},
            {"path", record.number},
            {"technique", path.technique},
            {"side", anatomy::side_name(path.side)},
            {"target", path.target},
            {"targets", record.targets},
            {"surface", record.on_skin ? "skin" : "body"},
            {"worked_from", anatomy::layer_name(record.worked_from)},
            {"places", places_json(record.places)},
            {"pressure", path.pressure},
            {"pressure_planned", source.step.pressure_max},
            {"pace", path.pace},
            {"pace_unit", path.pace_unit},
            {"repeats", source.step.repeats},
            {"direction", path.direction},
            {"points_mm", triples_json(path.points_mm)},
            {"normals", triples_json(path.normals)},
            {"way", triples_json(record.way)},
            {"rims_mm", {triples_json(record.rims_mm[0]), triples_json(record.rims_mm[1])}},
            {"bearing_half_width_mm", technique.bearing_mm()},
            {"fibre_rule", rule_name(path.fibre_rule)},
            {"fibre_bound", std::vector<int>(path.fibre_bound.begin(), path.fibre_bound.end())},
            {"beside_mm", path.beside_mm},
            {"fibre_deg", path.fibre_deg},
            {"target_mm", path.target_mm},
            {"zones", path.zones}};
}

} // namespace

Json strokes_json(const session::SessionState& state, const session::Context& context, scene::ComposeCache& cache) {
    Json out = Json::array();
    for (const auto& source : sources_of(state, context)) {
        std::size_t count = 0;
        for (const auto& record : scene::stroke_records(source.step, state, context, cache))
            out.push_back(stroke_json(source, record, *context.catalog.find_technique(source.step.technique), count++));
    }
    return out;
}

Json refused_json(const session::SessionState& state, const session::Context& context, scene::ComposeCache& cache) {
    Json out = Json::array();
    const auto palette = scene::shown_palette(state, context);
    for (const auto& source : sources_of(state, context))
        for (const auto& refused : scene::refused_strokes(source.step, state, context, cache))
            out.push_back({{"source", source.name},
                           {"step", refused.step_id},
                           {"path", refused.path},
                           {"technique", source.step.technique},
                           {"side", anatomy::side_name(refused.side)},
                           {"places", places_json(scene::named_places(source.step.paths[refused.path], refused.side, state, context, palette))},
                           {"reason", session::reason_name(refused.reason)},
                           {"zone", refused.zone},
                           {"words", session::refusal_words({refused}, state, context).front()}});
    return out;
}

Json zones_json(const session::SessionState& state, const session::Context& context, scene::ComposeCache& cache) {
    Json out = Json::array();
    for (const auto& zone : scene::posed_zones(state, context, cache, scene::shown_palette(state, context))) {
        const auto solid = scene::zone_solid(zone);
        out.push_back({{"id", zone.zone->id},
                       {"pressure_cap", zone.zone->pressure_cap},
                       {"static_press", zone.zone->static_press},
                       {"forbidden_techniques", zone.zone->forbidden_techniques},
                       {"points_mm", triples_json(solid.positions)},
                       {"triangles", solid.indices}});
    }
    return out;
}

} // namespace dorsum::app
