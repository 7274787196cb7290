#include "scene/hand_on_body.h"

#include "geometry/skinning.h"
#include "scene/hand_clearance.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dorsum::scene {

namespace {

constexpr float k_reach_mm = 88;     // beyond this the surface goes on straight: a hand is no blanket
constexpr float k_arm_from_mm = 32, k_arm_mm = 80; // what rises so high above the palm bends less and less with the body, so that no wrist tears
constexpr float k_wrist_x = -84;     // in a hand's own axes: behind it is arm
constexpr float k_skin_gap_mm = 1.2f;
constexpr float k_pinch_mm = 18;     // fingers and thumb go so far down beside what they pick up
constexpr float k_sink_mm = 2;       // flesh gives way by so much without a dent
constexpr float k_seen_share = 0.3f; // an arm that has faded more may lie anywhere
constexpr float k_ridge_mm = 22;     // a hand rises over what stands out so far, and no farther
constexpr float k_trail_mm = 55;     // the middle of a hand lies so far behind its fingertips
constexpr float k_opacity = 0.90f;   // shaders/overlay.frag knows it
const glm::vec3 k_tone{0.70f, 0.645f, 0.60f}, k_nail_tone{0.82f, 0.765f, 0.73f};

// Least squares with six unknowns: Gauss, with a little stiffness so that few points give a plane.
std::array<float, 6> solved(std::array<std::array<double, 7>, 6> m) {
    for (std::size_t i = 0; i < 6; ++i) {
        std::size_t pivot = i;
        for (std::size_t r = i + 1; r < 6; ++r)
            if (std::abs(m[r][i]) > std::abs(m[pivot][i])) pivot = r;
        std::swap(m[i], m[pivot]);
        if (std::abs(m[i][i]) < 1e-9) continue;
        for (std::size_t r = 0; r < 6; ++r) {
            if (r == i) continue;
            const double f = m[r][i] / m[i][i];
            for (std::size_t c = i; c < 7; ++c) m[r][c] -= f * m[i][c];
        }
    }
    std::array<float, 6> out{};
    for (std::size_t i = 0; i < 6; ++i) out[i] = std::abs(m[i][i]) < 1e-9 ? 0.0f : static_cast<float>(m[i][6] / m[i][i]);
    return out;
}

// From the wrist to a place behind it: as the body goes on there, but nowhere down along it, where no therapist's arm could be.
glm::vec3 arm_behind(float behind_mm, glm::vec2 wrist, const PosedGround::Form& form) {
    if (behind_mm <= 0) return glm::vec3(0);
    constexpr float step_mm = 8, rise = 0.1f, turns_within_mm = 25;
    const float fall = (form.height(wrist) - form.height(wrist - glm::vec2(step_mm, 0))) / step_mm;
    const float turned_mm = behind_mm < turns_within_mm ? behind_mm * behind_mm / (2 * turns_within_mm) : behind_mm - 0.5f * turns_within_mm;
    return {-behind_mm, 0, std::max(0.0f, fall + rise) * turned_mm - fall * behind_mm};
}

// Unit: from where the arm begins to fade to where it is nearly gone.
glm::vec3 arm_way(const std::vector<glm::vec3>& points, const std::vector<float>& shown) {
    glm::vec4 nearer(0), farther(0); // sums of points, and of how much each counts
    for (std::size_t i = 0; i < points.size(); ++i) {
        const float fading = shown[i] * (1 - shown[i]);
        (shown[i] > 0.5f ? nearer : farther) += fading * glm::vec4(points[i], 1);
    }
    if (nearer.w <= 0 || farther.w <= 0) return glm::vec3(0);
    return glm::normalize(glm::vec3(farther) / farther.w - glm::vec3(nearer) / nearer.w);
}

glm::mat3 frame_at(const PosedStrip& strip, const HandPose& pose, glm::vec3& origin) {
    // Past an end it goes on as it went there: a hand beyond the strip does not turn round.
    const float u = std::clamp(pose.along_mm, 0.0f, strip.length_mm()), v = std::clamp(pose.across_mm, -strip.half_width_mm(), strip.half_width_mm());
    const auto here = strip.at(u, v, 0);
    auto along = strip.at(std::min(u + 8, strip.length_mm()), v, 0).position_mm - strip.at(std::max(u - 8, 0.0f), v, 0).position_mm;
    auto normal = here.normal; // of all that lies under the hand: a single row may look anywhere, as where a muscle begins
    for (const float aside : {-1.0f, -0.5f, 0.5f, 1.0f}) normal += strip.at(std::clamp(u + aside * hand_bed_mm(pose.shape), 0.0f, strip.length_mm()), v, 0).normal;
    normal = glm::normalize(normal);
    along -= glm::dot(along, normal) * normal;
    along = glm::length(along) > 1e-3f ? glm::normalize(along) : glm::vec3(0, 1, 0);
    const auto side = glm::normalize(glm::cross(normal, along));
    // `across` of a strip runs against `side`; what is asked beyond the strip's edge goes on straight, as along its ends.
    const float beyond = pose.along_mm - u;
    origin = here.position_mm - (pose.across_mm - v) * side + beyond * along;
    const float a = pose.turn_deg * 0.017453293f;
    const auto fingers = std::cos(a) * along + std::sin(a) * side;
    const auto thumb_of_right_hand = glm::cross(normal, fingers);
    origin += pose.thumbward_mm * (pose.left ? -1.0f : 1.0f) * thumb_of_right_hand;
    return {fingers, thumb_of_right_hand, normal};
}

// How far a wrist may be raised: on top of a shoulder an arm that stands on its fingertips would come down past the head.
float pitch_beside_head_deg(float pitch_deg, const glm::mat3& axes) {
    constexpr float arm_rises_deg = 9, most_from_above = 0.1f; // against the hand; of its way, headwards
    const float ahead = axes[0].y, up = axes[2].y, reach = std::hypot(ahead, up);
    if (up <= 0 || reach < most_from_above) return pitch_deg;
    const float most_deg = glm::degrees(std::atan2(ahead, up) + std::asin(most_from_above / reach)) - arm_rises_deg;
    return std::min(pitch_deg, std::max(most_deg, 0.0f));
}

} // namespace

glm::mat3 hand_axes(const HandPose& pose, const PosedStrip& strip) {
    glm::vec3 origin;
    return frame_at(strip, pose, origin);
}

PosedGround::PosedGround(std::span<const GroundPoint> rest, std::span<const glm::mat4> palette) {
    points_.reserve(rest.size());
    for (const auto& p : rest) points_.push_back(geometry::skin_point(p.position_mm, p.skin, palette));
}

PosedGround::Form PosedGround::form_at(glm::vec3 origin, const glm::mat3& axes) const {
    Form form;
    form.origin_mm = origin;
    form.axes = axes;
    std::array<std::array<double, 7>, 6> sums{};
    const auto to_local = glm::transpose(axes);
    for (const auto& point : points_) {
        const auto p = to_local * (point - origin);
        const float r2 = p.x * p.x + p.y * p.y;
        if (r2 > 105 * 105 || std::abs(p.z) > 60) continue;
        const double w = std::exp(-r2 / (62 * 62));
        const std::array<double, 6> row{1, p.x, p.y, p.x * p.x, p.x * p.y, p.y * p.y};
        for (std::size_t i = 0; i < 6; ++i) {
            for (std::size_t j = 0; j < 6; ++j) sums[i][j] += w * row[i] * row[j];
            sums[i][6] += w * row[i] * p.z;
        }
    }
    for (std::size_t i = 0; i < 6; ++i) sums[i][i] += i < 3 ? 1e-3 : 5e3; // of some hundred points
    const auto k = solved(sums);
    std::copy(k.begin(), k.end(), form.k);
    // A hand bends over a body, but not round a corner.
    for (std::size_t i = 3; i < 6; ++i) form.k[i] = std::clamp(form.k[i], -1 / 200.0f, 1 / 200.0f);
    raise_over_ridges(form, to_local);
    return form;
}

void PosedGround::raise_over_ridges(Form& form, const glm::mat3& to_local) const {
    constexpr int n = Form::k_cells;
    constexpr float half_mm = 0.5f * n * Form::k_cell_mm;
    auto& cells = form.relief_mm;
    for (const auto& point : points_) {
        const auto p = to_local * (point - form.origin_mm);
        const int i = static_cast<int>(std::floor((p.x + half_mm) / Form::k_cell_mm)), j = static_cast<int>(std::floor((p.y + half_mm) / Form::k_cell_mm));
        if (i < 0 || j < 0 || i >= n || j >= n || std::abs(p.z) > 60) continue;
        auto& cell = cells[static_cast<std::size_t>(j * n + i)];
        cell = std::clamp(p.z - form.height({p.x, p.y}), cell, k_ridge_mm);
    }
    // Soft, so that no finger kinks; a cell never sinks by it, so that what stands out stays below the hand.
    const auto sharp = cells;
    for (int j = 0; j < n; ++j)
        for (int i = 0; i < n; ++i) {
            float sum = 0, weight = 0;
            for (int dj = -1; dj <= 1; ++dj)
                for (int di = -1; di <= 1; ++di) {
                    if (i + di < 0 || j + dj < 0 || i + di >= n || j + dj >= n) continue;
                    const float w = (di ? 1.0f : 2.0f) * (dj ? 1.0f : 2.0f);
                    sum += w * sharp[static_cast<std::size_t>((j + dj) * n + i + di)];
                    weight += w;
                }
            auto& cell = cells[static_cast<std::size_t>(j * n + i)];
            cell = std::max(sum / weight, cell);
        }
}

float PosedGround::Form::relief(glm::vec2 at) const {
    const auto place = glm::clamp(at / k_cell_mm + 0.5f * (k_cells - 1), glm::vec2(0), glm::vec2(k_cells - 1.001f));
    const int i = static_cast<int>(place.x), j = static_cast<int>(place.y);
    const auto cell = [&](int x, int y) { return relief_mm[static_cast<std::size_t>(y * k_cells + x)]; };
    const float fx = place.x - static_cast<float>(i), fy = place.y - static_cast<float>(j);
    return glm::mix(glm::mix(cell(i, j), cell(i + 1, j), fx), glm::mix(cell(i, j + 1), cell(i + 1, j + 1), fx), fy);
}

float PosedGround::Form::height(glm::vec2 at) const {
    const float r = glm::length(at);
    const auto p = r > k_reach_mm ? at * (k_reach_mm / r) : at;
    const float inside = k[0] + k[1] * p.x + k[2] * p.y + k[3] * p.x * p.x + k[4] * p.x * p.y + k[5] * p.y * p.y;
    if (r <= k_reach_mm) return inside;
    const glm::vec2 gradient(k[1] + 2 * k[3] * p.x + k[4] * p.y, k[2] + k[4] * p.x + 2 * k[5] * p.y);
    return inside + glm::dot(gradient, at - p);
}

glm::vec3 PosedGround::Form::slope(glm::vec2 p) const {
    return glm::normalize(glm::vec3(-(k[1] + 2 * k[3] * p.x + k[4] * p.y), -(k[2] + k[4] * p.x + 2 * k[5] * p.y), 1));
}

PlacedHand place_hand(const HandPose& pose, const PosedStrip& strip, const PosedGround& ground, const content::PressureDent& full, glm::vec4 tone, std::string id) {
    glm::vec3 origin;
    const auto axes = frame_at(strip, pose, origin);
    const glm::vec3 tips(pose.trails ? k_trail_mm : 0.0f, 0, 0); // what touches, in the frame
    origin -= axes * tips; // it lies on what is under all of it
    const auto form = ground.form_at(origin, axes);
    const auto& shape = hand_mesh(pose.shape);
    auto bend = pose.bend;
    if (!pose.from_above && bend.pitch_deg > 0) bend.pitch_deg = pitch_beside_head_deg(bend.pitch_deg, axes);
    auto mesh = bent_hand(pose.shape, bend);
    const float depth = full.depth_mm * std::clamp(pose.press, 0.0f, 1.0f);
    const float lift = pose.lift_mm + k_skin_gap_mm, sunk = depth, dent_mm = full.reach * contact_radius_mm(pose.shape);
    const bool follows = pose.trails || follows_surface(pose.shape);
    const float mirror = pose.left ? -1.0f : 1.0f;
    const auto normal = form.slope({0, 0});
    PlacedHand out;
    auto& drawn = out.mesh;
    drawn.id = std::move(id);
    drawn.solid = true;
    drawn.indices = std::move(mesh.indices);
    if (pose.left)
        for (std::size_t i = 0; i + 2 < drawn.indices.size(); i += 3) std::swap(drawn.indices[i + 1], drawn.indices[i + 2]);
    // Standing hands stand on the plane that touches the surface where they do.
    const auto x = glm::normalize(glm::vec3(1, 0, 0) - normal.x * normal);
    const glm::mat3 stand(x, glm::cross(normal, x), normal);
    std::vector<float> room(mesh.positions.size());
    std::vector<bool> counts(mesh.positions.size());
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
        auto p = mesh.positions[i];
        p.y *= mirror;
        const float touching_mm = glm::length(glm::vec2(p)), arm_mm = pose.trails ? shape.mesh.positions[i].z : p.z; // a raised palm is no arm
        p += tips;
        auto local = glm::vec3(0, 0, form.k[0]) + stand * (p + glm::vec3(0, 0, lift - sunk));
        const float pressed = sunk * dent_share(touching_mm, dent_mm); // it lies in the hollow, and over its rim
        if (const float arm = glm::smoothstep(k_arm_from_mm, k_arm_mm, arm_mm); follows && arm < 1) {
            const float behind_mm = std::max(0.0f, k_wrist_x - shape.mesh.positions[i].x);
            const auto on = glm::vec2(p) + glm::vec2(behind_mm, 0);
            const float on_mm = glm::length(on);
            const auto up = form.slope(on_mm > k_reach_mm ? on * (k_reach_mm / on_mm) : on);
            const auto lying = glm::vec3(on, form.height(on)) + (p.z + lift - pressed + form.relief(on)) * up + arm_behind(behind_mm, on, form);
            local = glm::mix(lying, local, arm);
        }
        room[i] = (follows ? 0 : sunk) + (pose.shape == content::HandShape::pinch ? k_pinch_mm : 0) + std::max(0.0f, pressed) + k_sink_mm;
        counts[i] = shape.shown[i] > k_seen_share;
        const float touches = (1 - glm::smoothstep(2.0f, 12.0f, p.z)) * (1 - glm::smoothstep(0.7f, 1.3f, touching_mm / contact_radius_mm(pose.shape))) * pose.press;
        auto colour = glm::mix(k_tone, k_nail_tone, shape.nail[i]);
        colour = glm::mix(colour, glm::vec3(tone), 0.65f * touches);
        drawn.colours.push_back({colour, k_opacity * shape.shown[i]});
        mesh.positions[i] = local;
    }
    clear_of_body(mesh.positions, room, counts, ground, form);
    for (auto& p : mesh.positions) p = origin + axes * p;
    mesh.indices = drawn.indices;
    geometry::compute_normals(mesh);
    drawn.fades_along = arm_way(mesh.positions, shape.shown);
    drawn.positions = std::move(mesh.positions);
    drawn.normals = std::move(mesh.normals);
    out.contact_mm = origin + axes * glm::vec3(glm::vec2(tips), form.height(tips));
    if (depth > 0.3f && pose.lift_mm < 8) out.dent = Dent{out.contact_mm, dent_mm, depth, full.shade * std::clamp(pose.press, 0.0f, 1.0f)};
    if (pose.raise_mm > 0.3f) out.dent = Dent{out.contact_mm, 44, -pose.raise_mm, 0};
    return out;
}

} // namespace dorsum::scene
