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

void limit_turns(LevelAngles& turn, const BodyModel& model) {
    // From below up and from above down, each against the level that is already done: the smaller of both keeps all steps.
    const auto step = [&](std::size_t i, float want, float from) {
        const float cap = glm::radians(model.turn_step_cap_deg[i]);
        return cap > 0 ? std::clamp(want, from - cap, from + cap) : want;
    };
    LevelAngles up = turn, down = turn;
    for (std::size_t i = k_level_count - 1; i-- > 0;) up[i] = step(i, turn[i], up[i + 1]);
    for (std::size_t i = 0; i + 1 < k_level_count; ++i) down[i + 1] = step(i, turn[i + 1], down[i]);
    for (std::size_t i = 0; i < k_level_count; ++i) {
        if (up[i] * down[i] <= 0) turn[i] = 0;
        else turn[i] = std::abs(up[i]) < std::abs(down[i]) ? up[i] : down[i];
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
