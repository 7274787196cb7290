#include "bake/spine_attach.h"

namespace dorsum::bake {

const geometry::Bvh* BoneSurfaces::tree(const std::string& id) const {
    const auto mesh = built_.find(id);
    if (mesh == built_.end()) return nullptr;
    auto at = trees_.find(id);
    if (at == trees_.end()) at = trees_.emplace(id, geometry::Bvh(*mesh->second)).first;
    return &at->second;
}

glm::vec3 BoneSurfaces::onto(const std::string& id, glm::vec3 p, float sink_mm, float reach_mm) const {
    const auto* bone = tree(id);
    if (!bone) return p;
    const auto near = bone->nearest(p, reach_mm);
    if (!near) return p;
    const auto& mesh = *built_.at(id);
    const auto* corner = &mesh.indices[3 * near->triangle];
    const glm::vec3 normal = near->barycentric.x * mesh.normals[corner[0]] + near->barycentric.y * mesh.normals[corner[1]] +
                             near->barycentric.z * mesh.normals[corner[2]];
    return near->position - sink_mm * glm::normalize(normal);
}

std::optional<glm::vec3> BoneSurfaces::along(const std::string& id, glm::vec3 from, glm::vec3 direction, float reach_mm) const {
    const auto* bone = tree(id);
    if (!bone) return {};
    const auto hit = bone->intersect({from, glm::normalize(direction)}, reach_mm);
    if (!hit) return {};
    return hit->position;
}

} // namespace dorsum::bake
