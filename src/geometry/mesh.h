// Triangle meshes and points on them. World units millimetres, right-handed, +X patient's left, +Y superior, +Z anterior.
#pragma once

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <glm/gtc/quaternion.hpp>
#include <vector>

namespace dorsum::geometry {

inline constexpr int k_influences = 4; // joints that move one vertex, at most

// Up to four joints and their weights (sum 1); unused entries have weight 0.
struct SkinWeights {
    std::array<std::uint8_t, k_influences> joints{0, 0, 0, 0};
    std::array<float, k_influences> weights{1, 0, 0, 0};
    bool operator==(const SkinWeights&) const = default;
};

// Counter-clockwise triangles seen from outside. positions, normals and indices are always there; the other per-vertex
// arrays are either empty or as long as positions.
struct Mesh {
    std::vector<glm::vec3> positions;           // mm, rest pose
    std::vector<glm::vec3> normals;             // unit, outward
    std::vector<glm::vec3> fibres;              // unit, direction of the fibres origin -> insertion; zero where there is none
    std::vector<glm::vec2> course;              // x: 0 at the origin .. 1 at the insertion; y: 0 muscle belly .. 1 tendon
    std::vector<float> occlusion;               // baked ambient visibility, 0 closed in .. 1 open
    std::vector<SkinWeights> skin;              // which joints move the vertex
    std::vector<std::uint32_t> indices;         // three per triangle

    std::size_t triangle_count() const { return indices.size() / 3; }
    bool empty() const { return indices.empty(); }
};

struct Bounds {
    glm::vec3 min{1e30f};
    glm::vec3 max{-1e30f};

    bool empty() const { return min.x > max.x; }
    void add(glm::vec3 p) {
        min = glm::min(min, p);
        max = glm::max(max, p);
    }
    void add(const Bounds& b) {
        if (b.empty()) return;
        add(b.min);
        add(b.max);
    }
    glm::vec3 centre() const { return 0.5f * (min + max); }
    glm::vec3 size() const { return max - min; }
    float radius() const { return 0.5f * glm::length(size()); }
};

Bounds bounds_of(const Mesh& mesh);

// Area-weighted vertex normals from the triangles (overwrites mesh.normals).
void compute_normals(Mesh& mesh);

// Its image on the other side (x -> -x), still counter-clockwise from outside. Joints stay what they were.
Mesh mirrored(Mesh mesh);

// Appends b's vertices and triangles; per-vertex arrays that only one side has are filled with neutral values.
void append(Mesh& mesh, const Mesh& b);

} // namespace dorsum::geometry
