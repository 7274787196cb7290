// Signed-distance shapes (negative inside, mm) as plain values, and their meshing. Distances are exact or lower bounds near the
// surface; combinations keep them usable, not exact.
#pragma once

#include "geometry/curve.h"
#include "geometry/mesh.h"

#include <functional>

namespace dorsum::geometry {

struct Sdf {
    std::function<float(glm::vec3)> distance;
    Bounds bounds; // contains the surface; combinations maintain it
    float operator()(glm::vec3 p) const { return distance(p); }
};

// ---- primitives -------------------------------------------------------------------------------------------------------
Sdf sphere(glm::vec3 centre, float radius);
Sdf ellipsoid(glm::vec3 centre, glm::vec3 radii, const glm::mat3& axes = glm::mat3(1));
Sdf capsule(glm::vec3 a, glm::vec3 b, float radius_a, float radius_b);
// Capsule with an elliptic section: half axes `half_u` along u (made perpendicular to the axis) and `half_v` across it.
Sdf elliptic_capsule(glm::vec3 a, glm::vec3 b, glm::vec3 u, glm::vec2 half_a, glm::vec2 half_b);
Sdf rounded_box(glm::vec3 centre, glm::vec3 half, const glm::mat3& axes, float rounding);
// Tube along a line: half width / half thickness per control point, `up` per point gives the direction of the width.
Sdf swept_ellipse(std::span<const glm::vec3> line, std::span<const glm::vec2> halves, std::span<const glm::vec3> up);
Sdf half_space(glm::vec3 point, glm::vec3 normal_outward);

// ---- combinations; k is the blend radius in mm (0: sharp) --------------------------------------------------------------
Sdf unite(Sdf a, Sdf b, float k);
Sdf unite(std::vector<Sdf> shapes, float k);
Sdf subtract(Sdf a, Sdf b, float k); // a without b
Sdf intersect(Sdf a, Sdf b, float k);
Sdf offset(Sdf a, float mm);
Sdf moved(Sdf a, const glm::mat3& axes, glm::vec3 origin); // local -> world: origin + axes * local (rigid)
Sdf mirrored_x(Sdf a);                                     // reflected, not united with its mirror image

// Surface nets (dual, quads split along the shorter diagonal): closed, outward, deterministic; only the cells near the surface
// are evaluated at full resolution. step_mm: edge of the grid cells.
Mesh mesh_of(const Sdf& shape, float step_mm);
// The component with most triangles only (drops crumbs).
Mesh largest_component(const Mesh& mesh);

} // namespace dorsum::geometry
