// Thin curved bones as solids: plates over a planform, and patches swept over a grid of points. Crests keep their edges, because
// thickness is given point by point instead of being blown up from capsules.
#pragma once

#include "bake/bones_frames.h"
#include "geometry/sdf.h"

#include <array>
#include <span>

namespace dorsum::bake {

// A place of the planform: its coordinates, the height of the middle surface above the frame's plane and half the thickness
// (both along the frame's third axis).
struct PlateNode {
    glm::vec2 at;
    float middle, half;
};

struct PlateSpec {
    BoneFrame frame; // first two axes span the planform, the third is the height
    std::vector<PlateNode> nodes;
    std::vector<glm::vec2> outline;            // closed, smooth through these points
    std::vector<std::vector<glm::vec2>> holes; // likewise
    float edge_mm = 4.0f;                      // rounding of the rim, never more than half the thickness there
    float hole_edge_mm = 4.0f;                 // the same for the holes
};

geometry::Sdf plate(const PlateSpec& spec);

// Nodes [u, v, from, to] below a key ("<key>n0"..), outlines from one list of numbers.
std::vector<PlateNode> fact_nodes(const Facts& facts, const std::string& key);
std::vector<glm::vec2> fact_outline(const Facts& facts, const std::string& key);

// Middle surface through rows x columns points, smooth between them; half thickness per point; round rims.
geometry::Sdf patch(std::span<const glm::vec3> points, std::span<const float> halves, int columns, int fineness = 4);

} // namespace dorsum::bake
