// From a spine's shape to frames, and from frames to everything that hangs on them.
#include "anatomy/spine_shape.h"

#include <algorithm>
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

// Out of the chest through a blade at rest.
glm::vec3 outward(float x, const BladeModel& model) { return glm::normalize(glm::vec3(model.slope * x, 0, -1)); }

// How far the ribs rise through a blade that moves so, where they part from one another below it: places on its front, in the man's mm.
float rise_mm(const std::vector<glm::mat4>& palette, const SpineRest& rest, Side side, const glm::mat4& blade, const BladeModel& model) {
    const float x = side == Side::left ? 1.0f : -1.0f;
    const auto out = glm::mat3(blade) * outward(x, model);
    float most = model.between_mm;
    for (int n = 3; n <= 8; ++n)
        for (const float aside : model.aside_mm) {
            const auto at = glm::vec4(rest.frames[level_t(n).value].centre_mm + glm::vec3(aside * x, 0, model.slope * (aside - model.edge_mm)), 1);
            most = std::max(most, glm::dot(out, glm::vec3(palette[joint_rib(side, n)] * at - blade * at)));
        }
    return most - model.between_mm;
}

// A shoulder blade rides on the ribs below it, so that none comes through; but it glides on them and leans less sideways than they do.
glm::mat4 shoulder_motion(const std::vector<glm::mat4>& palette, const SpineRest& rest, Side side, const BodyModel& body) {
    const float x = side == Side::left ? 1.0f : -1.0f;
    const auto blade = rest.frames[level_t(5).value].centre_mm + glm::vec3(body.blade.out_mm * x, 0, -body.blade.behind_mm);
    const auto ribs = std::span<const glm::mat4>(palette).subspan(joint_rib(side, 3), 5);
    const auto moved = mean_motion(ribs, blade);
    const auto lifted = [&](const glm::mat4& motion) {
        const auto out = glm::mat3(motion) * outward(x, body.blade);
        return glm::translate(glm::mat4(1), out * rise_mm(palette, rest, side, motion, body.blade)) * motion;
    };
    const auto up = glm::vec3(moved[1]);
    if (up.x == 0) return lifted(moved);
    // Sideways in the trunk's own plane: it may be bent forward. About the spine, so that the shoulder on the low side comes up.
    const auto front = glm::normalize(glm::cross(glm::vec3(1, 0, 0), up));
    const float back = (1 - body.shoulder_share) * std::asin(glm::clamp(up.x, -1.0f, 1.0f));
    const auto about = glm::vec3(moved * glm::vec4(rest.frames[level_t(4).value].centre_mm, 1));
    return lifted(rigid(glm::mat3(glm::rotate(glm::mat4(1), back, front)), about, about) * moved);
}

} // namespace

std::array<VertebraFrame, k_level_count> bend_by(const SpineRest& rest, const SpineShape& shape, const LevelAngles& forward, const FacetGlide* glide) {
    auto bent = rest.frames;
    const auto lowest = k_level_count - 1;
    bent[lowest].axes = lean_rotation(shape.lean[lowest]) * rest.frames[lowest].axes;
    for (std::size_t i = lowest; i-- > 0;) {
        const auto& axes = rest.frames[i].axes;
        const auto turn = glm::mat3(glm::rotate(glm::mat4(1), shape.turn[i], axes[1]));
        bent[i].axes = pitch_rotation(forward[i]) * lean_rotation(shape.lean[i]) * pitch_rotation(shape.pitch[i]) * turn * axes;
    }
    // The way from one centre to the next goes half with either, so that how two neighbours lie to one another follows from how they
    // are turned to one another alone; and where they would sink into one another they glide.
    std::array<glm::vec3, k_level_count> links{};
    float length = 0, now = 0;
    for (std::size_t i = 0; i < lowest; ++i) {
        const auto link = rest.frames[i].centre_mm - rest.frames[i + 1].centre_mm;
        const auto below = bent[i + 1].axes * glm::transpose(rest.frames[i + 1].axes), above = bent[i].axes * glm::transpose(rest.frames[i].axes);
        const auto turned = rotation_vector(glm::transpose(below) * above); // in the world's axes at rest
        links[i] = below * (rotation_of(0.5f * turned) * link);
        if (glide) links[i] += bent[i + 1].axes * glide->at(Level(i), glm::transpose(rest.frames[i + 1].axes) * turned);
        length += glm::length(link), now += glm::length(links[i]);
    }
    // What gliding adds to the spine's length all its discs give back.
    for (std::size_t i = lowest; i-- > 0;) bent[i].centre_mm = bent[i + 1].centre_mm + (length / now) * links[i];
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
    palette[k_joint_diaphragm] = mean_motion(thoracic(8, 11), centre(level_t(10)) + glm::vec3(0, 0, 50));
    for (Side side : {Side::left, Side::right}) {
        const float x = side == Side::left ? 1.0f : -1.0f;
        for (int n = 1; n <= 12; ++n) {
            const auto own = palette[joint_of(level_t(n))];
            // True and false ribs are held in front by the breastbone; the floating ones follow their vertebra alone.
            palette[joint_rib(side, n)] = between(n <= 10 ? palette[k_joint_sternum] : own, own, model.rib_share,
                                                  centre(level_t(n)) + glm::vec3(70 * x, -20, 0));
        }
        palette[joint_scapula(side)] = palette[joint_humerus(side)] = shoulder_motion(palette, rest, side, model);
    }
}

} // namespace dorsum::anatomy
