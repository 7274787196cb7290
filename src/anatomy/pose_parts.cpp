#include "anatomy/pose_parts.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

namespace dorsum::anatomy {

namespace {

// Forward lean of a vertebra at rest, + bent forward.
float rest_pitch(const VertebraFrame& frame) { return std::atan2(frame.axes[1].z, frame.axes[1].y); }

float thoracic_cobb_deg(const SpineCurve& curve) {
    float most = 0;
    for (const auto& s : curve.segments)
        if (s.apex >= level_t(4) && s.apex <= level_t(11)) most = std::max(most, s.cobb_deg);
    return most;
}

} // namespace

float pelvis_lean(std::size_t lowest_end, float its_lean, const BodyModel& model) {
    if (lowest_end < level_l(3).value) return 0;
    const float cap = glm::radians(model.pelvis_cap_deg);
    return std::clamp(model.pelvis_share * its_lean, -cap, cap);
}

void limit_turns(SpineShape& shape, const SpineRest& rest, const BodyModel& model) {
    constexpr auto k_lowest = static_cast<std::size_t>(k_level_count - 1);
    LevelAngles cap{}, by_lean{}, turn{}; // by_lean: turned in own axes by leaning alone, added up from below
    bool any = false;
    for (std::size_t i = k_lowest; i-- > 0;) {
        const float tilt = rest_pitch(rest.frames[i]) + rest_pitch(rest.frames[i + 1]) + shape.pitch[i] + shape.pitch[i + 1];
        by_lean[i] = by_lean[i + 1] - (shape.lean[i] - shape.lean[i + 1]) * std::sin(0.5f * tilt);
        cap[i] = glm::radians(model.turn_step_cap_deg[i]);
        any = any || cap[i] > 0;
    }
    if (!any) return;
    // The nearest to what is wanted from above and from below that no step leaves; their middle keeps all steps too.
    LevelAngles high{}, low{};
    for (std::size_t i = 0; i < k_level_count; ++i) high[i] = low[i] = turn[i] = shape.turn[i] + by_lean[i];
    const auto step = [&](std::size_t i) { return cap[i] > 0 ? cap[i] : 10.0f; };
    for (std::size_t i = k_lowest; i-- > 0;) high[i] = std::min(high[i], high[i + 1] + step(i)), low[i] = std::max(low[i], low[i + 1] - step(i));
    for (std::size_t i = 0; i < k_lowest; ++i)
        high[i + 1] = std::min(high[i + 1], high[i] + step(i)), low[i + 1] = std::max(low[i + 1], low[i] - step(i));
    for (std::size_t i = 0; i < k_level_count; ++i) turn[i] = 0.5f * (high[i] + low[i]);
    // The pelvis looks ahead.
    float reach = 0;
    turn[k_lowest] = 0;
    for (std::size_t i = k_lowest; i-- > 0;) reach += step(i), turn[i] = std::clamp(turn[i], -reach, reach);
    for (std::size_t i = 0; i < k_level_count; ++i) shape.turn[i] = turn[i] - by_lean[i];
}

void limit_extension(SpineShape& shape, const FacetRoom& room) {
    if (room.extension_deg <= 0) return;
    constexpr auto k_lowest = static_cast<std::size_t>(k_level_count - 1);
    const float most_back = glm::radians(room.extension_deg), from = glm::radians(room.lean_from_deg), rest = glm::radians(room.rest_deg);
    LevelAngles more{}, back{}; // per step: flexion added; bent back to make up for it
    float added = 0, made_up = 0;
    for (std::size_t i = 1; i < k_lowest; ++i) {
        const float step = shape.lean[i] - shape.lean[i + 1], leans = std::abs(step);
        const float now = -(step * std::sin(0.5f * (shape.turn[i] + shape.turn[i + 1])) + shape.pitch[i] - shape.pitch[i + 1]);
        more[i] = std::max(0.0f, now - most_back + room.flexion_per_lean * std::max(0.0f, leans - from));
        if (more[i] <= 0)
            back[i] = std::max(0.0f, glm::radians(room.make_up_deg) - std::max(now, 0.0f)) * std::max(0.0f, 1 - leans / glm::radians(room.still_deg));
        added += more[i];
        made_up += back[i];
    }
    if (added <= 0) return;
    const float given = std::min(1.0f, (made_up + rest) / added), taken = made_up > 0 ? std::min(1.0f, given * added / made_up) : 0;
    float sum = 0;
    for (std::size_t i = k_lowest; i-- > 0;) {
        sum += given * more[i] - taken * back[i];
        shape.pitch[i] += sum;
    }
}

void flatten(LevelAngles& pitch, const SpineRest& rest, const SpineCurve& curve, const BodyModel& model) {
    const float share = std::min(model.flatten_cap, model.flatten_per_cobb * thoracic_cobb_deg(curve));
    if (share <= 0) return;
    const auto first = level_t(1).value, last = level_t(12).value;
    float mean = 0;
    for (std::size_t i = first; i <= last; ++i) mean += rest_pitch(rest.frames[i]) / static_cast<float>(last - first + 1);
    for (std::size_t i = first; i <= last; ++i) pitch[i] += share * (mean - rest_pitch(rest.frames[i]));
    // Above and below it runs out, so that no single disc has to take it all.
    const auto top = level_c(3).value, bottom = level_l(4).value;
    for (std::size_t i = top; i < first; ++i) pitch[i] += pitch[first] * static_cast<float>(i - top) / static_cast<float>(first - top);
    for (std::size_t i = last + 1; i < bottom; ++i)
        pitch[i] += pitch[last] * static_cast<float>(bottom - i) / static_cast<float>(bottom - last);
}

LevelAngles flexion_sums(const BendModel& model, float forward) {
    LevelAngles sums{};
    for (std::size_t i = k_level_count - 1; i-- > 0;) sums[i] = sums[i + 1] + glm::radians(forward * model.flexion_deg[i]);
    return sums;
}

void breathe(std::vector<glm::mat4>& palette, const SpineRest& rest, const BreathModel& model, float breath) {
    const glm::vec3 lift(0, breath * model.sternum_up_mm, breath * model.sternum_front_mm);
    palette[k_joint_sternum] = palette[k_joint_sternum] * glm::translate(glm::mat4(1), lift);
    for (Side side : {Side::left, Side::right}) {
        const float x = side == Side::left ? 1.0f : -1.0f;
        for (int n = 1; n <= 12; ++n) {
            const auto row = static_cast<std::size_t>(n - 1);
            const float backwards = glm::radians(model.axis_deg[row]);
            const glm::vec3 axis(x * std::cos(backwards), 0, -std::sin(backwards)); // along the neck, outwards and back
            // Turning from the front upwards: about the left axis forward goes up with a negative angle, on the right the other way.
            const float angle = -x * breath * glm::radians(model.swing_deg[row]);
            const auto head = rest.frames[level_t(n).value].centre_mm + glm::vec3(20 * x, 8, -12);
            const auto about = glm::translate(glm::mat4(1), head) * glm::rotate(glm::mat4(1), angle, axis) * glm::translate(glm::mat4(1), -head);
            auto& joint = palette[joint_rib(side, n)];
            joint = joint * about;
        }
    }
}

} // namespace dorsum::anatomy
