#include "bake/bones_mesh.h"

#include "geometry/simplify.h"

#include <utility>

namespace dorsum::bake {

namespace {

constexpr float k_error_mm = 0.4f;

} // namespace

geometry::Mesh mirrored(geometry::Mesh mesh) {
    for (glm::vec3& p : mesh.positions) p.x = -p.x;
    for (glm::vec3& n : mesh.normals) n.x = -n.x;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) std::swap(mesh.indices[i + 1], mesh.indices[i + 2]);
    return mesh;
}

geometry::Mesh bone_mesh(const geometry::Sdf& left, float step_mm, std::size_t triangles, anatomy::Side side) {
    geometry::Mesh mesh = geometry::simplified(geometry::largest_component(geometry::mesh_of(left, step_mm)), triangles, k_error_mm);
    return side == anatomy::Side::right ? mirrored(std::move(mesh)) : mesh;
}

} // namespace dorsum::bake
