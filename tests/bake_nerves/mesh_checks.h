#pragma once

#include "geometry/mesh.h"

#include <map>

namespace dorsum::bake {

// Every edge is walked once in each direction: closed, and all triangles turned the same way.
inline bool closed(const geometry::Mesh& mesh) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> walked;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3)
        for (std::size_t k = 0; k < 3; ++k) ++walked[{mesh.indices[i + k], mesh.indices[i + (k + 1) % 3]}];
    for (const auto& [edge, count] : walked) {
        const auto back = walked.find({edge.second, edge.first});
        if (count != 1 || back == walked.end()) return false;
    }
    return true;
}

// Positive when the triangles look outwards.
inline double volume_mm3(const geometry::Mesh& mesh) {
    double volume = 0;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        const glm::dvec3 a = mesh.positions[mesh.indices[i]], b = mesh.positions[mesh.indices[i + 1]];
        const glm::dvec3 c = mesh.positions[mesh.indices[i + 2]];
        volume += glm::dot(a, glm::cross(b, c)) / 6;
    }
    return volume;
}

inline bool finite(const geometry::Mesh& mesh) {
    for (const auto& p : mesh.positions)
        if (!(glm::dot(p, p) < 1e8f)) return false;
    for (const auto& n : mesh.normals)
        if (!(glm::dot(n, n) > 0.9f)) return false;
    return true;
}

} // namespace dorsum::bake
