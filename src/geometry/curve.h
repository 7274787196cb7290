// Polylines, smooth splines through points, and frames carried along them without twist.
#pragma once

#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace dorsum::geometry {

using Polyline = std::vector<glm::vec3>; // mm

float length_mm(std::span<const glm::vec3> line);

// Centripetal Catmull-Rom spline through every control point, sampled at about step_mm; keeps the end points.
Polyline smooth_through(std::span<const glm::vec3> points, float step_mm);

// Same line with count points (>= 2) at equal arc length.
Polyline resample(std::span<const glm::vec3> line, int count);

// Point at fraction t (0..1) of the arc length.
glm::vec3 point_at(std::span<const glm::vec3> line, float t);

// Nearest point of the line: distance and fraction of arc length.
struct LineNearest {
    float distance_mm;
    float fraction;
    glm::vec3 point;
};
LineNearest nearest_on(std::span<const glm::vec3> line, glm::vec3 point);

// Rotation-minimising frames; columns: side, up, along. `up_hint` fixes the first frame's up.
std::vector<glm::mat3> frames_along(std::span<const glm::vec3> line, glm::vec3 up_hint);

} // namespace dorsum::geometry
