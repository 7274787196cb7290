#include "scene/compose.h"

#include "scene/caps.h"
#include "scene/cobb_lines.h"
#include "scene/curve_report.h"
#include "scene/disc_bulge.h"
#include "scene/draw_items.h"
#include "scene/fibre_palette.h"
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

namespace dorsum::scene {

namespace {

using anatomy::Side;
using anatomy::StructureIndex;

constexpr std::size_t k_kept_discs = 24; // forms of a disc, each some hundred kilobytes

// The outermost layer that the strokes work on; what lies further out is drawn as a ghost.
std::optional<anatomy::Layer> outermost_worked(const std::vector<LaidStroke>& strokes) {
    std::optional<anatomy::Layer> layer;
    for (const auto& stroke : strokes)
        if (!layer || stroke.layer < *layer) layer = stroke.layer;
    return layer;
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

void add_fibre_length(Frame& frame, const ComposeInput& input, ComposeCache& cache) {
    auto upright = input.state; // what the curve does; bending forward lengthens every muscle of the back
    upright.forward_bend = 0;
    std::map<StructureIndex, Stretch> stretches;
    for (const auto& change : fibre_changes(fibre_muscles(input.state, input.context), cache.atlas(), shown_palette(upright, input.context))) {
        Stretch stretch{change.low_mm, change.high_mm, {}};
        for (std::size_t i = 0; i < k_stretch_places; ++i) stretch.shares[i] = fibre_strength(input.context.catalog.fibre_paint.share_of(change.along[i]));
        stretches[change.structure] = stretch;
    }
    for (auto& item : frame.items)
        if (const auto found = stretches.find(item.structure); found != stretches.end()) item.stretch = found->second;
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
    const bool on_skin = skin_is_shown(state);
    if (!on_skin) show_worked(involvement, input, strokes);
    frame.items = draw_items(input, involvement, condition != nullptr, on_skin ? std::nullopt : outermost_worked(strokes));
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
