#include "session/rows.h"

#include "anatomy/spine_pose.h"
#include "geometry/skinning.h"

#include <algorithm>
#include <cmath>

namespace dorsum::session {

namespace {

constexpr float k_max_pitch_deg = 89;
constexpr float k_min_distance_mm = 80;
constexpr float k_margin = 1.12f;

struct NamedView {
    std::string_view name;
    float yaw_deg, pitch_deg;
};
constexpr NamedView k_views[] = {{"posterior", 0, 0}, {"anterior", 180, 0},          {"left", 90, 0},
                                 {"right", -90, 0},   {"superior", 0, k_max_pitch_deg}, {"oblique", 40, 15}};

float radians(float deg) { return deg * 0.017453292519943295f; }

// -180 < yaw <= 180, so that equal views are equal values.
float wrapped_deg(float yaw) {
    const float turned = std::remainder(yaw, 360.0f);
    return turned <= -180.0f ? turned + 360.0f : turned;
}

float max_distance_mm(const geometry::Bounds& atlas) { return atlas.empty() ? 8000.0f : 1500.0f + 6.0f * atlas.radius(); }

} // namespace

Camera framed(Camera camera, const geometry::Bounds& bounds) {
    if (bounds.empty()) return camera;
    const glm::vec3 size = bounds.size();
    const float yaw = radians(camera.yaw_deg), pitch = radians(camera.pitch_deg);
    const float across = std::abs(size.x * std::cos(yaw)) + std::abs(size.z * std::sin(yaw));
    const float away = std::abs(size.x * std::sin(yaw)) + std::abs(size.z * std::cos(yaw));
    const float upright = size.y * std::cos(pitch) + away * std::abs(std::sin(pitch));
    const float depth = size.y * std::abs(std::sin(pitch)) + away * std::cos(pitch);
    camera.target_mm = bounds.centre();
    camera.distance_mm = 0.5f * k_margin * std::max(across, upright) / std::tan(radians(k_fov_y_deg / 2)) + 0.5f * depth;
    return camera;
}

Camera clamped(Camera camera, const geometry::Bounds& atlas) {
    const Camera home;
    if (!std::isfinite(camera.yaw_deg)) camera.yaw_deg = home.yaw_deg;
    if (!std::isfinite(camera.pitch_deg)) camera.pitch_deg = home.pitch_deg;
    if (!std::isfinite(camera.distance_mm)) camera.distance_mm = home.distance_mm;
    camera.yaw_deg = wrapped_deg(camera.yaw_deg);
    camera.pitch_deg = std::clamp(camera.pitch_deg, -k_max_pitch_deg, k_max_pitch_deg);
    camera.distance_mm = std::clamp(camera.distance_mm, k_min_distance_mm, max_distance_mm(atlas));
    for (int axis = 0; axis < 3; ++axis) {
        float& at = camera.target_mm[axis];
        if (!std::isfinite(at)) at = home.target_mm[axis];
        // A little outside of the body at most: it can always be found again.
        if (!atlas.empty()) at = std::clamp(at, atlas.min[axis] - 100.0f, atlas.max[axis] + 100.0f);
    }
    return camera;
}

std::optional<Camera> standard_view(std::string_view name, const geometry::Bounds& bounds) {
    const auto view = std::find_if(std::begin(k_views), std::end(k_views), [&](const NamedView& v) { return v.name == name; });
    if (view == std::end(k_views)) return std::nullopt;
    Camera camera;
    camera.yaw_deg = view->yaw_deg;
    camera.pitch_deg = view->pitch_deg;
    return framed(camera, bounds);
}

namespace {

// Where a structure is on a bent spine: the vertices of its coarsest level; the corners of its box where none is loaded.
geometry::Bounds posed_bounds(const anatomy::Structure& structure, const anatomy::SpineRest& spine, std::span<const glm::mat4> palette) {
    geometry::Bounds bounds;
    const auto& lods = structure.lods;
    const auto mesh = std::find_if(lods.rbegin(), lods.rend(), [](const geometry::Mesh& m) { return !m.empty() && m.skin.size() == m.positions.size(); });
    for (int corner = 0; mesh == lods.rend() && corner < 8; ++corner) {
        const glm::vec3 p = glm::mix(structure.bounds.min, structure.bounds.max, glm::vec3(corner & 1, corner >> 1 & 1, corner >> 2));
        bounds.add(geometry::skin_point(p, anatomy::skin_weights_at(structure.terms, spine, p), palette));
    }
    if (mesh == lods.rend()) return bounds;
    for (std::size_t i = 0; i < mesh->positions.size(); ++i) bounds.add(geometry::skin_point(mesh->positions[i], mesh->skin[i], palette));
    return bounds;
}

} // namespace

anatomy::SpinePose spine_pose(const SessionState& state) { return {state.before ? anatomy::SpineCurve{} : state.curve, state.forward_bend, 0}; }

geometry::Bounds bounds_of(const std::string& selector, const SessionState& state, const Context& context) {
    geometry::Bounds bounds;
    if (selector.empty()) return back_bounds(context.atlas);
    const auto selection = anatomy::resolve(context.atlas, content::expand(content::expand_disc(selector, state.disc.upper), state.symptomatic, state.curve));
    if (!selection) return context.atlas.bounds;
    const auto pose = spine_pose(state);
    const auto body = anatomy::spine_body(context.atlas);
    const auto palette = anatomy::joint_palette(body, pose, context.catalog.body_model);
    for (const auto index : selection->structures) {
        const auto& structure = context.atlas.at(index);
        bounds.add(pose.at_rest() ? structure.bounds : posed_bounds(structure, context.atlas.spine, palette));
    }
    if (bounds.empty()) return context.atlas.bounds;
    if (selection->levels) {
        constexpr float half_vertebra_mm = 30;
        const auto frames = anatomy::bend(body, pose, context.catalog.body_model);
        const float first = frames[selection->levels->first.value].centre_mm.y, second = frames[selection->levels->second.value].centre_mm.y;
        const float low = std::min(first, second) - half_vertebra_mm, high = std::max(first, second) + half_vertebra_mm;
        if (low < bounds.max.y && high > bounds.min.y) {
            bounds.min.y = std::max(bounds.min.y, low);
            bounds.max.y = std::min(bounds.max.y, high);
        }
    }
    return bounds;
}

geometry::Bounds back_bounds(const anatomy::Atlas& atlas) {
    constexpr float below_s1_mm = 190; // the gluteal fold, about
    geometry::Bounds bounds = atlas.bounds;
    const float low = atlas.spine.frames[anatomy::level_s1().value].centre_mm.y - below_s1_mm;
    const bool known = atlas.spine.known[anatomy::level_l(5).value] || atlas.spine.known[anatomy::level_s1().value];
    if (known && low > bounds.min.y && low < bounds.max.y) bounds.min.y = low;
    return bounds;
}

namespace {

// Two pictures side by side compare both sides of the body too, and a bent spine with a straight one: what lies on one side of the midline is
// shown with its mirror image.
geometry::Bounds subject_bounds(const content::Condition& condition, const SessionState& state, const Context& context) {
    auto bounds = bounds_of(condition.focus, state, context);
    if (!state.compare || bounds.empty()) return bounds;
    const float aside = std::max(std::abs(bounds.min.x), std::abs(bounds.max.x));
    bounds.min.x = -aside, bounds.max.x = aside;
    return bounds;
}

} // namespace

geometry::Bounds view_bounds(const SessionState& state, const Context& context) {
    const auto* condition = context.catalog.find_condition(state.condition);
    return condition ? subject_bounds(*condition, state, context) : back_bounds(context.atlas);
}

void follow_subject(SessionState& state, const SessionState& before, const Context& context) {
    const auto framed_anew = [&](const SessionState& s) { return clamped(framed(s.camera, view_bounds(s, context)), context.atlas.bounds); };
    if (!state.condition.empty() && state.condition == before.condition && before.camera == framed_anew(before)) state.camera = framed_anew(state);
}

glm::vec2 pair_shares(const SessionState& state, const Context& context) {
    constexpr float ribs_mm = 290, legs_mm = 340, below_s1_mm = 150; // what shows beside it, at least: the ribs, or both thighs
    const auto* condition = context.catalog.find_condition(state.condition);
    if (!condition || condition->view == "disc" || shown_step(state, context)) return glm::vec2(1); // hands work anywhere in the square
    const auto bounds = subject_bounds(*condition, state, context);
    const bool on_legs = bounds.min.y < context.atlas.spine.frames[anatomy::level_s1().value].centre_mm.y - below_s1_mm;
    const auto size = k_margin * bounds.size();
    const float square = std::max(size.x, size.y);
    if (!(square > 0)) return glm::vec2(1);
    return glm::vec2(std::min(std::max(size.x, on_legs ? legs_mm : ribs_mm), square), size.y) / square;
}

std::optional<Camera> condition_view(const content::Condition& condition, const SessionState& state, const Context& context) {
    const auto bounds = subject_bounds(condition, state, context);
    auto camera = standard_view(condition.view == "disc" ? "superior" : condition.view, bounds);
    if (!camera || !condition.turn_deg) return camera;
    camera->yaw_deg = (state.symptomatic == anatomy::Side::right ? -1.0f : 1.0f) * condition.turn_deg->x;
    camera->pitch_deg = condition.turn_deg->y;
    return framed(*camera, bounds);
}

} // namespace dorsum::session
