// Which way is out of the body near a place: where hands come from. Backwards, turned sideways on the flanks and upwards on the shoulders.
#pragma once

#include "scene/surface.h"

#include <atomic>
#include <memory>

namespace dorsum::scene {

void add_normal(glm::vec3& to, const Surface& surface, const geometry::NearestPoint& at); // of its mesh, unit length at the most

// Rest pose, mm; directions have unit length. Several threads may ask at once; the surface outlives it.
class Outward {
public:
    explicit Outward(const Surface& body);

    glm::vec3 at(glm::vec3 p) const;
    // Of what a hand's breadth round it faces: one triangle in a furrow between two muscles would turn it on one side of the body only. Between
    // places in a lattice that are asked once each: thousands of tries of a path ask along nearly the same lines.
    glm::vec3 steady_at(glm::vec3 p) const;

private:
    glm::vec3 at_node(glm::ivec3 node) const;
    glm::vec3 between_nodes(glm::vec3 p) const;

    const Surface* body_;
    glm::ivec3 first_, size_; // of the lattice
    std::unique_ptr<std::atomic<std::uint32_t>[]> nodes_; // 0: not asked yet
};

} // namespace dorsum::scene
