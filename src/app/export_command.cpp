// dorsum export: the body as drawn (atlas.glb) and what is drawn on it (overlays.json).
#include "app/commands.h"

#include "app/fine_meshes.h"
#include "app/start_state.h"
#include "bake/glb_writer.h"
#include "core/files.h"
#include "geometry/skinning.h"
#include "scene/compose.h"
#include "scene/curve_report.h"
#include "scene/disc_bulge.h"
#include "scene/safety_check.h"
#include "session/plan_player.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dorsum::app {

namespace {

using Json = nlohmann::ordered_json;

Json triple(glm::vec3 v) { return {v.x, v.y, v.z}; }

Json triples(const std::vector<glm::vec3>& points) {
    Json out = Json::array();
    for (const auto& p : points) out.push_back(triple(p));
    return out;
}

std::string rule_name(content::FibreRule rule) {
    return rule == content::FibreRule::along ? "along" : rule == content::FibreRule::across ? "across" : "any";
}

// Protected zones as closed solids, posed: a point inside one has entered it.
Json zones_json(const session::SessionState& state, const session::Context& context, std::span<const glm::mat4> palette) {
    Json out = Json::array();
    const auto cache = scene::make_compose_cache(context.atlas);
    for (const auto& zone : scene::posed_zones(state, context, *cache, palette)) {
        const auto solid = scene::zone_solid(zone);
        out.push_back({{"id", zone.zone->id},
                       {"pressure_cap", zone.zone->pressure_cap},
                       {"forbidden_techniques", zone.zone->forbidden_techniques},
                       {"points_mm", triples(solid.positions)},
                       {"triangles", solid.indices}});
    }
    return out;
}

Json strokes_json(const session::SessionState& state, const session::Context& context) {
    Json out = Json::array();
    const auto* condition = context.catalog.find_condition(state.condition);
    if (!condition || session::plan_block(state, context) != session::PlanBlock::none) return out;
    const auto cache = scene::make_compose_cache(context.atlas);
    for (const auto& step : condition->plan.steps) {
        int n = 0;
        for (const auto& path : scene::stroke_paths(step, state, context, *cache))
            out.push_back({{"id", fmt::format("stroke.{}.{}", step.id, n++)},
                           {"step", step.id},
                           {"technique", path.technique},
                           {"target", path.target},
                           {"side", anatomy::side_name(path.side)},
                           {"pressure", path.pressure},
                           {"pace", path.pace},
                           {"pace_unit", path.pace_unit},
                           {"direction", path.direction},
                           {"points_mm", triples(path.points_mm)},
                           {"normals", triples(path.normals)},
                           {"fibre_rule", rule_name(path.fibre_rule)},
                           {"fibre_bound", std::vector<int>(path.fibre_bound.begin(), path.fibre_bound.end())},
                           {"beside_mm", path.beside_mm},
                           {"fibre_deg", path.fibre_deg},
                           {"target_mm", path.target_mm},
                           {"zones", path.zones}});
    }
    return out;
}

std::string_view reason_name(scene::Refusal reason) {
    switch (reason) {
    case scene::Refusal::zone: return "zone";
    case scene::Refusal::surface: return "surface";
    case scene::Refusal::reach: return "reach";
    case scene::Refusal::landmarks: return "landmarks";
    case scene::Refusal::bent: return "bent";
    }
    return {};
}

// Paths of the plan that are not drawn, and why: mostly because a protected zone forbids them there.
Json refused_json(const session::SessionState& state, const session::Context& context) {
    Json out = Json::array();
    const auto* condition = context.catalog.find_condition(state.condition);
    if (!condition || session::plan_block(state, context) != session::PlanBlock::none) return out;
    const auto cache = scene::make_compose_cache(context.atlas);
    for (const auto& step : condition->plan.steps)
        for (const auto& refused : scene::refused_strokes(step, state, context, *cache))
            out.push_back({{"step", refused.step_id}, {"side", anatomy::side_name(refused.side)}, {"zone", refused.zone}, {"reason", reason_name(refused.reason)}});
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
        out.push_back({{"id", line.structure_id}, {"points_mm", triples(points)}, {"normals", triples(normals)}});
    }
    return out;
}

Json vertebra_frames_json(const scene::SpineMeasure& measure, const anatomy::SpineRest& rest) {
    Json out = Json::array();
    for (std::size_t i = 0; i < anatomy::k_level_count; ++i) {
        const auto& frame = measure.frames[i];
        out.push_back({{"level", anatomy::level_name(anatomy::Level(i))},
                       {"position_mm", triple(frame.centre_mm)},
                       {"rotation", {triple(frame.axes[0]), triple(frame.axes[1]), triple(frame.axes[2])}},
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

Json plate_json(const anatomy::EndPlate& plate) { return {{"centre_mm", triple(plate.centre_mm)}, {"normal", triple(plate.normal)}}; }

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
    Json fibres = Json::object();
    for (const auto& change : report.fibres) fibres[context.atlas.at(change.structure).terms.id] = change.percent;
    return {{"forward_bend", state.forward_bend},
            {"breath", session::breath_of(state, context)},
            {"spine_length_mm", report.length_mm},
            {"spine_length_straight_mm", report.rest_length_mm},
            {"rib_hump", {{"level", anatomy::level_name(report.hump.level)},
                          {"side", anatomy::side_name(report.hump.side)},
                          {"height_mm", report.hump.height_mm},
                          {"angle_deg", report.hump.angle_deg}}},
            {"fibre_length_percent", {{"convex", report.convex_percent}, {"concave", report.concave_percent}, {"muscles", fibres}}}};
}

// The disc, the nerves that are near what stands out of it, and the ones that the table names.
Json disc_json(const session::SessionState& state, const session::Context& context) {
    const auto disc = scene::shown_disc(state);
    if (disc.stage == "none") return nullptr;
    Json found = Json::array();
    const auto& model = context.catalog.disc_model;
    const auto parts = scene::disc_parts(context.atlas, disc, model);
    if (parts)
        for (const auto& contact : scene::roots_found(context.atlas, disc, model, *parts, scene::shown_palette(state, context)))
            found.push_back({{"id", contact.structure_id}, {"distance_mm", contact.distance_mm}, {"touches", contact.touches}, {"in_sac", contact.in_sac}});
    return {{"id", anatomy::disc_id(disc.upper)},
            {"side", disc.side == anatomy::Side::none ? "central" : anatomy::side_name(disc.side)},
            {"zone", disc.zone},
            {"stage", disc.stage},
            {"shrink", disc.shrink},
            {"reach_mm", parts ? parts->furthest_mm : 0.0f},
            {"roots_found", found},
            {"roots_table", content::roots_met(context.catalog, disc.upper, disc.side, disc.zone)}};
}

std::string overlays_text(const session::SessionState& state, const session::Context& context) {
    const auto curve = scene::shown_curve(state);
    const auto palette = scene::shown_palette(state, context);
    const auto measure = scene::measure_spine(state, context.atlas, context.catalog.body_model);
    const auto most = std::max_element(measure.cobb_deg.begin(), measure.cobb_deg.end());
    const Json out{{"format", "dorsum overlays 1"},
                   {"frame", "mm; x to the patient's left, y up, z to the front"},
                   {"condition", state.condition},
                   {"strokes", strokes_json(state, context)},
                   {"refused", refused_json(state, context)},
                   {"zones", zones_json(state, context, palette)},
                   {"nerves", nerves_json(context.atlas, palette)},
                   {"vertebra_frames", vertebra_frames_json(measure, context.atlas.spine)},
                   {"cobb_deg", most == measure.cobb_deg.end() ? 0.0f : *most},
                   {"curves", curves_json(measure, curve)},
                   {"end_plates", end_plates_json(measure)},
                   {"body", body_json(state, context)},
                   {"sciatic_variant", state.sciatic_variant},
                   {"disc", disc_json(state, context)}};
    return out.dump(1);
}

} // namespace

core::Status export_scene(const session::SessionState& state, const Workspace& workspace, const std::filesystem::path& folder) {
    const auto context = workspace.context();
    const auto& atlas = workspace.atlas;
    const auto cache = make_cache(workspace);
    const auto frame = scene::compose({state, context, state.camera, 1, {}, 0, {}, 0}, *cache);
    std::vector<geometry::Mesh> meshes;
    meshes.reserve(atlas.structures.size());
    std::vector<bake::GlbPart> parts;
    for (std::size_t i = 0; i < atlas.structures.size(); ++i) {
        const auto& structure = atlas.structures[i];
        std::optional<geometry::Mesh> read;
        const auto* mesh = &finest_mesh(workspace, *cache, anatomy::StructureIndex(i), read);
        for (const auto& instead : frame.overrides)
            if (instead.structure == anatomy::StructureIndex(i)) mesh = instead.mesh.get();
        meshes.push_back(geometry::skinned(*mesh, frame.palette));
        meshes.back().skin.clear(); // posed already
        parts.push_back({structure.terms.id, &meshes.back()});
    }
    std::error_code ec;
    std::filesystem::create_directories(folder, ec);
    if (auto written = bake::write_glb(folder / "atlas.glb", parts, {}); !written) return written;
    const auto captions = session::plan_captions(state, context);
    if (!captions.empty())
        if (auto written = core::write_file_atomically(folder / "captions.vtt", session::webvtt(captions)); !written) return written;
    return core::write_file_atomically(folder / "overlays.json", overlays_text(state, context));
}

int run_export(const Options& options) {
    auto workspace = open_workspace(options, {0, 1, 2});
    if (!workspace) return fail(workspace.error());
    auto history = start_session(options, **workspace);
    print((*workspace)->diagnostics);
    if (!history) return fail(history.error());
    if (auto done = export_scene(history->state(), **workspace, options.out); !done) return fail(done.error());
    fmt::print("{}\n{}\n", (options.out / "atlas.glb").string(), (options.out / "overlays.json").string());
    return 0;
}

} // namespace dorsum::app
