// From the shapes as they were made to those of one body: everything in space goes through the same smooth map, after the parts
// were made and cached. So the parts serve every body, and what touched still touches.
#pragma once

#include "bake/asymmetry.h"
#include "bake/proportions.h"

namespace dorsum::bake {

class Warp {
public:
    Warp() = default; // nothing moves
    Warp(const Body& body, const anatomy::SpineRest& spine, const Anchors& anchors) : proportions_(body, spine, anchors), asymmetry_(body) {}

    glm::vec3 at(glm::vec3 p) const;
    // Positions move, normals and fibres turn with them.
    void apply(geometry::Mesh& mesh) const;
    void apply(std::vector<glm::vec3>& line) const;
    // The chain that bends stays in the mid-plane: a straight spine still measures as one.
    void apply(anatomy::SpineRest& spine) const;

private:
    Proportions proportions_;
    Asymmetry asymmetry_;
};

} // namespace dorsum::bake
