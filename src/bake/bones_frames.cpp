#include "bake/bones_frames.h"

#include <cmath>

namespace dorsum::bake {

namespace {

// Turns round +X: positive leans the top forward.
glm::mat3 lean(float radians) {
    const float c = std::cos(radians), s = std::sin(radians);
    return {glm::vec3(1, 0, 0), glm::vec3(0, c, s), glm::vec3(0, -s, c)};
}

float slope_of(const glm::mat3& axes) { return std::atan2(axes[1].z, axes[1].y); }

// Angle between the normal of the sacral endplate and the line from its centre to the hip axis.
float pelvic_incidence(const BoneFrame& pelvis, glm::vec3 hip_local, glm::vec3 endplate, float slope) {
    const glm::vec3 to_hip = pelvis.to_world(hip_local) - endplate;
    return slope + std::atan2(to_hip.z, -to_hip.y);
}

} // namespace

BoneFrame rib_frame(const anatomy::SpineRest& spine, int rib) {
    const auto& frame = spine.frames[anatomy::level_t(rib).value];
    return {frame.centre_mm, frame.axes};
}

BoneFrame thorax_frame(const anatomy::SpineRest& spine) {
    BoneFrame frame;
    for (int n = 1; n <= 10; ++n) frame.origin += 0.1f * spine.frames[anatomy::level_t(n).value].centre_mm;
    frame.origin.x = 0;
    const glm::vec3 up =
        spine.frames[anatomy::level_t(1).value].centre_mm - spine.frames[anatomy::level_t(10).value].centre_mm;
    frame.axes = lean(std::atan2(up.z, up.y));
    return frame;
}

BoneFrame scapula_frame(const Facts& facts, const anatomy::SpineRest& spine) {
    const BoneFrame thorax = thorax_frame(spine);
    const float turn = glm::radians(static_cast<float>(facts.number("shoulder/scapula/angles/coronal")));
    const float tilt = glm::radians(static_cast<float>(facts.number("shoulder/scapula/angles/tilt")));
    const glm::vec3 lateral(std::cos(turn), 0, std::sin(turn)), ventral(-std::sin(turn), 0, std::cos(turn));
    const glm::vec3 up = std::cos(tilt) * glm::vec3(0, 1, 0) + std::sin(tilt) * ventral;
    return {thorax.to_world(facts.vec3("shoulder/scapula/placement/origin")),
            glm::mat3(lateral, up, glm::cross(lateral, up))};
}

BoneFrame pelvis_frame(const Facts& facts, const anatomy::SpineRest& spine) {
    const auto& s1 = spine.frames[anatomy::level_s1().value];
    const float slope = slope_of(s1.axes);
    const float with_sacrum = slope - glm::radians(static_cast<float>(facts.number("pelvis/placement/reference_slope")));
    const float wanted = glm::radians(static_cast<float>(facts.number("pelvis/placement/pelvic_incidence")));
    const glm::vec3 pivot = facts.vec3("pelvis/pivot/sacroiliac"), hip = facts.vec3("pelvis/points/acetabulum");
    // The scanned man's incidence is low. The hip bones turn back about the sacroiliac joint until the hip axis lies where
    // the wanted incidence has it.
    const glm::vec3 joint = s1.centre_mm + lean(with_sacrum) * pivot;
    const auto turned = [&](float back) {
        const glm::mat3 axes = lean(with_sacrum - back);
        return BoneFrame{joint - axes * pivot, axes};
    };
    float low = glm::radians(-20.0f), high = glm::radians(40.0f);
    for (int i = 0; i < 30; ++i) {
        const float middle = 0.5f * (low + high);
        (pelvic_incidence(turned(middle), hip, s1.centre_mm, slope) < wanted ? low : high) = middle;
    }
    return turned(0.5f * (low + high));
}

BoneFrame femur_frame(const Facts& facts, const anatomy::SpineRest& spine) {
    return {pelvis_frame(facts, spine).to_world(facts.vec3("pelvis/points/acetabulum")), glm::mat3(1)};
}

BoneFrame skull_frame(const anatomy::SpineRest& spine) {
    const auto& atlas = spine.frames[anatomy::level_c(1).value];
    return {atlas.centre_mm, atlas.axes};
}

std::vector<glm::vec3> fact_line(const Facts& facts, const std::string& key) {
    std::vector<glm::vec3> points;
    while (facts.has(key + std::to_string(points.size())))
        points.push_back(facts.vec3(key + std::to_string(points.size())));
    return points;
}

std::vector<glm::vec3> to_world(const BoneFrame& frame, std::vector<glm::vec3> points) {
    for (glm::vec3& p : points) p = frame.to_world(p);
    return points;
}

} // namespace dorsum::bake
