// Where on a muscle's middle cross-section each vertex's fibre passes: constant along a fibre, so that a pattern over
// it becomes striations that follow the muscle, fan out and converge with it. No GL.
#pragma once

#include "geometry/mesh.h"

namespace dorsum::render {

// Two coordinates in mm per vertex, within +-2000; empty where the mesh has no fibres or no course.
std::vector<glm::vec2> strand_coordinates(const geometry::Mesh& mesh);

} // namespace dorsum::render
