// Lays a strip on the body: from a few landmarks to a grid of surface points in the rest pose.
#pragma once

#include "scene/compose_cache.h"

#include <functional>

namespace dorsum::scene {

struct StripRequest {
    std::vector<glm::vec3> path_mm;                  // rest; one point: a spot, the strip then runs upwards through it
    std::vector<anatomy::StructureIndex> targets;    // what is worked on; the strip lies on the body from their outermost layer inwards
    float half_width_mm = 20;
    bool on_skin = false; // carried out to the skin, once it is laid
    bool named = true;    // the strip is to tell which target it mostly lies on
    bool steady = false;  // seen from where a hand's breadth round it faces; a spot, and a path as short as between two small muscles, are not
};

// The outermost muscle layer among these structures: hands work from there inwards, and what lies further out is in the way.
anatomy::Layer worked_layer(std::span<const anatomy::StructureIndex> targets, const anatomy::Atlas& atlas);

// A landmark moved onto the surface of these structures, from outside or else the nearest point; itself where they are far away. Steady:
// from where a hand's breadth round it faces, so that what is painted there is alike on both sides.
glm::vec3 on_surface(glm::vec3 rest_mm, std::span<const anatomy::StructureIndex> structures, ComposeCache& cache, bool steady = false);

// On what is worked on. Nothing where the path lies too far from any surface.
std::optional<SurfaceStrip> lay_strip(const StripRequest& request, ComposeCache& cache);

// The same in two goes: most questions about a path ask for its middle line alone, and most paths that are tried are not taken.
class StripLayer {
public:
    StripLayer(const StripRequest& request, ComposeCache& cache); // both outlive it
    ~StripLayer();
    StripLayer(StripLayer&&) noexcept;

    bool laid() const { return state_ != nullptr; } // false: the path lies too far from any surface
    // Its middle line, with the length and the normals there, lies as in the end; what lies beside it does not, and has no joints.
    const SurfaceStrip& middle() const { return strip_; }
    SurfaceStrip finish() &&;

private:
    struct State;
    const StripRequest& request_;
    ComposeCache& cache_;
    SurfaceStrip strip_;
    std::unique_ptr<State> state_;
};

// The target that most of such a strip lies on: its structure's id.
std::string mostly_over(const StripRequest& request, ComposeCache& cache);

// The triangle of a mesh that a point lies on, with the joints of its corners.
Footing footing_on(const geometry::Mesh& mesh, std::uint32_t triangle, glm::vec3 shares);

// How far beside itself a row begins, given its way out.
using Aside = std::function<glm::vec3(std::size_t row, glm::vec3 out)>;
// A laid strip carried outwards, row by row along one way out, to the skin: the same path, on what is drawn.
SurfaceStrip carried_to_skin(const SurfaceStrip& below, ComposeCache& cache, const Aside& aside);
// The same of its middle line alone; the atlas has a skin.
SurfaceStrip middle_carried_to_skin(const SurfaceStrip& below, ComposeCache& cache, const Aside& aside);

// The same surface round the strip, as far as a hand reaches.
std::vector<GroundPoint> lay_ground(const StripRequest& request, const SurfaceStrip& strip, ComposeCache& cache);

} // namespace dorsum::scene
