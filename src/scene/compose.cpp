#include "scene/compose.h"

#include "scene/cobb_lines.h"
#include "scene/disc_bulge.h"
#include "scene/lay_strip.h"
#include "scene/own_stroke.h"
#include "scene/safety_overlay.h"
#include "scene/strokes.h"

#include "core/hash.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace dorsum::scene {

namespace {

using anatomy::Side;
using anatomy::StructureIndex;
using anatomy::Tissue;

constexpr float k_faded_opacity = 0.22f;
constexpr float k_covering_opacity = 0.16f; // what lies over the muscle that a stroke works on
constexpr float k_sheath_opacity = 0.3f;    // a sac shows what it holds
constexpr float k_context_dim = 0.55f;      // what a condition does not involve

Material material_of(Tissue tissue) { return static_cast<Material>(tissue); }
static_assert(static_cast<int>(Material::skin) == static_cast<int>(Tissue::skin));

bool in_group(const anatomy::Terms& terms, std::string_view group) {
    return std::find(terms.groups.begin(), terms.groups.end(), group) != terms.groups.end();
}

// What the open condition says about structures, resolved against this atlas.
struct Involvement {
    std::set<StructureIndex> involved, nerves;
    std::map<StructureIndex, std::uint32_t> zones;
};

void add_selected(std::set<StructureIndex>& to, const anatomy::Atlas& atlas, const std::string& selector) {
    if (const auto selection = anatomy::resolve(atlas, selector)) to.insert(selection->structures.begin(), selection->structures.end());
}

// A zone's ends on the surface of what it is painted on: landmarks are points of bones, some centimetres below a muscle's surface.
const std::vector<glm::vec3>& zone_points(const content::TensionZone& zone, Side side, const anatomy::SpineCurve& curve,
                                          std::span<const StructureIndex> structures, ComposeCache& cache) {
    auto key = fmt::format("{}/{}", content::expand(zone.selector, side, curve), anatomy::side_name(side));
    for (const auto& expression : zone.along) key += "/" + content::expand(expression, side, curve);
    auto [at, fresh] = cache.zone_points.try_emplace(key);
    if (fresh)
        for (const auto& expression : zone.along)
            if (const auto point = content::resolve_point(cache.atlas(), content::expand(expression, side, curve)))
                at->second.push_back(on_surface(point->position_mm, structures, cache));
    return at->second;
}

void add_zone(Frame& frame, Involvement& to, const content::TensionZone& zone, Side side, const anatomy::SpineCurve& curve,
              ComposeCache& cache) {
    if (frame.zone_count >= k_max_zones) return;
    const auto& atlas = cache.atlas();
    const auto selection = anatomy::resolve(atlas, content::expand(zone.selector, side, curve));
    if (!selection) return;
    std::vector<StructureIndex> structures;
    for (auto structure : selection->structures) {
        const auto its_side = atlas.at(structure).terms.side;
        if (side == Side::none || its_side == Side::none || its_side == side) structures.push_back(structure);
    }
    const auto& points = zone_points(zone, side, curve, structures, cache);
    if (points.empty() || structures.empty()) return;
    const auto bit = static_cast<std::uint32_t>(frame.zone_count);
    for (auto structure : structures) {
        to.zones[structure] |= 1u << bit;
        to.involved.insert(structure);
    }
    frame.zones[bit] = {points.front(), points.back(), zone.radius_mm, static_cast<float>(zone.grade)};
    ++frame.zone_count;
}

Involvement involve(Frame& frame, const content::Condition& condition, const session::SessionState& state,
                    const session::Context& context, ComposeCache& cache) {
    Involvement out;
    const auto curve = shown_curve(state);
    for (const auto& selector : condition.structures)
        add_selected(out.involved, context.atlas, content::expand(selector, state.symptomatic, curve));
    for (const auto& selector : condition.nerves)
        add_selected(out.nerves, context.atlas, content::expand(selector, state.symptomatic, curve));
    for (const auto& zone : condition.zones)
        for (Side side : content::sides_of(zone.side, state.symptomatic, curve))
            add_zone(frame, out, zone, side, curve, cache);
    const auto disc = shown_disc(state);
    if (disc.stage != "none") {
        add_selected(out.involved, context.atlas, anatomy::disc_id(disc.upper));
        if (disc.stage != "bulge") // a broad bulge need not touch any root
            for (const auto& root : content::roots_met(context.catalog, disc.upper, disc.side, disc.zone))
                add_selected(out.nerves, context.atlas, root);
    }
    out.involved.insert(out.nerves.begin(), out.nerves.end());
    return out;
}

bool is_muscle_layer(anatomy::Layer layer) {
    return layer == anatomy::Layer::skin || layer == anatomy::Layer::superficial || layer == anatomy::Layer::intermediate ||
           layer == anatomy::Layer::deep;
}

// The outermost layer that the strokes work on; what lies further out is drawn as a ghost.
std::optional<anatomy::Layer> outermost_worked(const std::vector<LaidStroke>& strokes) {
    std::optional<anatomy::Layer> layer;
    for (const auto& stroke : strokes)
        if (!layer || stroke.layer < *layer) layer = stroke.layer;
    return layer;
}

std::vector<DrawItem> compose_items(const ComposeInput& input, const Involvement& involvement, bool context_dimmed,
                                    std::optional<anatomy::Layer> worked) {
    const auto& state = input.state;
    std::vector<DrawItem> items;
    for (std::size_t i = 0; i < input.context.atlas.structures.size(); ++i) {
        const StructureIndex index(i);
        const auto& terms = input.context.atlas.structures[i].terms;
        const float layer = state.layer_opacity[static_cast<std::size_t>(terms.layer)];
        const bool isolated = state.isolated.count(terms.id) > 0;
        if (state.hidden.count(terms.id) || (!state.isolated.empty() && !isolated)) continue;
        if (!isolated && in_group(terms, "variants")) continue; // only in place of what it is a variant of
        const bool lit = involvement.nerves.count(index) > 0;
        DrawItem item;
        item.structure = index;
        item.material = material_of(terms.tissue);
        item.opacity = isolated || lit ? 1.0f : layer; // an isolated or involved structure shows even if its layer is off
        if (item.opacity <= 0.01f) continue;
        if (state.faded.count(terms.id)) item.opacity *= k_faded_opacity;
        if (terms.tissue == Tissue::skin) item.opacity *= 0.38f; // skin is a translucent shell at its fullest
        if (terms.tissue == Tissue::fascia) item.opacity *= in_group(terms, "sheaths") ? k_sheath_opacity : 0.8f;
        if (worked && is_muscle_layer(terms.layer) && terms.layer < *worked) item.opacity *= k_covering_opacity;
        item.selected = terms.id == state.selected;
        item.hovered = terms.id == input.hovered;
        item.glow = lit ? 1.0f : 0.0f;
        if (const auto zone = involvement.zones.find(index); zone != involvement.zones.end()) item.zones = zone->second;
        if (context_dimmed && !involvement.involved.count(index) && !item.selected) item.dim = k_context_dim;
        item.pickable = item.opacity > 0.3f; // what is seen through is also clicked through
        items.push_back(item);
    }
    return items;
}

void add_disc(Frame& frame, const session::SessionState& state, const anatomy::Atlas& atlas, ComposeCache& cache) {
    const auto disc = shown_disc(state);
    const auto index = atlas.find(anatomy::disc_id(disc.upper));
    if (disc.stage == "none" || !index.valid()) return;
    const auto key = fmt::format("{}/{}/{}/{}", disc.upper.value, anatomy::side_name(disc.side), disc.zone, disc.stage);
    auto [at, fresh] = cache.bulged.try_emplace(key);
    if (fresh) at->second = bulged_disc(atlas, disc);
    if (at->second) frame.overrides.push_back({index, at->second, core::Hash64().text(key).digest()});
}

// The chosen way of the sciatic nerve past piriformis, drawn in place of the usual one.
void add_sciatic_variant(Frame& frame, const session::SessionState& state, const anatomy::Atlas& atlas, ComposeCache& cache) {
    if (state.sciatic_variant == "a") return;
    for (const auto side : {Side::left, Side::right}) {
        const auto usual = atlas.find(fmt::format("nerve.sciatic.{}", anatomy::side_name(side)));
        const auto id = fmt::format("nerve.sciatic_{}.{}", state.sciatic_variant, anatomy::side_name(side));
        const auto variant = atlas.find(id);
        if (!usual.valid() || !variant.valid()) continue;
        auto [at, fresh] = cache.variants.try_emplace(id);
        if (fresh) at->second = std::make_shared<const geometry::Mesh>(anatomy::mesh_at(atlas.at(variant), 0));
        frame.overrides.push_back({usual, at->second, core::Hash64().text(id).digest()});
    }
}

glm::vec4 clip_plane(const session::SessionState& state) {
    if (!state.clip) return glm::vec4(0);
    glm::vec3 normal(0);
    normal[state.clip->axis == 'x' ? 0 : state.clip->axis == 'y' ? 1 : 2] = state.clip->flipped ? -1.0f : 1.0f;
    return {normal, -(state.clip->flipped ? -1.0f : 1.0f) * state.clip->offset_mm};
}

std::vector<LaidStroke> shown_strokes(const ComposeInput& input, ComposeCache& cache) {
    if (input.state.before) return {};
    const auto* step = session::current_step(input.state, input.context);
    return step ? lay_strokes(*step, input.state, input.context, cache) : std::vector<LaidStroke>{};
}

void add_strokes(Frame& frame, const ComposeInput& input, const std::vector<LaidStroke>& strokes) {
    if (strokes.empty()) return;
    const auto* step = session::current_step(input.state, input.context);
    const auto* technique = input.context.catalog.find_technique(step->technique);
    // With reduced motion the signs stand still at a telling moment.
    const double time_s = input.state.reduced_motion ? 2.0 : input.state.playback.time_s;
    for (std::size_t i = 0; i < strokes.size(); ++i)
        frame.overlays.push_back(stroke_sign(*step, *technique, strokes[i], frame.palette, time_s,
                                             fmt::format("stroke.{}.{}", step->id, i)));
    if (input.state.own_stroke.drawing) return; // hands would be in the way of the user's own
    auto hands = stroke_hands(*step, *technique, strokes, frame.palette, time_s,
                              session::step_duration_s(*step, input.state, input.context));
    for (auto& mesh : hands.meshes) frame.overlays.push_back(std::move(mesh));
    frame.dents = std::move(hands.dents);
}

} // namespace

anatomy::SpineCurve shown_curve(const session::SessionState& state) {
    return state.before ? anatomy::SpineCurve{} : state.curve;
}

session::DiscState shown_disc(const session::SessionState& state) {
    auto disc = state.disc;
    if (state.before) disc.stage = "none";
    return disc;
}

SpineMeasure measure_spine(const session::SessionState& state, const anatomy::Atlas& atlas) {
    const auto curve = shown_curve(state);
    SpineMeasure measure{anatomy::bend(atlas.spine, curve), {}};
    for (const auto& segment : curve.segments)
        measure.cobb_deg.push_back(anatomy::measure_cobb_deg(measure.frames, segment.upper, segment.lower));
    return measure;
}

Frame compose(const ComposeInput& input, ComposeCache& cache) {
    const auto& state = input.state;
    const auto& atlas = input.context.atlas;
    Frame frame;
    frame.camera = camera_pose(input.camera, atlas.bounds, input.aspect);
    frame.camera.shift = input.shift;
    frame.palette = anatomy::joint_palette(atlas.spine, shown_curve(state));
    frame.lod = input.lod;
    frame.high_contrast = state.high_contrast;
    frame.clip_plane = clip_plane(state);

    Involvement involvement;
    const auto* condition = state.before ? nullptr : input.context.catalog.find_condition(state.condition);
    if (condition) involvement = involve(frame, *condition, state, input.context, cache);
    const auto strokes = shown_strokes(input, cache);
    // Hands that work on the skin uncover nothing.
    const bool on_skin = state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::skin)] > 0.01f;
    frame.items = compose_items(input, involvement, condition != nullptr, on_skin ? std::nullopt : outermost_worked(strokes));
    add_disc(frame, state, atlas, cache);
    add_sciatic_variant(frame, state, atlas, cache);
    if (state.safety_zones)
        for (auto& zone : safety_overlays(input.context.catalog, cache, frame.palette)) frame.overlays.push_back(std::move(zone));
    add_strokes(frame, input, strokes);
    if (auto own = own_stroke_overlay(state, input.context, cache)) frame.overlays.push_back(std::move(*own));
    const auto curve = shown_curve(state);
    if (!curve.straight())
        for (auto& line : cobb_lines(measure_spine(state, atlas), curve)) frame.overlays.push_back(std::move(line));
    // Nerves flow on the same clock as the strokes; nothing moves when nothing plays.
    if (!involvement.nerves.empty() && !state.reduced_motion)
        frame.time_s = static_cast<float>(state.playback.time_s + input.flow_s);
    return frame;
}

} // namespace dorsum::scene
