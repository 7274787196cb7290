// A finer mesh at one place: edges are halved where asked, and the triangles beside them with them, so that no seam opens.
#pragma once

#include "geometry/mesh.h"

#include <functional>

namespace dorsum::scene {

// Halves, `rounds` times, the edges longer than `edge_mm` of triangles of which `wanted` holds at a corner or the middle. The old vertices
// keep their places in the arrays; new ones lie on the old surface. Normals, fibres, course and occlusion go along; skin is left to the caller.
geometry::Mesh refined(geometry::Mesh mesh, const std::function<bool(glm::vec3)>& wanted, float edge_mm, int rounds);

} // namespace dorsum::scene
