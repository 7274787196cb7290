// What compose computes once per atlas (or once per stroke) and keeps: ray trees, stroke strips in the rest pose, bulged discs.
#pragma once

#include "geometry/ray.h"
#include "scene/compose.h"
#include "scene/strip.h"

#include <map>

namespace dorsum::scene {

class ComposeCache {
public:
    explicit ComposeCache(const anatomy::Atlas& atlas) : atlas_(atlas) {}

    const anatomy::Atlas& atlas() const { return atlas_; }
    // The tree and the mesh (a middle level of detail) of one structure, and of all muscles, fasciae and bones together.
    struct Surface {
        const geometry::Mesh* mesh = nullptr;
        geometry::Bvh tree;
    };
    const Surface& surface(anatomy::StructureIndex structure);
    const Surface& body();

    std::map<std::string, std::vector<LaidStroke>> laid; // by step, sides, levels and mode
    std::map<std::string, std::shared_ptr<const geometry::Mesh>> bulged; // by disc state

private:
    const anatomy::Atlas& atlas_;
    std::map<anatomy::StructureIndex, Surface> surfaces_;
    geometry::Mesh body_mesh_;
    std::optional<Surface> body_;
};

} // namespace dorsum::scene
