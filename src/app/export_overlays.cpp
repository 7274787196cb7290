// What overlays.json says of the body: its spine, its nerves, its disc, and what each structure is.
#include "app/export_overlays.h"

#include "geometry/skinning.h"
#include "scene/curve_report.h"
#include "scene/disc_bulge.h"

#include <algorithm>

namespace dorsum::app {

Json triple_json(glm::vec3 v) { return {v.x, v.y, v.z}; }

Json triples_json(std::span<const glm::vec3> points) {
    Json out = Json::array();
    for (const auto& p : points) out.push_back(triple_json(p));
    return out;
}

namespace {

// What the nodes of atlas.glb are: a path lies on muscles, fasciae and bones of its layer or deeper.
Json structures_json(const anatomy::Atlas& atlas) {
    Json out = Json::array();
    for (const auto& structure : atlas.structures) {
        const auto& terms = structure.terms;
        out.push_back({{"id", terms.id}, {"tissue", anatomy::tissue_name(terms.tissue)}, {"layer", anatomy::layer_name(terms.layer)}, {"side", anatomy::side_name(terms.side)}});
    }
    return out;
}

// Nerve paths, posed; a frame carried along them gives the normals.
Json nerves_json(const anatomy::Atlas& atlas, std::span<const glm::mat4> palette) {
    Json out = Json::array();
    for (const auto& line : atlas.centre_lines) {
        std::vector<glm::vec3> points, normals;
        for (std::size_t i = 0; i < line.points_mm.size(); ++i)
            points.push_back(geometry::skin_point(line.points_mm[i], line.skin[i], palette));
        if (points.size() < 2) continue;
        for (const auto& frame : geometry::frames_along(points, {0, 0, -1})) normals.push_back(frame[1]);
        out.push_back({{"id", line.structure_id}, {"points_mm", triples_json(points)}, {"normals", triples_json(normals)}});
    }
    return out;
}

Json vertebra_frames_json(const scene::SpineMeasure& measure, const anatomy::SpineRest& rest) {
    Json out = Json::array();
    for (std::size_t i = 0; i < anatomy::k_level_count; ++i) {
        const auto& frame = measure.frames[i];
        out.push_back({{"level", anatomy::level_name(anatomy::Level(i))},
                       {"position_mm", triple_json(frame.centre_mm)},
                       {"rotation", {triple_json(frame.axes[0]), triple_json(frame.axes[1]), triple_json(frame.axes[2])}},
                       {"known", static_cast<bool>(rest.known[i])}});
    }
    return out;
}

// What was asked for, and what is found on the end plates of the drawn vertebrae.
Json curves_json(const scene::SpineMeasure& measure, const anatomy::SpineCurve& curve) {
    Json out = Json::array();
    for (std::size_t i = 0; i < curve.segments.size(); ++i) {
        const auto& segment = curve.segments[i];
        const auto& found = measure.curves[i];
        out.push_back({{"upper", anatomy::level_name(found.upper)},
                       {"apex", anatomy::level_name(found.apex)},
                       {"lower", anatomy::level_name(found.lower)},
                       {"neutral", anatomy::level_name(found.neutral)},
                       {"convex", anatomy::side_name(found.convex)},
                       {"asked", {{"upper", anatomy::level_name(segment.upper)},
                                  {"apex", anatomy::level_name(segment.apex)},
                                  {"lower", anatomy::level_name(segment.lower)}}},
                       {"asked_deg", segment.cobb_deg},
                       {"cobb_deg", measure.cobb_deg[i]}});
    }
    return out;
}

Json plate_json(const anatomy::EndPlate& plate) { return {{"centre_mm", triple_json(plate.centre_mm)}, {"normal", triple_json(plate.normal)}}; }

Json end_plates_json(const scene::SpineMeasure& measure) {
    Json out = Json::object();
    for (std::size_t i = anatomy::level_c(3).value; i < anatomy::k_level_count; ++i) {
        const anatomy::Level level(i);
        auto& row = out[anatomy::level_name(level)];
        row["upper"] = plate_json(anatomy::plate_of(measure.body, measure.frames[i], level, true));
        if (level != anatomy::level_s1()) row["lower"] = plate_json(anatomy::plate_of(measure.body, measure.frames[i], level, false));
    }
    return out;
}

Json body_json(const session::SessionState& state, const session::Context& context) {
    const auto report = scene::curve_report(state, context);
    Json fibres = Json::object(), along = Json::object();
    for (const auto& change : report.fibres) {
        const auto& id = context.atlas.at(change.structure).terms.id;
        fibres[id] = change.percent;
        along[id] = {{"low_mm", change.low_mm}, {"high_mm", change.high_mm}, {"percent", change.along}};
    }
    return {{"forward_bend", state.forward_bend},
            {"breath", session::breath_of(state, context)},
            {"spine_length_mm", report.length_mm},
            {"spine_length_straight_mm", report.rest_length_mm},
            {"rib_hump", {{"level", anatomy::level_name(report.hump.level)},
                          {"side", anatomy::side_name(report.hump.side)},
                          {"height_mm", report.hump.height_mm},
                          {"angle_deg", report.hump.angle_deg}}},
            {"fibre_length_percent", {{"convex", report.convex_percent}, {"concave", report.concave_percent}, {"muscles", fibres}, {"along", along}}}};
}

// The disc, the nerves that are near what stands out of it, and the ones that the table names.
Json disc_json(const session::SessionState& state, const session::Context& context, const scene::Frame& frame) {
    const auto disc = scene::shown_disc(state);
    if (disc.stage == "none") return nullptr;
    Json found = Json::array();
    std::vector<glm::vec3> matter;
    const auto& model = context.catalog.disc_model;
    const auto parts = scene::disc_parts(context.atlas, disc, model);
    if (parts) {
        for (const auto& contact : scene::roots_found(context.atlas, disc, model, *parts, frame.palette))
            found.push_back({{"id", contact.structure_id}, {"distance_mm", contact.distance_mm}, {"touches", contact.touches}, {"in_sac", contact.in_sac}});
        for (std::size_t i = 0; i < parts->matter.positions.size(); ++i)
            matter.push_back(geometry::skin_point(parts->matter.positions[i], parts->matter.skin[i], frame.palette));
    }
    return {{"id", anatomy::disc_id(disc.upper)},
            {"side", disc.side == anatomy::Side::none ? "central" : anatomy::side_name(disc.side)},
            {"zone", disc.zone},
            {"stage", disc.stage},
            {"shrink", disc.shrink},
            {"reach_mm", parts ? parts->furthest_mm : 0.0f},
            {"matter_mm", triples_json(matter)},
            {"roots_found", found},
            {"roots_table", content::roots_met(context.catalog, disc.upper, disc.side, disc.zone)}};
}

} // namespace

std::string overlays_text(const session::SessionState& state, const session::Context& context, scene::ComposeCache& cache, const scene::Frame& frame) {
    const auto measure = scene::measure_spine(state, context.atlas, context.catalog.body_model);
    const auto most = std::max_element(measure.cobb_deg.begin(), measure.cobb_deg.end());
    const Json out{{"format", k_overlays_format},
                   {"frame", "mm; x to the patient's left, y up, z to the front; atlas.glb: the same in metres"},
                   {"person", {{"body", state.body}, {"stature_mm", state.stature_mm}}},
                   {"mode", state.mode},
                   {"condition", state.condition},
                   {"structures", structures_json(context.atlas)},
                   {"strokes", strokes_json(state, context, cache)},
                   {"refused", refused_json(state, context, cache)},
                   {"zones", zones_json(state, context, cache)},
                   {"nerves", nerves_json(context.atlas, frame.palette)},
                   {"vertebra_frames", vertebra_frames_json(measure, context.atlas.spine)},
                   {"cobb_deg", most == measure.cobb_deg.end() ? 0.0f : *most},
                   {"curves", curves_json(measure, scene::shown_curve(state))},
                   {"end_plates", end_plates_json(measure)},
                   {"body", body_json(state, context)},
                   {"sciatic_variant", state.sciatic_variant},
                   {"disc", disc_json(state, context, frame)}};
    return out.dump(1);
}

} // namespace dorsum::app
