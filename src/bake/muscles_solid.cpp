#include "bake/muscles_solid.h"

namespace dorsum::bake::muscles {

std::optional<Solid::Near> Solid::near(glm::vec3 p, float max_mm) const {
    const auto found = bvh_.nearest(p, max_mm);
    if (!found) return std::nullopt;
    // The vertex normals, not the triangle's: they tell inside from outside along edges too.
    const std::size_t first = std::size_t(found->triangle) * 3;
    glm::vec3 normal(0);
    for (std::size_t i = 0; i < 3; ++i) normal += mesh_->normals[mesh_->indices[first + i]] * found->barycentric[int(i)];
    normal = glm::normalize(normal + glm::vec3(0, 0, 1e-9f));
    const glm::vec3 away = p - found->position;
    const bool inside = glm::dot(away, normal) < 0;
    const float length = glm::length(away);
    const glm::vec3 out = length > 0.05f ? away * ((inside ? -1.0f : 1.0f) / length) : normal;
    return Near{inside ? -found->distance_mm : found->distance_mm, found->position, out};
}

bool Solid::reaches(const geometry::Bounds& box, float margin_mm) const {
    const geometry::Bounds& own = bvh_.bounds();
    return glm::all(glm::lessThanEqual(own.min, box.max + margin_mm)) &&
           glm::all(glm::lessThanEqual(box.min, own.max + margin_mm));
}

std::map<std::string, Solid> solids_of(const std::vector<std::string>& ids, const BuildContext& context) {
    std::map<std::string, Solid> out;
    for (const std::string& id : ids)
        if (const auto found = context.built.find(id); found != context.built.end()) out.emplace(id, *found->second);
    return out;
}

} // namespace dorsum::bake::muscles
