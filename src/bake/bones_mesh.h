// From a shape of the left side to the finished mesh of either side.
#pragma once

#include "anatomy/structure.h"
#include "geometry/sdf.h"

namespace dorsum::bake {

// Meshes at step_mm, keeps the largest piece and simplifies to about `triangles` (never by more than error_mm).
geometry::Mesh bone_mesh(const geometry::Sdf& left, float step_mm, std::size_t triangles, anatomy::Side side);

geometry::Mesh mirrored(geometry::Mesh mesh); // x -> -x, still counter-clockwise from outside

} // namespace dorsum::bake
