// Shapes that vertebrae are made of, beyond the primitives of geometry/sdf.h.
#pragma once

#include "geometry/sdf.h"

#include <functional>
#include <vector>

namespace dorsum::bake {

// The shape for x >= 0, and its mirror image for x < 0.
geometry::Sdf folded_x(geometry::Sdf left);

// Plate: a polygon (counter-clockwise or not) in the plane origin + a * axes[0] + b * axes[1], thickened along axes[2].
// half_thickness may vary over the polygon; edges are rounded by `rounding`. middle: how far the plate's middle leaves that plane
// along axes[2], for a plate that is bent.
using HalfThickness = std::function<float(glm::vec2)>;
geometry::Sdf plate(std::vector<glm::vec2> polygon, glm::vec3 origin, const glm::mat3& axes, HalfThickness half_thickness,
                    float max_half_thickness, float rounding, HalfThickness middle = {});

// Articular process with its facet: an oval cushion whose face towards `normal` passes through `face`; rounder and smaller at its
// back, `depth` behind. axes: normal, up within the face. hollow_mm: how far the sides of the face stand before its middle
// (concave; negative: convex).
geometry::Sdf facet_block(glm::vec3 face, glm::vec3 normal, glm::vec2 half, float depth, float hollow_mm = 0);

inline float smooth_max(float a, float b, float k) {
    const float h = glm::max(k - glm::abs(a - b), 0.0f) / k;
    return glm::max(a, b) + h * h * k * 0.25f;
}

// The bone without what stands in front of a facet: the place of the neighbour's process.
geometry::Sdf with_free_facet(geometry::Sdf bone, glm::vec3 face, glm::vec3 normal, glm::vec2 half, float hollow_mm = 0);

// Columns: width, height, axis.
glm::mat3 frame_of(glm::vec3 axis, glm::vec3 up);

// Round-cornered curve through the points with elliptic section; halves.x along `wide`.
geometry::Sdf bar(std::vector<glm::vec3> points, std::vector<glm::vec2> halves, glm::vec3 wide);

inline float smooth_step(float from, float to, float at) {
    const float t = glm::clamp((at - from) / (to - from), 0.0f, 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

} // namespace dorsum::bake
