// Combinations. The blend is the quadratic smooth minimum: it differs from the sharp one only where the two distances are
// nearer than k, so far-away shapes can be skipped by their bounds.
#include "geometry/sdf.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace dorsum::geometry {

namespace {

float smooth_min(float a, float b, float k) {
    if (k <= 0) return std::min(a, b);
    const float h = std::max(k - std::abs(a - b), 0.0f) / k;
    return std::min(a, b) - h * h * k * 0.25f;
}

float smooth_max(float a, float b, float k) { return -smooth_min(-a, -b, k); }

float distance_to(const Bounds& box, glm::vec3 p) {
    return glm::length(glm::max(glm::max(box.min - p, p - box.max), glm::vec3(0)));
}

Bounds grown(Bounds box, float mm) {
    box.min -= glm::vec3(mm);
    box.max += glm::vec3(mm);
    return box;
}

Bounds common(const Bounds& a, const Bounds& b) {
    Bounds box{glm::max(a.min, b.min), glm::min(a.max, b.max)};
    return box;
}

} // namespace

Sdf unite(Sdf a, Sdf b, float k) {
    std::vector<Sdf> both;
    both.push_back(std::move(a));
    both.push_back(std::move(b));
    return unite(std::move(both), k);
}

Sdf unite(std::vector<Sdf> shapes, float k) {
    Bounds bounds;
    for (const Sdf& s : shapes) bounds.add(s.bounds);
    if (shapes.size() > 1) bounds = grown(bounds, 0.35f * k);
    auto held = std::make_shared<const std::vector<Sdf>>(std::move(shapes)); // copies of an Sdf stay cheap
    const auto distance = [held, k](glm::vec3 p) {
        float best = 1e30f;
        for (const Sdf& s : *held) {
            // Margin: distances are not exact, and a shape left out too early would leave a crease in the blend.
            const float margin = 2.0f * k + 1.5f * std::max(best, 0.0f) + 0.5f;
            if (best < 1e29f && distance_to(s.bounds, p) > margin) continue;
            best = smooth_min(best, s.distance(p), k);
        }
        return best;
    };
    return {distance, bounds};
}

Sdf subtract(Sdf a, Sdf b, float k) {
    const Bounds bounds = a.bounds;
    const auto distance = [a = std::move(a), b = std::move(b), k](glm::vec3 p) {
        const float d = a.distance(p);
        if (distance_to(b.bounds, p) > 2.0f * k + 1.5f * std::max(-d, 0.0f) + 0.5f) return d;
        return smooth_max(d, -b.distance(p), k);
    };
    return {distance, bounds};
}

Sdf intersect(Sdf a, Sdf b, float k) {
    const Bounds bounds = common(a.bounds, b.bounds);
    const auto distance = [a = std::move(a), b = std::move(b), k](glm::vec3 p) {
        return smooth_max(a.distance(p), b.distance(p), k);
    };
    return {distance, bounds};
}

Sdf offset(Sdf a, float mm) {
    const Bounds bounds = grown(a.bounds, std::max(mm, 0.0f));
    return {[a = std::move(a), mm](glm::vec3 p) { return a.distance(p) - mm; }, bounds};
}

Sdf moved(Sdf a, const glm::mat3& axes, glm::vec3 origin) {
    Bounds bounds;
    for (int corner = 0; corner < 8; ++corner) {
        const glm::vec3 p(corner & 1 ? a.bounds.max.x : a.bounds.min.x, corner & 2 ? a.bounds.max.y : a.bounds.min.y,
                          corner & 4 ? a.bounds.max.z : a.bounds.min.z);
        bounds.add(origin + axes * p);
    }
    const glm::mat3 inverse = glm::transpose(axes);
    return {[a = std::move(a), inverse, origin](glm::vec3 p) { return a.distance(inverse * (p - origin)); }, bounds};
}

Sdf mirrored_x(Sdf a) {
    const Bounds bounds{{-a.bounds.max.x, a.bounds.min.y, a.bounds.min.z},
                        {-a.bounds.min.x, a.bounds.max.y, a.bounds.max.z}};
    return {[a = std::move(a)](glm::vec3 p) { return a.distance({-p.x, p.y, p.z}); }, bounds};
}

} // namespace dorsum::geometry
