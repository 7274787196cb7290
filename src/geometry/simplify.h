// Tidying and coarsening meshes: welding, levels of detail, orders that the graphics card likes. Deterministic.
#pragma once

#include "geometry/mesh.h"

#include <span>

namespace dorsum::geometry {

// Vertices nearer than tolerance_mm to one another become one (other attributes: the first one's); triangles without area and
// repeated triangles go. Normals are left as they are.
Mesh welded(const Mesh& mesh, float tolerance_mm);

// About `triangles` triangles, or more where fewer would leave the surface by more than max_error_mm. Open borders stay. The
// vertices are some of the given ones, with all their attributes.
// `as`: where the vertices lie when the error is measured, if not where they are: a mesh that is going to be bent, bent.
// `kept`: triangles (their numbers, rising) that stay as they are.
Mesh simplified(const Mesh& mesh, std::size_t triangles, float max_error_mm, std::span<const glm::vec3> as = {}, std::span<const std::uint32_t> kept = {});

// Same mesh, triangles and vertices reordered for the vertex cache; unused vertices dropped.
void optimise_order(Mesh& mesh);

// Edges that have a triangle on one side only, or more than two triangles: 0 for a closed manifold.
std::size_t open_edge_count(const Mesh& mesh);

// The vertices in `kept`, in that order; indices must already be renumbered by the caller.
void keep_vertices(Mesh& mesh, const std::vector<std::uint32_t>& kept);

} // namespace dorsum::geometry
