// A stroke that begins is seen: the camera goes to it where it would work beside the picture or on the far side of the body.
#include "session/rows.h"

#include "geometry/skinning.h"

#include <algorithm>
#include <cmath>

namespace dorsum::session {

namespace {

constexpr float k_hand_mm = 70;         // what is seen round a path: the hands on it
constexpr float k_least_frame_mm = 380; // so much of the body tells where on it a short path lies
constexpr float k_aside_deg = 65;       // hands come from behind; from farther round they are not seen at work

std::vector<glm::vec3> points_of(const content::StrokeStep& step, const SessionState& state, const Context& context) {
    const auto palette = anatomy::joint_palette(anatomy::spine_body(context.atlas), spine_pose(state), context.catalog.body_model);
    std::vector<glm::vec3> points;
    for (const auto side : content::sides_of(step.side, state.symptomatic, state.curve))
        for (const auto& path : step.paths)
            for (const auto& expression : path)
                if (const auto point = content::resolve_point(context.atlas, content::expand(expression, side, state.curve)))
                    points.push_back(geometry::skin_point(point->position_mm, point->skin, palette));
    return points;
}

// Well within a square picture.
bool sees(const Camera& camera, glm::vec3 p) {
    constexpr float within = 0.75f; // hands are wider than their way
    const float yaw = glm::radians(camera.yaw_deg), pitch = glm::radians(camera.pitch_deg);
    const glm::vec3 right(-std::cos(yaw), 0, -std::sin(yaw)), outward(std::sin(yaw) * std::cos(pitch), std::sin(pitch), -std::cos(yaw) * std::cos(pitch));
    const glm::vec3 up = glm::cross(outward, right), from = p - camera.target_mm;
    const float away = camera.distance_mm - glm::dot(from, outward);
    const float half = within * away * std::tan(0.5f * glm::radians(k_fov_y_deg));
    return away > 0 && std::abs(glm::dot(from, right)) < half && std::abs(glm::dot(from, up)) < half;
}

} // namespace

void look_at_step(SessionState& state, const content::StrokeStep& step, const Context& context) {
    const auto points = points_of(step, state, context);
    if (points.empty()) return;
    auto& camera = state.camera;
    if (std::abs(camera.yaw_deg) > k_aside_deg || std::abs(camera.pitch_deg) > k_aside_deg) camera.yaw_deg = camera.pitch_deg = 0;
    geometry::Bounds bounds;
    for (const auto& p : points) bounds.add(p - glm::vec3(k_hand_mm)), bounds.add(p + glm::vec3(k_hand_mm));
    const glm::vec3 middle = bounds.centre(), half_frame(0, 0.5f * k_least_frame_mm, 0);
    bounds.add(middle - half_frame), bounds.add(middle + half_frame);
    camera = clamped(framed(camera, bounds), context.atlas.bounds);
}

void keep_step_in_view(SessionState& state, const Context& context) {
    const auto* step = current_step(state, context);
    if (step == nullptr) return;
    const auto points = points_of(*step, state, context);
    const bool behind = std::abs(state.camera.yaw_deg) < k_aside_deg && std::abs(state.camera.pitch_deg) < k_aside_deg;
    if (!behind || !std::all_of(points.begin(), points.end(), [&](glm::vec3 p) { return sees(state.camera, p); })) look_at_step(state, *step, context);
}

} // namespace dorsum::session
