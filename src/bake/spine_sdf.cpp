#include "bake/spine_sdf.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

using geometry::Bounds;
using geometry::Sdf;

namespace {

// Signed distance to a polygon (after I. Quilez): winding by crossings, so the orientation does not matter.
float polygon_distance(const std::vector<glm::vec2>& polygon, glm::vec2 p) {
    float nearest = 1e30f, sign = 1;
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        const glm::vec2 edge = polygon[j] - polygon[i], from = p - polygon[i];
        const float t = glm::clamp(glm::dot(from, edge) / glm::dot(edge, edge), 0.0f, 1.0f);
        const glm::vec2 off = from - t * edge;
        nearest = std::min(nearest, glm::dot(off, off));
        const bool above = p.y >= polygon[i].y, below = p.y < polygon[j].y;
        const bool left = edge.x * from.y > edge.y * from.x;
        if ((above && below && left) || (!above && !below && !left)) sign = -sign;
    }
    return sign * std::sqrt(nearest);
}

} // namespace

Sdf folded_x(Sdf left) {
    Bounds bounds = left.bounds;
    bounds.max.x = std::max(bounds.max.x, -bounds.min.x);
    bounds.min.x = -bounds.max.x;
    return {[left = std::move(left)](glm::vec3 p) { return left.distance({std::abs(p.x), p.y, p.z}); }, bounds};
}

Sdf plate(std::vector<glm::vec2> polygon, glm::vec3 origin, const glm::mat3& axes, HalfThickness half_thickness,
          float max_half_thickness, float rounding, HalfThickness middle) {
    Bounds bounds;
    for (const glm::vec2 q : polygon)
        for (const float side : {-1.0f, 1.0f}) bounds.add(origin + axes * glm::vec3(q, (middle ? middle(q) : 0) + side * max_half_thickness));
    const glm::mat3 inverse = glm::transpose(axes);
    const auto distance = [=, polygon = std::move(polygon), half_thickness = std::move(half_thickness), middle = std::move(middle)](glm::vec3 p) {
        const glm::vec3 q = inverse * (p - origin);
        const float across = polygon_distance(polygon, {q.x, q.y}) + rounding;
        const float through = std::abs(middle ? q.z - middle({q.x, q.y}) : q.z) - half_thickness({q.x, q.y}) + rounding;
        const glm::vec2 out = glm::max(glm::vec2(across, through), glm::vec2(0));
        return glm::length(out) + std::min(std::max(across, through), 0.0f) - rounding;
    };
    return {distance, bounds};
}

glm::mat3 frame_of(glm::vec3 axis, glm::vec3 up) {
    const glm::vec3 w = glm::normalize(axis);
    const glm::vec3 u = glm::normalize(glm::cross(up, w));
    return {u, glm::cross(w, u), w};
}

Sdf facet_block(glm::vec3 face, glm::vec3 normal, glm::vec2 half, float depth, float hollow_mm) {
    const glm::mat3 axes = frame_of(normal, {0, 1, 0});
    const glm::mat3 inverse = glm::transpose(axes);
    const float least = std::min(half.x, half.y);
    const auto distance = [=](glm::vec3 p) {
        const glm::vec3 q = inverse * (p - face);
        const float taper = 1.0f + 0.3f * glm::clamp(q.z / depth, -1.0f, 0.0f);
        const glm::vec2 e = glm::abs(glm::vec2(q.x, q.y)) / (half * taper);
        const float oval = std::pow(std::pow(e.x, 2.6f) + std::pow(e.y, 2.6f), 1.0f / 2.6f);
        const float side = (oval - 1.0f) * least * taper * 0.9f;
        const float hollow = hollow_mm * std::min(q.x * q.x / (half.x * half.x), 1.5f);
        const float back = smooth_max(side, -(q.z + depth), 0.8f * depth);
        return smooth_max(back, q.z - hollow, 0.9f);
    };
    Bounds bounds;
    const float front = std::max(1.5f * hollow_mm, 0.0f);
    for (int i = 0; i < 8; ++i)
        bounds.add(face + axes * glm::vec3(i & 1 ? half.x : -half.x, i & 2 ? half.y : -half.y, i & 4 ? front : -depth));
    return {distance, bounds};
}

Sdf with_free_facet(Sdf bone, glm::vec3 face, glm::vec3 normal, glm::vec2 half, float hollow_mm) {
    return geometry::subtract(std::move(bone), facet_block(face, -normal, half, 6.0f, -hollow_mm), 0.5f);
}

Sdf bar(std::vector<glm::vec3> points, std::vector<glm::vec2> halves, glm::vec3 wide) {
    if (points.size() > 2) { // bends become curves
        const geometry::Polyline fine = geometry::smooth_through(points, 4.0f);
        std::vector<float> at{0};
        for (std::size_t i = 1; i < points.size(); ++i) at.push_back(geometry::nearest_on(fine, points[i]).fraction);
        std::vector<glm::vec2> fine_halves;
        const float length = geometry::length_mm(fine);
        float along = 0;
        for (std::size_t i = 0, k = 0; i < fine.size(); ++i) {
            if (i > 0) along += glm::length(fine[i] - fine[i - 1]);
            const float t = along / length;
            while (k + 2 < at.size() && t > at[k + 1]) ++k;
            fine_halves.push_back(glm::mix(halves[k], halves[k + 1], smooth_step(at[k], std::max(at[k + 1], at[k] + 1e-3f), t)));
        }
        points.assign(fine.begin(), fine.end());
        halves = std::move(fine_halves);
    }
    const std::vector<glm::vec3> up(points.size(), wide);
    return geometry::swept_ellipse(points, halves, up);
}

} // namespace dorsum::bake
