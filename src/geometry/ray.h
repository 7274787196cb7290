// Exact ray queries against a mesh in its rest pose, through a bounding-volume hierarchy (a few microseconds a ray).
#pragma once

#include "geometry/mesh.h"

#include <optional>

namespace dorsum::geometry {

struct Ray {
    glm::vec3 origin;    // mm
    glm::vec3 direction; // need not be unit; RayHit::distance is in units of its length
};

struct RayHit {
    float distance = 0;
    std::uint32_t triangle = 0;   // index of the triangle, not of its first index
    glm::vec3 barycentric{1, 0, 0};
    glm::vec3 position{0};
};

struct NearestPoint {
    float distance_mm = 0;
    std::uint32_t triangle = 0;
    glm::vec3 barycentric{1, 0, 0};
    glm::vec3 position{0};
};

// Keeps its own copy of what it needs; the mesh may go away.
class Bvh {
public:
    Bvh() = default;
    explicit Bvh(const Mesh& mesh);

    // Nearest hit in front of the origin (both faces count), or nothing.
    std::optional<RayHit> intersect(const Ray& ray, float max_distance = 1e30f) const;
    // Nearest point on the surface within max_mm, or nothing.
    std::optional<NearestPoint> nearest(glm::vec3 point, float max_mm = 1e30f) const;
    // The same triangles, moved a little: much cheaper than anew, and as exact.
    void refit(const Mesh& mesh);
    bool empty() const { return nodes_.empty(); }
    const Bounds& bounds() const { return bounds_; }

private:
    struct Node {
        glm::vec3 min, max;
        std::uint32_t first; // leaf: first triangle in order_; inner: index of the right child (the left one follows the node)
        std::uint32_t count; // 0: inner node
    };
    std::uint32_t build(std::uint32_t begin, std::uint32_t end, std::vector<Bounds>& boxes, std::vector<glm::vec3>& centres);

    std::vector<Node> nodes_;
    std::vector<std::uint32_t> order_;
    std::vector<std::array<glm::vec3, 3>> triangles_;
    Bounds bounds_;
};

} // namespace dorsum::geometry
