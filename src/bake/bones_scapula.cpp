#include "bake/bones_scapula.h"

#include "bake/bones_plate.h"

namespace dorsum::bake {
using geometry::Sdf;

namespace {

const std::string k_scapula = "shoulder/scapula/";

// Everything below is in the frame of the blade: lateral, up, ventral.

Sdf blade(const Facts& facts) {
    PlateSpec spec;
    spec.nodes = fact_nodes(facts, k_scapula + "blade/nodes");
    spec.outline = fact_outline(facts, k_scapula + "blade/rim/outline");
    spec.edge_mm = 3.0f;
    return plate(spec);
}

// The border facing the armpit is the blade's strong rod.
Sdf lateral_border() {
    const glm::vec3 line[] = {{60, 28, 4}, {49, 14, 2.5f}, {38, 0, 0.5f}, {28, -15, -2}, {18, -33, -1}, {8, -54, 2.5f}};
    const glm::vec2 halves[] = {{4.5f, 5.5f}, {3.6f, 5}, {3.2f, 4.6f}, {3, 4}, {2.8f, 3.4f}, {2.5f, 2.5f}};
    const glm::vec3 up[] = {{0.6f, -0.8f, 0}};
    return geometry::swept_ellipse(line, halves, up);
}

// Rows: from the foot on the blade to the crest; columns: from the root outwards to the free edge over the neck.
Sdf spine_wall() {
    const glm::vec3 points[] = {{-31, 45, -2}, {-14, 43, -3},  {4, 46, -5},   {22, 49, -6},  {38, 52, -7},
                                {-31, 45, -1}, {-13, 44, -7},  {4, 49, -12},  {22, 55, -14}, {43, 60, -18},
                                {-31, 45, -2}, {-12, 45, -13}, {4, 51, -21},  {22, 61, -24}, {46, 68, -28}};
    const float halves[] = {1.8f, 2, 2.4f, 3.2f, 4.5f, 1.6f, 1.5f, 1.6f, 2.2f, 3.2f, 1.6f, 1.7f, 2.2f, 2.8f, 3.4f};
    return patch(points, halves, 5, 3);
}

Sdf spine_crest() {
    const glm::vec3 line[] = {{-32, 45, -1}, {-20, 45.5f, -7}, {-10, 46, -13.5f}, {2, 49, -19.5f}, {14, 57, -22}, {28, 63, -24.5f}, {44, 68, -28}, {58, 68, -31}};
    const glm::vec2 halves[] = {{5, 1.8f}, {4, 2}, {4.5f, 2.2f}, {4.5f, 2.4f}, {3.8f, 2.6f}, {4.2f, 2.8f}, {5.5f, 3}, {7, 3.4f}};
    const glm::vec3 up[] = {{0, 1, 0.1f}, {0, 1, 0.1f}, {0, 1, 0.1f}, {-0.3f, 1, 0}, {-0.4f, 1, 0}, {-0.3f, 1, 0.1f}, {-0.2f, 1, 0.3f}, {0, 1, 0.45f}};
    return geometry::swept_ellipse(line, halves, up);
}

// A flat shovel that turns forward over the joint: rows from back to front edge.
Sdf acromion() {
    const glm::vec3 points[] = {{52, 66, -32}, {64, 65, -36}, {75, 67, -36}, {85, 76, -28},
                                {50, 71, -27}, {62, 75, -26}, {76, 81, -22}, {90, 84.5f, -14},
                                {52, 74, -23}, {62, 79, -18}, {74, 86, -13}, {87, 88, -6}};
    const float halves[] = {3, 3.2f, 3.4f, 3.4f, 3.2f, 3.8f, 4.2f, 3.8f, 2.6f, 3.2f, 3.6f, 3.4f};
    return patch(points, halves, 4, 3);
}

Sdf coracoid() {
    const glm::vec3 line[] = {{49, 58, 9}, {50, 68, 14}, {55, 76, 20}, {63, 78, 26}, {73, 75, 32}, {83, 71, 34}};
    const glm::vec2 halves[] = {{10, 8}, {9, 6.5f}, {7.5f, 6}, {6.5f, 5.5f}, {6, 5}, {5, 4.5f}};
    const glm::vec3 up[] = {{1, 0, 0.2f}, {1, 0, 0}, {0.6f, 0, -0.8f}, {0.5f, 0.2f, -0.8f}, {0.3f, 0.3f, -0.9f}, {0.2f, 0.4f, -0.9f}};
    return geometry::swept_ellipse(line, halves, up);
}

// Neck and pear-shaped socket, hollowed for the head of the humerus.
Sdf glenoid() {
    std::vector<Sdf> parts;
    parts.push_back(geometry::elliptic_capsule({42, 44, 3}, {63, 47, 9.5f}, {0, 1, 0}, {13, 6}, {17, 9.5f}));
    const glm::mat3 axes(1);
    parts.push_back(geometry::ellipsoid({67.5f, 44, 10.5f}, {6, 16, 12.5f}, axes));
    parts.push_back(geometry::ellipsoid({66.5f, 56, 12}, {6, 12, 8.5f}, axes));
    Sdf pear = geometry::unite(std::move(parts), 4.0f);
    return geometry::subtract(std::move(pear), geometry::sphere({101, 48.5f, 15}, 30.5f), 1.2f);
}

} // namespace

Sdf scapula_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    Sdf thin = geometry::unite(geometry::unite(blade(facts), lateral_border(), 5.0f), spine_wall(), 3.0f);
    Sdf ridge = geometry::unite(spine_crest(), acromion(), 3.0f);
    Sdf joint = geometry::unite(glenoid(), coracoid(), 3.5f);
    Sdf bone = geometry::unite(geometry::unite(std::move(thin), std::move(ridge), 1.6f), std::move(joint), 4.0f);
    const BoneFrame frame = scapula_frame(facts, spine);
    return geometry::moved(std::move(bone), frame.axes, frame.origin);
}

} // namespace dorsum::bake
