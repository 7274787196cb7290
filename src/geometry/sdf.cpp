// Primitives. Ellipse-like shapes use the first-order distance |p/r|(|p/r|-1)/|p/r^2|: exact on the axes and near the surface.
#include "geometry/sdf.h"

#include "core/check.h"

#include <algorithm>
#include <cmath>

namespace dorsum::geometry {

namespace {

constexpr float k_unbounded_mm = 1e6f;

Bounds box_around(glm::vec3 centre, glm::vec3 half) {
    Bounds b;
    b.add(centre - half);
    b.add(centre + half);
    return b;
}

// Half size of the axis-parallel box round an oriented one.
glm::vec3 oriented_half(const glm::mat3& axes, glm::vec3 half) {
    return glm::abs(axes[0]) * half.x + glm::abs(axes[1]) * half.y + glm::abs(axes[2]) * half.z;
}

// The same for an ellipsoid: tight.
glm::vec3 ellipsoid_half(const glm::mat3& axes, glm::vec3 radii) {
    const glm::vec3 x = axes[0] * radii.x, y = axes[1] * radii.y, z = axes[2] * radii.z;
    return glm::sqrt(x * x + y * y + z * z);
}

float ellipsoid_distance(glm::vec3 local, glm::vec3 radii) {
    const glm::vec3 scaled = local / radii;
    const float k0 = glm::length(scaled);
    const float k1 = glm::length(scaled / radii);
    if (k1 < 1e-6f) return -std::min({radii.x, radii.y, radii.z});
    return k0 * (k0 - 1.0f) / k1;
}

glm::vec3 perpendicular(glm::vec3 v, glm::vec3 axis) {
    v -= axis * glm::dot(v, axis);
    const float length = glm::length(v);
    if (length > 1e-5f) return v / length;
    const glm::vec3 other = std::abs(axis.x) < 0.7f ? glm::vec3(1, 0, 0) : glm::vec3(0, 1, 0);
    return glm::normalize(other - axis * glm::dot(other, axis));
}

// One cross-section of a swept shape.
struct Section {
    glm::vec3 centre, along, wide; // along: normal of the mitre plane
    glm::vec2 half;
};

float section_distance(glm::vec3 p, const Section& a, const Section& b) {
    const float before = glm::dot(p - a.centre, a.along);
    const float after = glm::dot(b.centre - p, b.along);
    float t = before <= 0 ? 0.0f : after <= 0 ? 1.0f : before / (before + after);
    const glm::vec3 q = p - glm::mix(a.centre, b.centre, t);
    const glm::vec3 along = glm::normalize(glm::mix(a.along, b.along, t));
    const glm::vec3 wide = perpendicular(glm::mix(a.wide, b.wide, t), along);
    const glm::vec3 thick = glm::cross(along, wide);
    const glm::vec2 half = glm::mix(a.half, b.half, t);
    // Inside the span the section is flat; beyond it (a true end, or the far side of a mitre plane) a rounded cap.
    const bool beyond = before <= 0 || after <= 0;
    const float axial = beyond ? glm::dot(q, along) : 0.0f;
    return ellipsoid_distance({glm::dot(q, wide), glm::dot(q, thick), axial},
                              {half.x, half.y, std::min(half.x, half.y)});
}

std::vector<Section> sections_of(std::span<const glm::vec3> line, std::span<const glm::vec2> halves,
                                 std::span<const glm::vec3> up) {
    const std::size_t count = line.size();
    std::vector<Section> sections(count);
    for (std::size_t i = 0; i < count; ++i) {
        const glm::vec3 back = i > 0 ? glm::normalize(line[i] - line[i - 1]) : glm::vec3(0);
        const glm::vec3 forth = i + 1 < count ? glm::normalize(line[i + 1] - line[i]) : glm::vec3(0);
        const glm::vec3 sum = back + forth;
        sections[i].centre = line[i];
        sections[i].along = glm::length(sum) > 1e-4f ? glm::normalize(sum) : forth;
        sections[i].wide = perpendicular(up[std::min(i, up.size() - 1)], sections[i].along);
        sections[i].half = glm::max(halves[std::min(i, halves.size() - 1)], glm::vec2(1e-3f));
        // A width axis that flips between neighbours would pinch the tube; an ellipse has no front.
        if (i > 0 && glm::dot(sections[i].wide, sections[i - 1].wide) < 0) sections[i].wide = -sections[i].wide;
    }
    return sections;
}

} // namespace

Sdf sphere(glm::vec3 centre, float radius) {
    return {[=](glm::vec3 p) { return glm::length(p - centre) - radius; }, box_around(centre, glm::vec3(radius))};
}

Sdf ellipsoid(glm::vec3 centre, glm::vec3 radii, const glm::mat3& axes) {
    const glm::mat3 inverse = glm::transpose(axes);
    return {[=](glm::vec3 p) { return ellipsoid_distance(inverse * (p - centre), radii); },
            box_around(centre, ellipsoid_half(axes, radii))};
}

Sdf capsule(glm::vec3 a, glm::vec3 b, float radius_a, float radius_b) {
    // Exact cone with two round ends (after I. Quilez, "round cone").
    const glm::vec3 ba = b - a;
    const float l2 = std::max(glm::dot(ba, ba), 1e-9f);
    const float rr = radius_a - radius_b;
    const float a2 = l2 - rr * rr;
    Bounds bounds = box_around(a, glm::vec3(radius_a));
    bounds.add(box_around(b, glm::vec3(radius_b)));
    if (a2 <= 0) return radius_a > radius_b ? sphere(a, radius_a) : sphere(b, radius_b); // one ball holds the other
    const auto distance = [=](glm::vec3 p) {
        const glm::vec3 pa = p - a;
        const float y = glm::dot(pa, ba);
        const float z = y - l2;
        const glm::vec3 across = pa * l2 - ba * y;
        const float x2 = glm::dot(across, across);
        const float y2 = y * y * l2, z2 = z * z * l2;
        const float k = (rr > 0 ? 1.0f : rr < 0 ? -1.0f : 0.0f) * rr * rr * x2;
        if ((z > 0 ? 1.0f : -1.0f) * a2 * z2 > k) return std::sqrt(x2 + z2) / l2 - radius_b;
        if ((y > 0 ? 1.0f : -1.0f) * a2 * y2 < k) return std::sqrt(x2 + y2) / l2 - radius_a;
        return (std::sqrt(x2 * a2 / l2) + y * rr) / l2 - radius_a;
    };
    return {distance, bounds};
}

Sdf elliptic_capsule(glm::vec3 a, glm::vec3 b, glm::vec3 u, glm::vec2 half_a, glm::vec2 half_b) {
    const glm::vec3 line[2] = {a, b};
    const glm::vec2 halves[2] = {half_a, half_b};
    const glm::vec3 up[2] = {u, u};
    return swept_ellipse(line, halves, up);
}

Sdf rounded_box(glm::vec3 centre, glm::vec3 half, const glm::mat3& axes, float rounding) {
    const glm::mat3 inverse = glm::transpose(axes);
    const auto distance = [=](glm::vec3 p) {
        const glm::vec3 q = glm::abs(inverse * (p - centre)) - half + rounding;
        return glm::length(glm::max(q, glm::vec3(0))) + std::min(std::max({q.x, q.y, q.z}), 0.0f) - rounding;
    };
    return {distance, box_around(centre, oriented_half(axes, half))};
}

Sdf swept_ellipse(std::span<const glm::vec3> line, std::span<const glm::vec2> halves, std::span<const glm::vec3> up) {
    std::vector<glm::vec3> points; // repeated points have no direction
    std::vector<glm::vec2> sizes;
    std::vector<glm::vec3> ups;
    DORSUM_CHECK(!line.empty() && !halves.empty() && !up.empty());
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (!points.empty() && glm::length(line[i] - points.back()) < 1e-3f) continue;
        points.push_back(line[i]);
        sizes.push_back(halves[std::min(i, halves.size() - 1)]);
        ups.push_back(up[std::min(i, up.size() - 1)]);
    }
    if (points.size() == 1) return ellipsoid(points[0], glm::vec3(sizes[0], std::min(sizes[0].x, sizes[0].y)));
    std::vector<Section> sections = sections_of(points, sizes, ups);
    Bounds bounds;
    for (const Section& s : sections) bounds.add(box_around(s.centre, glm::vec3(std::max(s.half.x, s.half.y))));
    const auto distance = [sections = std::move(sections)](glm::vec3 p) {
        float best = 1e30f;
        const std::size_t spans = sections.size() - 1;
        for (std::size_t i = 0; i < spans; ++i) {
            const Section &a = sections[i], &b = sections[i + 1];
            const glm::vec3 ab = b.centre - a.centre;
            const float t = glm::clamp(glm::dot(p - a.centre, ab) / glm::dot(ab, ab), 0.0f, 1.0f);
            const float reach = std::max({a.half.x, a.half.y, b.half.x, b.half.y});
            if (glm::length(p - a.centre - t * ab) - reach > best) continue; // cannot be nearer
            best = std::min(best, section_distance(p, a, b));
        }
        return best;
    };
    return {distance, bounds};
}

Sdf half_space(glm::vec3 point, glm::vec3 normal_outward) {
    const glm::vec3 n = glm::normalize(normal_outward);
    return {[=](glm::vec3 p) { return glm::dot(p - point, n); }, box_around(glm::vec3(0), glm::vec3(k_unbounded_mm))};
}

} // namespace dorsum::geometry
