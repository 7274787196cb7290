#include "scene/pins.h"

#include "geometry/skinning.h"

#include <algorithm>

namespace dorsum::scene {

std::optional<PosedPin> posed_pin(const session::Pin& pin, std::span<const glm::mat4> palette, ComposeCache& cache) {
    const auto index = cache.atlas().find(pin.structure);
    if (!index.valid()) return std::nullopt;
    const auto& surface = cache.surface(index);
    const auto near = surface.tree.nearest(pin.rest_mm);
    if (!near) return std::nullopt;
    const auto& mesh = *surface.mesh;
    const std::uint32_t* corner = &mesh.indices[3 * near->triangle];
    glm::vec3 normal = glm::cross(mesh.positions[corner[1]] - mesh.positions[corner[0]], mesh.positions[corner[2]] - mesh.positions[corner[0]]);
    if (glm::dot(normal, normal) < 1e-12f) normal = glm::vec3(0, 0, -1);
    const auto skin = mesh.skin.empty() ? geometry::SkinWeights{} : geometry::interpolate(mesh, near->triangle, near->barycentric);
    return PosedPin{geometry::skin_point(near->position, skin, palette), geometry::skin_direction(glm::normalize(normal), skin, palette)};
}

std::optional<glm::vec3> rest_place(anatomy::StructureIndex structure, glm::vec3 posed_mm, std::span<const glm::mat4> palette, ComposeCache& cache) {
    if (!structure.valid()) return std::nullopt;
    const auto& surface = cache.surface(structure);
    const bool straight = std::all_of(palette.begin(), palette.end(), [](const glm::mat4& m) { return m == glm::mat4(1); });
    if (straight) {
        const auto near = surface.tree.nearest(posed_mm);
        return near ? std::optional(near->position) : std::nullopt;
    }
    const auto posed = geometry::skinned(*surface.mesh, palette);
    const auto near = geometry::Bvh(posed).nearest(posed_mm);
    if (!near) return std::nullopt;
    glm::vec3 rest(0);
    for (int k = 0; k < 3; ++k) rest += near->barycentric[k] * surface.mesh->positions[surface.mesh->indices[3 * near->triangle + static_cast<std::uint32_t>(k)]];
    return rest;
}

} // namespace dorsum::scene
