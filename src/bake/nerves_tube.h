// Tubes with an elliptic section along a line: nerves, cord, strands.
#pragma once

#include "geometry/curve.h"
#include "geometry/mesh.h"

#include <glm/glm.hpp>
#include <vector>

namespace dorsum::bake {

struct Tube {
    geometry::Polyline line;           // centre, proximal to distal; one ring per point
    std::vector<float> half_width;     // mm, per point: along `width_towards`
    std::vector<float> half_thickness; // mm, per point: across it
    std::vector<glm::vec3> width_towards; // per point: where the flat side faces sideways; empty: carried along without twist
    int sides = 12;
    int cap_rings = 3; // of each round end, the pole not counted
};

// Closed (round caps), outward, with fibres along the line and course.x from 0 to 1 along it.
geometry::Mesh mesh_of(const Tube& tube);

} // namespace dorsum::bake
