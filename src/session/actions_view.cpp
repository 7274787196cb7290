// view, camera, orbit, pan, zoom, focus. Limits are enforced once, for every action, in reduce (clamped()).
#include "session/args.h"
#include "session/rows.h"

#include <cmath>

namespace dorsum::session {

namespace {

constexpr float k_max_turn_deg = 3600;
constexpr float k_max_distance_mm = 100000;

} // namespace

core::Status apply_view(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string name = args.words_left() == 0
                                 ? "home"
                                 : args.word_of({"posterior", "anterior", "left", "right", "superior", "oblique", "home"});
    if (const auto status = args.finish(); !status) return status;
    state.camera = name == "home" ? *standard_view("posterior", back_bounds(context.atlas))
                                  : *standard_view(name, view_bounds(state, context));
    return {};
}

core::Status apply_camera(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    Camera& camera = state.camera;
    camera.target_mm = args.point_mm("target").value_or(camera.target_mm);
    camera.yaw_deg = args.number("yaw", -k_max_turn_deg, k_max_turn_deg).value_or(camera.yaw_deg);
    camera.pitch_deg = args.number("pitch", -k_max_turn_deg, k_max_turn_deg).value_or(camera.pitch_deg);
    camera.distance_mm = args.number("distance", 0, k_max_distance_mm).value_or(camera.distance_mm);
    if (action.named.empty()) args.fail("'camera' needs something to set", "target=, yaw=, pitch= or distance=");
    return args.finish();
}

core::Status apply_orbit(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    state.camera.yaw_deg += args.number("dyaw", -k_max_turn_deg, k_max_turn_deg).value_or(0);
    state.camera.pitch_deg += args.number("dpitch", -k_max_turn_deg, k_max_turn_deg).value_or(0);
    return args.finish();
}

core::Status apply_pan(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    const float dx = args.number("dx", -10, 10).value_or(0), dy = args.number("dy", -10, 10).value_or(0);
    if (const auto status = args.finish(); !status) return status;
    constexpr float to_rad = 0.017453292519943295f;
    const float yaw = state.camera.yaw_deg * to_rad, pitch = state.camera.pitch_deg * to_rad;
    const glm::vec3 right(-std::cos(yaw), 0, -std::sin(yaw));
    const glm::vec3 up(-std::sin(pitch) * std::sin(yaw), std::cos(pitch), std::sin(pitch) * std::cos(yaw));
    const float view_height_mm = 2 * state.camera.distance_mm * std::tan(0.5f * k_fov_y_deg * to_rad);
    state.camera.target_mm -= view_height_mm * (dx * right + dy * up);
    return {};
}

core::Status apply_zoom(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const float factor = args.needed_number("factor", 0.01f, 100.0f);
    const auto toward = args.point_mm("toward");
    if (const auto status = args.finish(); !status) return status;
    Camera next = state.camera;
    next.distance_mm /= factor;
    // At the limit nothing slides: the target moves by what the distance really changed.
    next.distance_mm = clamped(next, context.atlas.bounds).distance_mm;
    if (toward) next.target_mm = *toward + (next.target_mm - *toward) * (next.distance_mm / state.camera.distance_mm);
    state.camera = next;
    return {};
}

core::Status apply_focus(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string word = args.maybe_word().value_or("selection");
    if (const auto status = args.finish(); !status) return status;
    const std::string selector = word == "selection" ? state.selected : word;
    if (selector.empty()) {
        args.fail("nothing is selected", "select a structure first");
        return args.finish();
    }
    if (const auto ids = ids_of(selector, context); !ids) return ids.error();
    state.camera = framed(state.camera, bounds_of(selector, state, context));
    return {};
}

} // namespace dorsum::session
