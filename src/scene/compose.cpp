#include "scene/compose.h"

#include "scene/caps.h"
#include "scene/cobb_lines.h"
#include "scene/curve_report.h"
#include "scene/disc_bulge.h"
#include "scene/lay_strip.h"
#include "scene/own_stroke.h"
#include "scene/safety_check.h"
#include "scene/safety_overlay.h"
#include "scene/strokes.h"

#include "core/hash.h"
#include "session/clip_plane.h"

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
constexpr float k_carrier_opacity = 0.3f;   // what carries a stroke's sign, where its layer is peeled away
constexpr float k_sheath_opacity = 0.3f;    // a sac shows what it holds
constexpr float k_xray_dim = 0.9f;
constexpr float k_xray_hard_shell = 0.45f; // bone keeps a body within its contour, or the skeleton washes out before a pale ground
constexpr float k_breath_glow = 0.3f;       // the diaphragm while the guide to breathing runs: seen through all that covers it
constexpr std::size_t k_kept_discs = 24;    // forms of a disc, each some hundred kilobytes
constexpr float k_glass_opacity = 0.16f;    // bone that would hide what a condition is about
constexpr float k_context_dim = 0.55f;      // what a condition does not involve

Material material_of(Tissue tissue) { return static_cast<Material>(tissue); }
static_assert(static_cast<int>(Material::skin) == static_cast<int>(Tissue::skin));

bool in_group(const anatomy::Terms& terms, std::string_view group) {
    return std::find(terms.groups.begin(), terms.groups.end(), group) != terms.groups.end();
}

// What the open condition says about structures, resolved against this atlas.
struct Involvement {
    std::set<StructureIndex> involved, nerves;
    std::set<StructureIndex> glass; // what would hide it
    std::set<StructureIndex> shown; // whatever layer they are in: they carry what the switch for spreading pain shows, or hands work on them
    std::set<StructureIndex> carriers; // signs of strokes lie on them
    std::map<StructureIndex, std::uint32_t> zones;
};

void add_selected(std::set<StructureIndex>& to, const anatomy::Atlas& atlas, const std::string& selector) {
    if (const auto selection = anatomy::resolve(atlas, selector)) to.insert(selection->structures.begin(), selection->structures.end());
}

// A band lies along the fibres at its place, half of its length to either side.
std::vector<glm::vec3> along_fibres(glm::vec3 place, float length_mm, std::span<const StructureIndex> structures, ComposeCache& cache) {
    float nearest = 1e30f;
    glm::vec3 fibre(0, 1, 0);
    for (const auto structure : structures) {
        const auto& mesh = *cache.surface(structure).mesh;
        if (mesh.fibres.size() != mesh.positions.size()) continue;
        for (std::size_t i = 0; i < mesh.positions.size(); ++i)
            if (const float d = glm::distance(mesh.positions[i], place); d < nearest && glm::length(mesh.fibres[i]) > 0.5f)
                nearest = d, fibre = glm::normalize(mesh.fibres[i]);
    }
    return {on_surface(place - 0.5f * length_mm * fibre, structures, cache, true), on_surface(place + 0.5f * length_mm * fibre, structures, cache, true)};
}

// A zone's ends on the surface of what it is painted on: landmarks are points of bones, some centimetres below a muscle's surface.
const std::vector<glm::vec3>& zone_points(const content::TensionZone& zone, Side side, const anatomy::SpineCurve& curve,
                                          std::span<const StructureIndex> structures, ComposeCache& cache) {
    auto key = fmt::format("{}/{}/{}", content::expand(zone.selector, side, curve), anatomy::side_name(side), zone.length_mm);
    for (const auto& expression : zone.along) key += "/" + content::expand(expression, side, curve);
    auto [at, fresh] = cache.zone_points.try_emplace(key);
    if (fresh)
        for (const auto& expression : zone.along)
            if (const auto point = content::resolve_point(cache.atlas(), content::expand(expression, side, curve)))
                at->second.push_back(on_surface(point->position_mm, structures, cache, true));
    if (fresh && zone.length_mm > 0 && !at->second.empty()) at->second = along_fibres(at->second.front(), zone.length_mm, structures, cache);
    return at->second;
}

ZonePaint paint_of(const std::string& kind) {
    static const std::map<std::string, ZonePaint> paints{{"band", ZonePaint::band}, {"guarding", ZonePaint::guarding},
                                                         {"referral", ZonePaint::referral}, {"skin_l4", ZonePaint::skin_l4},
                                                         {"skin_l5", ZonePaint::skin_l5}, {"skin_s1", ZonePaint::skin_s1}};
    const auto found = paints.find(kind);
    return found == paints.end() ? ZonePaint::tension : found->second;
}

// Layers of paint that a switch shows or hides.
bool shown_kind(const content::TensionZone& zone, const session::SessionState& state) {
    if (zone.kind == "referral") return state.referral;
    if (zone.kind == "guarding") return state.guarding && state.onset != "later";
    if (!zone.kind.starts_with("skin_")) return !state.fibre_length;
    return state.skin_zones && (state.root == "all" || zone.kind.substr(5) == state.root);
}

// The other parts of the same muscle ("muscle.trapezius_transverse" beside "muscle.trapezius_descending"), of its side: paint runs on
// across the border between two parts, which no hand can feel.
std::set<StructureIndex> other_parts(std::span<const StructureIndex> of, const anatomy::Atlas& atlas) {
    std::set<StructureIndex> parts;
    for (const auto structure : of) {
        const auto& terms = atlas.at(structure).terms;
        for (const auto& group : terms.groups) {
            if (!terms.id.starts_with("muscle." + group + "_")) continue;
            const auto all = anatomy::resolve(atlas, "group:" + group);
            for (const auto part : all ? all->structures : std::vector<StructureIndex>{})
                if (atlas.at(part).terms.side == terms.side) parts.insert(part);
        }
    }
    return parts;
}

// Whether paint about a line may come to what lies in this box.
bool reaches(const geometry::Bounds& box, glm::vec3 from, glm::vec3 to, float radius_mm) {
    for (const float t : {0.0f, 0.25f, 0.5f, 0.75f, 1.0f}) {
        const auto p = glm::mix(from, to, t);
        if (glm::distance(p, glm::clamp(p, box.min, box.max)) < radius_mm) return true;
    }
    return false;
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
        if (zone.kind == "referral") to.shown.insert(structure);
    }
    for (const auto part : other_parts(structures, atlas))
        if (reaches(atlas.at(part).bounds, points.front(), points.back(), zone.radius_mm)) to.zones[part] |= 1u << bit;
    frame.zones[bit] = {points.front(), points.back(), zone.radius_mm, static_cast<float>(zone.grade), paint_of(zone.kind)};
    ++frame.zone_count;
}

Involvement involve(Frame& frame, const content::Condition& condition, const session::SessionState& state,
                    const session::Context& context, ComposeCache& cache) {
    Involvement out;
    const auto curve = shown_curve(state);
    for (const auto& selector : condition.structures)
        add_selected(out.involved, context.atlas, content::expand(selector, state.symptomatic, curve));
    if (condition.disc && shown_disc(state).stage != "none")
        for (const auto& selector : condition.see_through)
            add_selected(out.glass, context.atlas, content::expand(content::expand_disc(selector, state.disc.upper), state.symptomatic, curve));
    for (const auto& selector : condition.nerves) {
        const auto id = content::expand(selector, state.symptomatic, curve);
        const bool other_root = id.starts_with("nerve.root_") && state.root != "all" && !id.starts_with("nerve.root_" + state.root);
        if (!other_root) add_selected(out.nerves, context.atlas, id);
    }
    for (const auto& zone : condition.zones)
        if (shown_kind(zone, state))
            for (Side side : content::sides_of(zone.side, state.symptomatic, curve))
                add_zone(frame, out, zone, side, curve, cache);
    const auto disc = shown_disc(state);
    if (disc.stage != "none") {
        add_selected(out.involved, context.atlas, anatomy::disc_id(disc.upper));
        add_selected(out.involved, context.atlas, kernel_id(disc));
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

// Under x-ray soft tissue is a breath, bone a glass body, and nerves stay what they are.
float xray_opacity(Tissue tissue) {
    switch (tissue) {
    case Tissue::skin: return 0.30f;
    case Tissue::muscle: return 0.055f;
    case Tissue::fascia: return 0.05f;
    case Tissue::ligament: return 0.14f;
    case Tissue::bone: return 0.85f;
    case Tissue::cartilage: return 0.6f;
    case Tissue::disc: return 0.7f;
    case Tissue::nerve:
    case Tissue::cord: break;
    }
    return 1;
}

std::vector<DrawItem> compose_items(const ComposeInput& input, const Involvement& involvement, bool context_dimmed,
                                    std::optional<anatomy::Layer> worked) {
    const auto& state = input.state;
    std::vector<DrawItem> items;
    const auto disc = shown_disc(state);
    const bool herniated = disc.stage == "extrusion" || disc.stage == "sequestration";
    const auto kernel = kernel_id(disc);
    for (std::size_t i = 0; i < input.context.atlas.structures.size(); ++i) {
        const StructureIndex index(i);
        const auto& terms = input.context.atlas.structures[i].terms;
        const float layer = state.layer_opacity[static_cast<std::size_t>(terms.layer)];
        // What has come out of a disc is shown with it.
        const bool isolated = state.isolated.count(terms.id) > 0 || (herniated && terms.id == kernel && state.isolated.count(anatomy::disc_id(disc.upper)) > 0);
        if (state.hidden.count(terms.id) || (!state.isolated.empty() && !isolated)) continue;
        if (!isolated && in_group(terms, "variants")) continue; // only in place of what it is a variant of
        const bool breathes = state.breathing.on && !state.before && terms.id == "muscle.diaphragm";
        const bool lit = breathes || involvement.nerves.count(index) > 0;
        DrawItem item;
        item.structure = index;
        item.material = in_group(terms, "nuclei") ? Material::nucleus : material_of(terms.tissue);
        item.opacity = isolated || lit || involvement.shown.count(index) || (terms.tissue == Tissue::skin && involvement.zones.count(index)) ? 1.0f : layer; // an isolated or involved structure shows even if its layer is off
        const bool carries = involvement.carriers.count(index) > 0;
        if (carries) item.opacity = std::max(item.opacity, k_carrier_opacity);
        if (item.opacity <= 0.01f) continue;
        if (state.faded.count(terms.id)) item.opacity *= k_faded_opacity;
        const auto painted = involvement.zones.find(index);
        if (terms.tissue == Tissue::skin) { // a translucent shell at its fullest; what is painted on it is to be seen
            if (painted != involvement.zones.end()) item.opacity = 0.85f;
            else item.opacity *= 0.38f;
        }
        item.thins_out = in_group(terms, "open_border");
        if (terms.tissue == Tissue::fascia) item.opacity *= in_group(terms, "sheaths") ? k_sheath_opacity : 0.8f;
        if (worked && is_muscle_layer(terms.layer) && terms.layer < *worked) item.opacity *= k_covering_opacity;
        item.selected = terms.id == state.selected;
        if (involvement.glass.count(index) && !item.selected && !state.clip) { // a cut opens the view by itself
            item.opacity = std::min(item.opacity, k_glass_opacity);
            item.shell = 1;
        }
        if (state.xray && !item.selected && !lit) {
            item.opacity *= xray_opacity(terms.tissue);
            const bool hard = terms.tissue == Tissue::bone || terms.tissue == Tissue::cartilage || terms.tissue == Tissue::disc;
            item.shell = hard ? k_xray_hard_shell : 1.0f;
            if (is_muscle_layer(terms.layer) || terms.tissue == Tissue::ligament) item.dim = k_xray_dim; // many thin veils would add up to brown
        }
        item.hovered = terms.id == input.hovered;
        item.glow = breathes ? k_breath_glow : lit ? 1.0f : 0.0f;
        if (painted != involvement.zones.end()) item.zones = painted->second;
        if (context_dimmed && !involvement.involved.count(index) && !item.selected) item.dim = std::max(item.dim, k_context_dim);
        item.pickable = item.opacity > (state.xray ? 0.15f : 0.3f); // what is seen through is also clicked through
        items.push_back(item);
    }
    return items;
}

// What the disc's form changes, kept for as long as it is asked for again; the key says which it is.
std::pair<std::string, std::shared_ptr<const DiscParts>> parts_now(const session::SessionState& state, const session::Context& context, ComposeCache& cache) {
    const auto disc = shown_disc(state);
    if (disc.stage == "none") return {};
    auto key = fmt::format("{}/{}/{}/{}/{:.2f}", disc.upper.value, anatomy::side_name(disc.side), disc.zone, disc.stage, disc.shrink);
    // Made anew where a finer level has come in meanwhile: what is shown first is made from coarse meshes.
    for (const auto& id : {anatomy::disc_id(disc.upper), kernel_id(disc), std::string("dura.sac")})
        if (const auto index = context.atlas.find(id); index.valid()) key += fmt::format("/{}", anatomy::mesh_at(context.atlas.at(index), 0).positions.size());
    if (cache.discs.size() > k_kept_discs) cache.discs.clear();
    auto [at, fresh] = cache.discs.try_emplace(key);
    if (fresh) at->second = disc_parts(context.atlas, disc, context.catalog.disc_model);
    return {std::move(key), at->second};
}

void add_disc(Frame& frame, const session::SessionState& state, const session::Context& context, ComposeCache& cache) {
    const auto [key, parts] = parts_now(state, context, cache);
    if (!parts) return;
    const auto add = [&](StructureIndex structure, const std::shared_ptr<const geometry::Mesh>& mesh) {
        if (mesh && structure.valid()) frame.overrides.push_back({structure, mesh, core::Hash64().text(key).value(structure.value).digest()});
    };
    const auto id = anatomy::disc_id(shown_disc(state).upper);
    add(context.atlas.find(id), parts->ring);
    add(context.atlas.find(kernel_id(shown_disc(state))), parts->nucleus);
    for (const auto& [nerve, mesh] : parts->pushed) add(nerve, mesh);
}

// The face of the crack in a cut: over the ring's face, under what has moved into it.
void add_tear(Frame& frame, const session::SessionState& state, const session::Context& context, const CutPlane& plane, ComposeCache& cache) {
    const auto [key, parts] = parts_now(state, context, cache);
    const auto index = context.atlas.find(anatomy::disc_id(shown_disc(state).upper));
    const bool drawn = std::any_of(frame.items.begin(), frame.items.end(), [&](const auto& item) { return item.structure == index; });
    if (!parts || !parts->tear || !drawn) return;
    auto shape = section({*parts->tear, frame.palette, plane, 0.2f});
    if (!shape) return;
    core::Hash64 version;
    version.text("tear/" + key).value(plane.point_mm).value(plane.normal);
    for (const auto& m : frame.palette) version.value(m);
    const auto at = std::find_if(frame.caps.begin(), frame.caps.end(), [](const Cap& cap) { return cap.kind > CapKind::tear; });
    frame.caps.insert(at, {index, CapKind::tear, std::make_shared<const CapShape>(std::move(*shape)), version.digest()});
}

// The chosen way of the sciatic nerve past piriformis, drawn in place of the usual one.
void add_sciatic_variant(Frame& frame, const session::SessionState& state, const anatomy::Atlas& atlas, ComposeCache& cache) {
    for (const auto side : {Side::left, Side::right}) {
        const auto nerve = fmt::format("nerve.sciatic.{}", anatomy::side_name(side));
        const auto id = drawn_nerve(nerve, state, atlas);
        const auto usual = atlas.find(nerve), variant = atlas.find(id);
        if (id == nerve || !usual.valid() || !variant.valid()) continue;
        auto [at, fresh] = cache.variants.try_emplace(id);
        if (fresh) at->second = std::make_shared<const geometry::Mesh>(anatomy::mesh_at(atlas.at(variant), 0));
        frame.overrides.push_back({usual, at->second, core::Hash64().text(id).digest()});
    }
}

constexpr float k_full_stretch_percent = 12; // and more: painted as strongly as it goes

void add_fibre_length(Frame& frame, const ComposeInput& input, ComposeCache& cache) {
    const auto muscles = fibre_muscles(input.state, input.context);
    std::map<StructureIndex, float> percent;
    auto upright = input.state; // what the curve does; bending forward lengthens every muscle of the back
    upright.forward_bend = 0;
    for (const auto& change : fibre_changes(muscles, cache.atlas(), shown_palette(upright, input.context))) percent[change.structure] = change.percent;
    for (auto& item : frame.items)
        if (const auto found = percent.find(item.structure); found != percent.end() && found->second != 0)
            item.stretch = std::clamp(found->second / k_full_stretch_percent, -1.0f, 1.0f);
}

void add_curve_signs(Frame& frame, const ComposeInput& input) {
    const auto curve = shown_curve(input.state);
    if (curve.straight() || input.state.forward_bend > 0) return; // an angle on a film is read upright
    const auto measure = measure_spine(input.state, input.context.atlas, input.context.catalog.body_model);
    for (auto& line : cobb_lines(measure, curve)) frame.overlays.push_back(std::move(line));
    if (input.state.curve_marks) frame.marks = curve_marks(measure, curve);
}

void add_cut(Frame& frame, const ComposeInput& input, ComposeCache& cache) {
    const auto& state = input.state;
    if (!state.clip) return;
    const auto plane = session::posed_plane(*state.clip, anatomy::spine_body(cache.atlas()), shown_pose(state, input.context), input.context.catalog.body_model);
    frame.clip_plane = glm::vec4(plane.normal, -glm::dot(plane.normal, plane.point_mm));
    frame.caps = cut_caps(frame, {plane.point_mm, plane.normal}, cache);
    frame.clefts = cut_clefts(frame, {plane.point_mm, plane.normal}, cache);
    add_tear(frame, state, input.context, {plane.point_mm, plane.normal}, cache);
}

Lines lines_of(std::string_view word) {
    if (word == "off") return {0, 1};
    if (word == "fine") return {0.32f, 0.8f};
    if (word == "strong") return {0.85f, 1.4f};
    return {0.55f, 1.0f};
}
static_assert(k_skin_tones == session::k_skin_tones);

std::vector<LaidStroke> shown_strokes(const ComposeInput& input, ComposeCache& cache) {
    if (input.state.before) return {};
    const auto step = session::shown_step(input.state, input.context);
    return step ? lay_strokes(*step, input.state, input.context, cache) : std::vector<LaidStroke>{};
}

// Hands do not work in the air, and no sign hangs there: what a step works on shows, even where its condition peels
// that layer away.
void show_worked(Involvement& to, const ComposeInput& input, std::span<const LaidStroke> strokes) {
    const auto step = session::shown_step(input.state, input.context);
    if (!step) return;
    const auto& atlas = input.context.atlas;
    for (const auto& stroke : strokes) {
        if (stroke.sheet) to.carriers.insert(stroke.sheet->carriers.begin(), stroke.sheet->carriers.end());
        for (const auto& target : step->targets) {
            const auto selection = anatomy::resolve(atlas, content::expand(target, stroke.side, shown_curve(input.state)));
            for (const auto structure : selection ? selection->structures : std::vector<StructureIndex>{})
                if (const auto& terms = atlas.at(structure).terms; terms.layer == stroke.layer && (terms.side == Side::none || terms.side == stroke.side))
                    to.shown.insert(structure), to.involved.insert(structure);
        }
    }
}

void add_strokes(Frame& frame, const ComposeInput& input, const std::vector<LaidStroke>& strokes) {
    if (strokes.empty()) return;
    const auto step = session::shown_step(input.state, input.context);
    if (!step) return;
    const auto* technique = input.context.catalog.find_technique(step->technique);
    // With reduced motion the signs stand still at a telling moment.
    double time_s = input.state.reduced_motion ? 2.0 : session::shown_time_s(input.state);
    if (technique->sign == content::StrokeSign::breath && input.state.breathing.on && !input.state.reduced_motion) {
        // In step with the guide: the moment of the sign's own rhythm at which it is as full as the breath is now.
        const double full = static_cast<double>(session::breath_of(input.state, input.context));
        const double per_s = (step->pace > 0 ? static_cast<double>(step->pace) : 5.0) / 60;
        time_s = std::acos(std::clamp(1 - 2 * full, -1.0, 1.0)) / 6.283185307 / per_s;
    }
    Hands hands;
    if (!input.state.own_stroke.drawing) { // else they would be in the way of the user's own
        const double duration_s = session::step_duration_s(*step, input.state, input.context);
        const double hands_s = input.state.library.technique.empty()
                                   ? time_s
                                   : std::fmod(time_s, duration_s); // it begins anew; a plan goes on
        hands = stroke_hands(*step, *technique, strokes, input.context.catalog, frame.palette, hands_s, duration_s);
    }
    for (std::size_t i = 0; i < strokes.size(); ++i)
        frame.overlays.push_back(stroke_sign(*step, *technique, strokes[i], frame.palette, time_s,
                                             fmt::format("stroke.{}.{}", step->id, i), hands.dents));
    for (auto& mesh : hands.meshes) frame.overlays.push_back(std::move(mesh));
    frame.dents = std::move(hands.dents);
}

} // namespace

anatomy::SpineCurve shown_curve(const session::SessionState& state) {
    return state.before ? anatomy::SpineCurve{} : state.curve;
}

session::DiscState shown_disc(const session::SessionState& state) {
    auto disc = state.disc;
    if (state.before || disc.shrink >= 0.99f) disc.stage = "none";
    return disc;
}

anatomy::SpinePose shown_pose(const session::SessionState& state, const session::Context& context) {
    return {shown_curve(state), state.forward_bend, session::breath_of(state, context)};
}

std::vector<glm::mat4> shown_palette(const session::SessionState& state, const session::Context& context) {
    const auto pose = shown_pose(state, context);
    if (pose.at_rest()) return std::vector<glm::mat4>(anatomy::k_joint_count, glm::mat4(1));
    return anatomy::joint_palette(anatomy::spine_body(context.atlas), pose, context.catalog.body_model);
}

SpineMeasure measure_spine(const session::SessionState& state, const anatomy::Atlas& atlas, const anatomy::BodyModel& model) {
    const auto curve = shown_curve(state);
    SpineMeasure measure;
    measure.body = anatomy::spine_body(atlas);
    measure.frames = anatomy::bend(measure.body, {curve, 0, 0}, model);
    measure.curves = anatomy::found_for(measure.body, curve, measure.frames);
    for (const auto& found : measure.curves) measure.cobb_deg.push_back(found.cobb_deg);
    return measure;
}

Frame compose(const ComposeInput& input, ComposeCache& cache) {
    const auto& state = input.state;
    const auto& atlas = input.context.atlas;
    Frame frame;
    frame.camera = camera_pose(input.camera, atlas.bounds, input.aspect);
    frame.camera.shift = input.shift;
    frame.palette = shown_palette(state, input.context);
    frame.lod = input.lod;
    frame.high_contrast = state.high_contrast;
    frame.dark = state.theme == "dark";
    frame.lines = lines_of(state.lines);
    frame.skin_tone = state.skin_tone;

    Involvement involvement;
    const auto* condition = state.before ? nullptr : input.context.catalog.find_condition(state.condition);
    if (condition) involvement = involve(frame, *condition, state, input.context, cache);
    const auto strokes = shown_strokes(input, cache);
    // Hands that work on the skin uncover nothing.
    const bool on_skin = state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::skin)] > 0.01f;
    if (!on_skin) show_worked(involvement, input, strokes);
    frame.items = compose_items(input, involvement, condition != nullptr, on_skin ? std::nullopt : outermost_worked(strokes));
    add_disc(frame, state, input.context, cache);
    add_sciatic_variant(frame, state, atlas, cache);
    if (condition && state.fibre_length) add_fibre_length(frame, input, cache);
    add_cut(frame, input, cache);
    if (state.safety_zones)
        for (auto& zone : safety_overlays(state, input.context, cache, frame.palette)) frame.overlays.push_back(std::move(zone));
    add_strokes(frame, input, strokes);
    if (auto own = own_stroke_overlay(state, input.context, cache)) frame.overlays.push_back(std::move(*own));
    add_curve_signs(frame, input);
    // Nerves flow on the same clock as the strokes; nothing moves when nothing plays.
    if (!involvement.nerves.empty() && !state.reduced_motion)
        frame.time_s = static_cast<float>(state.playback.time_s + input.flow_s);
    return frame;
}

} // namespace dorsum::scene
