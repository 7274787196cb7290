// Fills directed segments in a plane by the winding number, as trapezoids between them: nothing to go wrong where contours touch,
// cross or lie within one another. A number that the points carry is carried on to the corners.
#pragma once

#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace dorsum::scene {

struct ContourPoint {
    glm::vec2 at;
    float carried = 0;
};
struct Segment2 {
    ContourPoint from, to;
};
struct Trapezoid {
    ContourPoint low_left, low_right, high_left, high_right; // low and high ones at one y each
};
std::vector<Trapezoid> fill_segments(std::span<const Segment2> segments);

} // namespace dorsum::scene
