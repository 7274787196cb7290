#include "scene/compose.h"

#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

namespace dorsum::scene {

glm::mat4 CameraPose::view() const { return glm::lookAt(eye_mm, target_mm, up); }

glm::mat4 CameraPose::projection(float aspect) const {
    const auto centred = glm::perspective(glm::radians(fov_y_deg), aspect, near_mm, far_mm);
    return glm::translate(glm::mat4(1), glm::vec3(shift, 0)) * centred;
}

CameraPose camera_pose(const session::Camera& camera, const geometry::Bounds& atlas_bounds, float aspect) {
    CameraPose pose;
    const float yaw = glm::radians(camera.yaw_deg), pitch = glm::radians(camera.pitch_deg);
    const glm::vec3 outward(std::sin(yaw) * std::cos(pitch), std::sin(pitch), -std::cos(yaw) * std::cos(pitch));
    // Tall and narrow pictures (a kiosk on its side) see as much across as a square one would.
    const float distance = camera.distance_mm * std::max(1.0f, 1.0f / std::max(0.2f, aspect));
    pose.target_mm = camera.target_mm;
    pose.eye_mm = camera.target_mm + distance * outward;
    const float reach = atlas_bounds.empty() ? 1000.0f : atlas_bounds.radius() + glm::distance(atlas_bounds.centre(), camera.target_mm);
    pose.near_mm = std::max(5.0f, 0.5f * (distance - reach));
    pose.far_mm = distance + reach + 200.0f;
    return pose;
}

} // namespace dorsum::scene
