#include "geometry/mesh.h"

namespace dorsum::geometry {

Bounds bounds_of(const Mesh& mesh) {
    Bounds bounds;
    for (const auto& p : mesh.positions) bounds.add(p);
    return bounds;
}

void compute_normals(Mesh& mesh) {
    mesh.normals.assign(mesh.positions.size(), glm::vec3(0));
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const auto a = mesh.indices[i], b = mesh.indices[i + 1], c = mesh.indices[i + 2];
        const auto n = glm::cross(mesh.positions[b] - mesh.positions[a], mesh.positions[c] - mesh.positions[a]);
        mesh.normals[a] += n;
        mesh.normals[b] += n;
        mesh.normals[c] += n;
    }
    for (auto& n : mesh.normals) {
        const float length = glm::length(n);
        n = length > 1e-20f ? n / length : glm::vec3(0, 0, 1);
    }
}

namespace {

// Keeps an optional per-vertex array in step: filled with `neutral` on the side that lacks it, left empty if both do.
template <class T>
void append_attribute(std::vector<T>& to, std::size_t to_count, const std::vector<T>& from, std::size_t from_count, T neutral) {
    if (to.empty() && from.empty()) return;
    to.resize(to_count, neutral);
    to.insert(to.end(), from.begin(), from.end());
    to.resize(to_count + from_count, neutral);
}

} // namespace

Mesh mirrored(Mesh mesh) {
    for (auto* vectors : {&mesh.positions, &mesh.normals, &mesh.fibres})
        for (glm::vec3& v : *vectors) v.x = -v.x;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) std::swap(mesh.indices[i + 1], mesh.indices[i + 2]);
    return mesh;
}

void append(Mesh& mesh, const Mesh& b) {
    const std::size_t before = mesh.positions.size(), added = b.positions.size();
    append_attribute(mesh.normals, before, b.normals, added, glm::vec3(0, 0, 1));
    append_attribute(mesh.fibres, before, b.fibres, added, glm::vec3(0));
    append_attribute(mesh.course, before, b.course, added, glm::vec2(0));
    append_attribute(mesh.occlusion, before, b.occlusion, added, 1.0f);
    append_attribute(mesh.skin, before, b.skin, added, SkinWeights{});
    mesh.positions.insert(mesh.positions.end(), b.positions.begin(), b.positions.end());
    mesh.indices.reserve(mesh.indices.size() + b.indices.size());
    for (auto index : b.indices) mesh.indices.push_back(index + static_cast<std::uint32_t>(before));
}

} // namespace dorsum::geometry
