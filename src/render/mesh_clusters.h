// A mesh in patches of some two hundred neighbouring triangles that face about the same way: what is off the screen, turned away
// or hidden is left out patch by patch. No GL.
#pragma once

#include "geometry/mesh.h"

namespace dorsum::render {

struct Cluster {
    std::uint32_t first_index = 0, index_count = 0; // within the mesh's own indices, or its buffer's once it is there
    geometry::Bounds bounds;                        // rest
    glm::vec3 facing{0};                            // mean normal; zero: faces all ways
    float spread = 1;                               // sine of the angle to the normal that differs most
};

// Puts the triangles of a patch next to each other in `indices` (a permutation of the mesh's) and lists the patches in that order.
std::vector<Cluster> make_clusters(const geometry::Mesh& mesh, std::vector<std::uint32_t>& indices);

// True where no point of it can be seen from the eye because all of it is turned away. Rest pose only.
bool faces_away(const Cluster& cluster, glm::vec3 eye_mm);

// Mean width of a triangle: what decides whether a coarser level would show.
float edge_mm(const geometry::Mesh& mesh);
// How far the triangles lie from the surface that the normals tell of: nine tenths of the edges bulge less. So far an outline moves where a
// finer level takes the place of this one.
float bulge_mm(const geometry::Mesh& mesh);

} // namespace dorsum::render
