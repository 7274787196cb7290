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
    bool empty() const { return order_.empty(); }
    const Bounds& bounds() const { return bounds_; }

private:
    // An inner node knows the boxes of its children, four at most: all are asked at once, and one place of memory is read instead of five.
    struct Node {
        float sides[3][2][4];      // of an axis: where their boxes begin, and where they end; where there is no child, behind that
        std::uint32_t children[4]; // another node, or a leaf: k_leaf, the number of its triangles less one, the place of the first
        Node();
        void put(std::size_t child, const Bounds& box);
        Bounds box() const; // of all of them
    };
    struct Building; // ray.cpp
    static std::uint32_t build(const Building& of, std::uint32_t begin, std::uint32_t end, std::vector<Node>& nodes, Bounds& box);
    void place(const Mesh& mesh, std::uint32_t leaf);
    Bounds box_of_leaf(std::uint32_t leaf) const;
    glm::vec3 corner(std::uint32_t leaf, std::uint32_t lane, std::size_t k) const;

    std::vector<Node> nodes_; // children come after their parent
    std::uint32_t root_ = 0;
    std::vector<std::uint32_t> order_;
    std::vector<float> corners_; // leaf by leaf: x of the first corners of its triangles, y of them, ... z of the third ones; three to spare at the end
    Bounds bounds_;
};

} // namespace dorsum::geometry
