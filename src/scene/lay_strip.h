// Lays a strip on the body: from a few landmarks to a grid of surface points in the rest pose.
#pragma once

#include "scene/compose_cache.h"

namespace dorsum::scene {

struct StripRequest {
    std::vector<glm::vec3> path_mm;                  // rest; one point: a spot, the strip then runs upwards through it
    std::vector<anatomy::StructureIndex> targets;    // what is worked on; the strip lies on the body from their outermost layer inwards
    float half_width_mm = 20;
    bool on_skin = false; // on the skin instead of what is worked on
    bool steady = false;  // seen from where a hand's breadth round it faces; a spot, and a path as short as between two small muscles, are not
};

// The outermost muscle layer among these structures: hands work from there inwards, and what lies further out is in the way.
anatomy::Layer worked_layer(std::span<const anatomy::StructureIndex> targets, const anatomy::Atlas& atlas);

// A landmark moved onto the surface of these structures, from outside or else the nearest point; itself where they are far away. Steady:
// from where a hand's breadth round it faces, so that what is painted there is alike on both sides.
glm::vec3 on_surface(glm::vec3 rest_mm, std::span<const anatomy::StructureIndex> structures, ComposeCache& cache, bool steady = false);

// Nothing where the path lies too far from any surface.
std::optional<SurfaceStrip> lay_strip(const StripRequest& request, ComposeCache& cache);

// The same surface round the strip, as far as a hand reaches.
std::vector<GroundPoint> lay_ground(const StripRequest& request, const SurfaceStrip& strip, ComposeCache& cache);

} // namespace dorsum::scene
