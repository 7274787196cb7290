// From a spine's shape to frames, and from frames to everything that hangs on them.
#include "anatomy/spine_shape.h"

#include <cmath>
#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/quaternion.hpp>

namespace dorsum::anatomy {

namespace {

glm::mat3 lean_rotation(float lean) { return glm::mat3(glm::rotate(glm::mat4(1), -lean, glm::vec3(0, 0, 1))); }
glm::mat3 pitch_rotation(float pitch) { return glm::mat3(glm::rotate(glm::mat4(1), pitch, glm::vec3(1, 0, 0))); }

// A rigid motion part of the way from a to b, about a point.
glm::mat4 between(const glm::mat4& a, const glm::mat4& b, float share, glm::vec3 about) {
    const auto rotation = glm::slerp(glm::quat_cast(glm::mat3(a)), glm::quat_cast(glm::mat3(b)), share);
    const auto to = glm::mix(glm::vec3(a * glm::vec4(about, 1)), glm::vec3(b * glm::vec4(about, 1)), share);
    return rigid(glm::mat3_cast(rotation), about, to);
}

// The pelvis as the sacrum goes; the legs stay upright and go up or down with their hip.
void carry_pelvis(std::vector<glm::mat4>& palette, const VertebraFrame& rest, const VertebraFrame& bent, const BodyModel& model) {
    if (bent.axes == rest.axes) return;
    palette[k_joint_pelvis] = rigid(bent.axes * glm::transpose(rest.axes), rest.centre_mm, bent.centre_mm);
    for (Side side : {Side::left, Side::right}) {
        const glm::vec3 hip = rest.centre_mm + model.hip_mm * glm::vec3(side == Side::left ? 1 : -1, 1, 1);
        palette[joint_femur(side)] = rigid(glm::mat3(1), hip, glm::vec3(palette[k_joint_pelvis] * glm::vec4(hip, 1)));
    }
}

} // namespace

std::array<VertebraFrame, k_level_count> bend_by(const SpineRest& rest, const SpineShape& shape, const LevelAngles& forward) {
    auto bent = rest.frames;
    const auto lowest = k_level_count - 1;
    bent[lowest].axes = lean_rotation(shape.lean[lowest]) * rest.frames[lowest].axes;
    for (std::size_t i = lowest; i-- > 0;) {
        const auto half = [i](const LevelAngles& angle) { return 0.5f * (angle[i] + angle[i + 1]); };
        const auto link = rest.frames[i].centre_mm - rest.frames[i + 1].centre_mm;
        bent[i].centre_mm = bent[i + 1].centre_mm +
                            pitch_rotation(half(forward)) * (lean_rotation(half(shape.lean)) * (pitch_rotation(half(shape.pitch)) * link));
        const auto& axes = rest.frames[i].axes;
        const auto turn = glm::mat3(glm::rotate(glm::mat4(1), shape.turn[i], axes[1]));
        bent[i].axes = pitch_rotation(forward[i]) * lean_rotation(shape.lean[i]) * pitch_rotation(shape.pitch[i]) * turn * axes;
    }
    return bent;
}

void carry(std::vector<glm::mat4>& palette, const SpineRest& rest, std::span<const VertebraFrame, k_level_count> bent, const BodyModel& model) {
    for (std::size_t i = 0; i < k_vertebra_count; ++i)
        palette[joint_of(Level(i))] = rigid(bent[i].axes * glm::transpose(rest.frames[i].axes), rest.frames[i].centre_mm,
                                            bent[i].centre_mm);
    palette[k_joint_skull] = palette[joint_of(level_c(1))];
    carry_pelvis(palette, rest.frames[level_s1().value], bent[level_s1().value], model);
    const auto thoracic = [&](int from, int to) {
        return std::span<const glm::mat4>(palette).subspan(joint_of(level_t(from)), static_cast<std::size_t>(to - from + 1));
    };
    const auto centre = [&](Level level) { return rest.frames[level.value].centre_mm; };
    palette[k_joint_sternum] = mean_motion(thoracic(1, 10), centre(level_t(6)) + glm::vec3(0, -30, 110));
    // Shoulder blades turn with the chest but glide on it: they lean less than the ribs below them.
    auto shoulders = mean_motion(thoracic(2, 7), centre(level_t(4)) + glm::vec3(0, 0, -60));
    const auto up = glm::vec3(shoulders[1]);
    if (up.x != 0) { // sideways, in the trunk's own plane: it may be bent forward
        const auto front = glm::normalize(glm::cross(glm::vec3(1, 0, 0), up));
        const float back = (1 - model.shoulder_share) * std::asin(glm::clamp(up.x, -1.0f, 1.0f));
        const auto about = glm::vec3(shoulders * glm::vec4(centre(level_t(4)), 1));
        shoulders = rigid(glm::mat3(glm::rotate(glm::mat4(1), back, front)), about, about) * shoulders;
    }
    for (Side side : {Side::left, Side::right}) {
        const float x = side == Side::left ? 1.0f : -1.0f;
        for (int n = 1; n <= 12; ++n) {
            const auto own = palette[joint_of(level_t(n))];
            // True and false ribs are held in front by the breastbone; the floating ones follow their vertebra alone.
            palette[joint_rib(side, n)] = between(n <= 10 ? palette[k_joint_sternum] : own, own, model.rib_share,
                                                  centre(level_t(n)) + glm::vec3(70 * x, -20, 0));
        }
        palette[joint_scapula(side)] = palette[joint_humerus(side)] = shoulders;
    }
}

} // namespace dorsum::anatomy
