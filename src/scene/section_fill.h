// Fills directed segments in a plane by the winding number, as trapezoids between them: nothing to go wrong where contours touch,
// cross or lie within one another.
#pragma once

#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace dorsum::scene {

struct Segment2 {
    glm::vec2 from, to;
};
struct Trapezoid {
    float low, high;                                   // y
    float low_left, low_right, high_left, high_right;  // x
};
std::vector<Trapezoid> fill_segments(std::span<const Segment2> segments);

} // namespace dorsum::scene
