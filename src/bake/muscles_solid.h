// Finished meshes as solids: the nearest point of their surface, and how deep a point lies inside.
#pragma once

#include "bake/recipe.h"
#include "geometry/ray.h"

namespace dorsum::bake::muscles {

class Solid {
public:
    explicit Solid(const geometry::Mesh& mesh) : mesh_(&mesh), bvh_(mesh) {}

    struct Near {
        float distance_mm; // negative inside
        glm::vec3 surface; // nearest point of the surface
        glm::vec3 out;     // unit, the way out of the solid
    };
    std::optional<Near> near(glm::vec3 p, float max_mm) const;
    const geometry::Bvh& bvh() const { return bvh_; }
    bool reaches(const geometry::Bounds& box, float margin_mm) const;

private:
    const geometry::Mesh* mesh_; // lives as long as the context it came from
    geometry::Bvh bvh_;
};

// The solids of these ids, as far as they have been built (a test may leave some out).
std::map<std::string, Solid> solids_of(const std::vector<std::string>& ids, const BuildContext& context);

} // namespace dorsum::bake::muscles
