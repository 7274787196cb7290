#include "session/scene_format.h"
#include "session/scene_file.h"

#include <nlohmann/json.hpp>

namespace dorsum::session {

namespace {

using nlohmann::ordered_json;

ordered_json curve_json(const anatomy::SpineCurve& curve) {
    auto segments = ordered_json::array();
    for (const auto& s : curve.segments)
        segments.push_back({{"upper", anatomy::level_name(s.upper)},
                            {"apex", anatomy::level_name(s.apex)},
                            {"lower", anatomy::level_name(s.lower)},
                            {"cobb_deg", s.cobb_deg},
                            {"convex", anatomy::side_name(s.convex)}});
    return segments;
}

ordered_json camera_json(const Camera& camera) {
    return {{"target_mm", {camera.target_mm.x, camera.target_mm.y, camera.target_mm.z}},
            {"yaw_deg", camera.yaw_deg},
            {"pitch_deg", camera.pitch_deg},
            {"distance_mm", camera.distance_mm}};
}

ordered_json layers_json(const SessionState& state) {
    auto layers = ordered_json::object();
    for (int i = 0; i < anatomy::k_layer_count; ++i)
        layers[std::string(anatomy::layer_name(static_cast<anatomy::Layer>(i)))] = state.layer_opacity[static_cast<std::size_t>(i)];
    return layers;
}

ordered_json disc_json(const DiscState& disc) {
    return {{"upper", anatomy::level_name(disc.upper)},
            {"side", disc.side == anatomy::Side::none ? "central" : std::string(anatomy::side_name(disc.side))},
            {"zone", disc.zone},
            {"stage", disc.stage},
            {"shrink", disc.shrink}};
}

ordered_json clip_json(const ClipPlane& clip) {
    return {{"axis", std::string(1, clip.axis)}, {"offset_mm", clip.offset_mm}, {"flipped", clip.flipped},
            {"turn_deg", clip.turn_deg},         {"tilt_deg", clip.tilt_deg},   {"at", clip.at}};
}

ordered_json pins_json(const std::vector<Pin>& pins) {
    auto list = ordered_json::array();
    for (const auto& pin : pins)
        list.push_back({{"structure", pin.structure}, {"rest_mm", {pin.rest_mm.x, pin.rest_mm.y, pin.rest_mm.z}}, {"name", pin.name}});
    return list;
}

} // namespace

std::string write_scene(const SessionState& state) {
    ordered_json scene;
    scene["format"] = k_scene_format;
    scene["version"] = k_scene_version;
    scene["mode"] = state.mode;
    scene["language"] = state.language;
    scene["voice"] = state.voice;
    scene["body"] = state.body;
    scene["stature_mm"] = state.stature_mm;
    scene["condition"] = state.condition;
    scene["symptomatic"] = anatomy::side_name(state.symptomatic);
    scene["selected"] = state.selected;
    scene["layers"] = layers_json(state);
    scene["hidden"] = state.hidden;
    scene["faded"] = state.faded;
    scene["isolated"] = state.isolated;
    scene["curve"] = curve_json(state.curve);
    scene["disc"] = disc_json(state.disc);
    scene["camera"] = camera_json(state.camera);
    if (state.clip) scene["clip"] = clip_json(*state.clip);
    scene["markers"] = pins_json(state.pins);
    scene["playback"] = {{"step", state.playback.step}, {"time_s", state.playback.time_s}, {"speed", state.playback.speed}, {"loop", state.playback.loop}};
    scene["sciatic_variant"] = state.sciatic_variant;
    scene["root"] = state.root;
    scene["forward_bend"] = state.forward_bend;
    scene["onset"] = state.onset;
    scene["breaths_per_min"] = state.breathing.on ? state.breathing.per_min : 0.0f;
    scene["quality"] = state.quality;
    scene["theme"] = state.theme;
    scene["lines"] = state.lines;
    scene["skin_tone"] = state.skin_tone;
    scene["text_scale"] = state.text_scale;
    for (const auto& [key, flag] : k_scene_flags) scene[key] = state.*flag;
    return scene.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

} // namespace dorsum::session
