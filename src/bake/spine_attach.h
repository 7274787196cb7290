// Points brought onto the surface of finished bones, so that what is attached to a bone touches it whatever the bone's shape.
#pragma once

#include "bake/recipe.h"
#include "geometry/ray.h"

#include <optional>

namespace dorsum::bake {

class BoneSurfaces {
public:
    explicit BoneSurfaces(const BuildContext& context) : built_(context.built) {}

    // The nearest point of the bone, `sink_mm` below its surface; the point itself where the bone is not built or further off
    // than `reach_mm`.
    glm::vec3 onto(const std::string& id, glm::vec3 p, float sink_mm = 0.3f, float reach_mm = 25) const;
    // The first point of the bone from here in a direction, or nothing within `reach_mm`.
    std::optional<glm::vec3> along(const std::string& id, glm::vec3 from, glm::vec3 direction, float reach_mm) const;

private:
    const geometry::Bvh* tree(const std::string& id) const;

    const std::map<std::string, const geometry::Mesh*>& built_;
    mutable std::map<std::string, geometry::Bvh> trees_;
};

} // namespace dorsum::bake
