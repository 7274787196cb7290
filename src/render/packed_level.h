// A level of detail as the graphics card wants it. No GL: made on any thread, while the first picture is drawn or the programs are compiled.
#pragma once

#include "anatomy/atlas.h"
#include "render/mesh_clusters.h"
#include "render/vertex_packing.h"

namespace dorsum::render {

struct PackedMesh {
    std::vector<PackedVertex> vertices;
    std::vector<std::uint32_t> indices; // within the mesh
    std::vector<Cluster> clusters;
    geometry::Bounds bounds;
    std::uint64_t joints = 0;
    float edge_mm = 0, bulge_mm = 0;
};

PackedMesh pack_mesh(const geometry::Mesh& mesh);

struct PackedPart {
    anatomy::StructureIndex structure; // of the atlas
    PackedMesh mesh;
};

// lod: one of the atlas's own levels, 0 .. anatomy::k_lod_count - 1. All its structures.
std::vector<PackedPart> pack_level(const anatomy::Atlas& atlas, int lod);

} // namespace dorsum::render
