#include "scene/leader.h"

#include <algorithm>

namespace dorsum::scene {

namespace {

constexpr float k_dot_px = 4; // round the end of a line

float cross(glm::vec2 a, glm::vec2 b) { return a.x * b.y - a.y * b.x; }

bool segments_meet(glm::vec2 a, glm::vec2 b, glm::vec2 c, glm::vec2 d) {
    const float c_side = cross(b - a, c - a), d_side = cross(b - a, d - a), a_side = cross(d - c, a - c), b_side = cross(d - c, b - c);
    return c_side * d_side < 0 && a_side * b_side < 0;
}

bool passes_by(const Leader& line, glm::vec2 p) {
    const auto near_segment = [p](glm::vec2 a, glm::vec2 b) {
        const auto d = b - a;
        const float t = std::clamp(glm::dot(p - a, d) / std::max(1e-6f, glm::dot(d, d)), 0.0f, 1.0f);
        return glm::distance(p, a + t * d) < k_dot_px;
    };
    return near_segment(line.anchor, line.clear) || near_segment(line.clear, line.end);
}

} // namespace

bool in_each_others_way(const Leader& a, const Leader& b) {
    return segments_meet(a.anchor, a.clear, b.anchor, b.clear) || segments_meet(a.anchor, a.clear, b.clear, b.end) ||
           segments_meet(a.clear, a.end, b.anchor, b.clear) || segments_meet(a.clear, a.end, b.clear, b.end) ||
           passes_by(a, b.anchor) || passes_by(b, a.anchor);
}

} // namespace dorsum::scene
