// clip, xray: seeing into the body
#include "session/args.h"
#include "session/clip_plane.h"
#include "session/rows.h"

#include <algorithm>
#include <cmath>

namespace dorsum::session {

namespace {

constexpr float k_axial_span_mm = 310; // of the trunk, about: what a look at an axial cut frames

// The sides that stay are those behind the cut as the standard views show it: from above, from the left, from behind.
ClipPlane preset(const std::string& name, const Context& context) {
    const auto& spine = context.atlas.spine;
    const auto l4 = anatomy::level_l(4);
    if (name == "sagittal") return {'x', 0, true, 0, 0, {}};
    if (name == "coronal") return {'z', spine.frames[anatomy::level_l(1).value].centre_mm.z, false, 0, 0, {}};
    if (spine.known[l4.value]) return {'y', 0, true, 0, 0, anatomy::level_name(l4)};
    return {'y', context.atlas.bounds.centre().y, true, 0, 0, {}};
}

bool is_preset(const std::string& word) { return word == "axial" || word == "sagittal" || word == "coronal"; }

void take_place(ClipPlane& clip, Args& args) {
    if (const auto axis = args.named("axis", {"x", "y", "z"}); axis && !axis->empty()) clip.axis = axis->front();
    if (const auto at = args.named("at")) {
        if (*at != "none" && !find_clip_place(*at)) args.fail("'" + *at + "' is neither a vertebra nor a disc", "at=l4, at=l4_l5 or at=none");
        clip.at = *at == "none" ? std::string{} : *at;
        clip.offset_mm = 0;
    }
    clip.offset_mm = args.number("offset", -k_max_clip_mm, k_max_clip_mm).value_or(clip.offset_mm);
    clip.offset_mm += args.number("by", -k_max_clip_mm, k_max_clip_mm).value_or(0);
    clip.offset_mm = std::clamp(clip.offset_mm, -k_max_clip_mm, k_max_clip_mm);
    clip.turn_deg = args.number("turn", -k_max_clip_deg, k_max_clip_deg).value_or(clip.turn_deg);
    clip.tilt_deg = args.number("tilt", -k_max_clip_deg, k_max_clip_deg).value_or(clip.tilt_deg);
    if (const auto flip = args.named("flip", {"yes", "no", "on", "off", "toggle"}))
        clip.flipped = *flip == "toggle" ? !clip.flipped : *flip == "yes" || *flip == "on";
}

// The camera looks at the cut from the side that is taken away.
void face(SessionState& state, const Context& context) {
    const auto plane = posed_plane(*state.clip, anatomy::spine_body(context.atlas), spine_pose(state), context.catalog.body_model);
    const glm::vec3 from = -plane.normal;
    constexpr float to_deg = 57.29577951308232f;
    state.camera.pitch_deg = std::asin(std::clamp(from.y, -1.0f, 1.0f)) * to_deg;
    state.camera.yaw_deg = std::abs(from.y) > 0.8f ? 0 : std::atan2(from.x, -from.z) * to_deg;
    geometry::Bounds bounds = back_bounds(context.atlas);
    if (std::abs(from.y) > 0.8f) {
        bounds = {};
        bounds.add(plane.point_mm - glm::vec3(0.5f * k_axial_span_mm, 10, 0.42f * k_axial_span_mm));
        bounds.add(plane.point_mm + glm::vec3(0.5f * k_axial_span_mm, 10, 0.42f * k_axial_span_mm));
    }
    state.camera = framed(state.camera, bounds);
}

} // namespace

core::Status apply_clip(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string word = args.words_left() != 0 ? args.word_of({"axial", "sagittal", "coronal", "toggle", "off"}) : std::string{};
    const bool turn_to = args.named("face", {"yes", "no"}).value_or("no") == "yes";
    if (word == "off" || (word == "toggle" && state.clip)) {
        state.clip.reset();
        return args.finish();
    }
    if (word.empty() && !state.clip && !args.has("axis") && !args.has("at") && !args.has("by"))
        args.fail("'clip' needs a plane", "axial, sagittal, coronal, axis=x or at=l4");
    ClipPlane clip = state.clip.value_or(preset("axial", context));
    if (is_preset(word)) {
        clip = preset(word, context);
    } else if (word.empty() && args.has("axis") && !args.has("at")) {
        // From a vertebra to somewhere else, the old way: an axis and a place along it.
        if (!state.clip) clip = {};
        if (!clip.at.empty() && args.has("offset")) clip.at.clear();
    }
    take_place(clip, args);
    if (const auto status = args.finish(); !status) return status;
    state.clip = clip;
    if (turn_to) face(state, context);
    return {};
}

core::Status apply_xray(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    state.xray = args.flag(state.xray);
    return args.finish();
}

} // namespace dorsum::session
