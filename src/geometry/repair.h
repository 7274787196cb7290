// Mending what coarsening leaves behind. Deterministic; a mesh without faults comes back as it was.
#pragma once

#include "geometry/mesh.h"

#include <cstddef>

namespace dorsum::geometry {

// Where two sheets of a surface share an edge they are parted, a hair's breadth from one another: afterwards no edge has more
// than two triangles. Borders stay. Returns how many vertices were added.
std::size_t part_touching(Mesh& mesh);

// Flips and collapses edges until no triangle has an angle below min_angle_deg. Vertices are dropped, never made, and moved only
// where nothing else helps; the topology stays. Returns how many such triangles could not be helped.
std::size_t remove_slivers(Mesh& mesh, float min_angle_deg);

// The smallest angle of any triangle, degrees; 180 for an empty mesh.
float smallest_angle_deg(const Mesh& mesh);

} // namespace dorsum::geometry
