#include "render/packed_level.h"

#include "core/parallel.h"

namespace dorsum::render {

PackedMesh pack_mesh(const geometry::Mesh& mesh) {
    PackedMesh packed;
    packed.vertices.reserve(mesh.positions.size());
    append_packed(mesh, packed.vertices);
    packed.clusters = make_clusters(mesh, packed.indices);
    packed.bounds = geometry::bounds_of(mesh);
    packed.joints = joints_used(mesh);
    packed.edge_mm = edge_mm(mesh);
    packed.bulge_mm = bulge_mm(mesh);
    return packed;
}

std::vector<PackedPart> pack_level(const anatomy::Atlas& atlas, int lod) {
    std::vector<PackedPart> level(atlas.structures.size());
    core::parallel_for(0, level.size(), [&](std::size_t i) { level[i] = {anatomy::StructureIndex(i), pack_mesh(anatomy::mesh_at(atlas.structures[i], lod))}; });
    return level;
}

} // namespace dorsum::render
