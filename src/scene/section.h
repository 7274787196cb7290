// The exact section of a mesh by a plane: closed contours, filled.
#pragma once

#include "scene/frame.h"

#include <optional>
#include <span>

namespace dorsum::scene {

struct CutPlane {
    glm::vec3 point_mm{0}, normal{0, 1, 0}; // what stays is where dot(normal, p - point) >= 0; unit
};

struct PlaneAxes {
    glm::vec3 u, v; // unit, in the plane; u x v points to the side that goes
};
PlaneAxes plane_axes(const CutPlane& plane);

struct SectionRequest {
    const geometry::Mesh& mesh;
    std::span<const glm::mat4> palette; // empty: at rest
    CutPlane plane;
    float rim_mm = 1; // breadth of the band along the contours; less where the structure is thin
    bool hollow = false; // the band alone: of a shell without thickness
    bool round = true; // the contour follows the round surface that the facets stand for; else the facets, for what has ridges and rims
    bool layered = false; // shells within one another have bands of their own; else the band follows the outside of them all
};

// Nothing where the plane does not meet the mesh. A point inside counts by the winding number, so that shells may lie within one
// another and overlap. Triangles between contour and band come last: they lie over the filling.
std::optional<CapShape> section(const SectionRequest& request);

} // namespace dorsum::scene
