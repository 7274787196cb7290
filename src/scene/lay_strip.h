// Lays a strip on the body: from a few landmarks to a grid of surface points in the rest pose.
#pragma once

#include "scene/compose_cache.h"

namespace dorsum::scene {

struct StripRequest {
    std::vector<glm::vec3> path_mm;                  // rest; one point: a spot, the strip then runs upwards through it
    std::vector<anatomy::StructureIndex> targets;    // the surfaces to lie on; elsewhere the body's outermost muscle or bone
    float half_width_mm = 20;
};

// Nothing where the path lies too far from any surface.
std::optional<SurfaceStrip> lay_strip(const StripRequest& request, ComposeCache& cache);

} // namespace dorsum::scene
