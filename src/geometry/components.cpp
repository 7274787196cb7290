// Connected parts of a mesh.
#include "geometry/sdf.h"
#include "geometry/simplify.h"

#include <algorithm>
#include <numeric>

namespace dorsum::geometry {

namespace {

std::uint32_t root_of(std::vector<std::uint32_t>& parent, std::uint32_t v) {
    while (parent[v] != v) v = parent[v] = parent[parent[v]];
    return v;
}

} // namespace

Mesh largest_component(const Mesh& mesh) {
    const auto count = static_cast<std::uint32_t>(mesh.positions.size());
    std::vector<std::uint32_t> parent(count);
    std::iota(parent.begin(), parent.end(), 0u);
    const auto join = [&](std::uint32_t a, std::uint32_t b) {
        a = root_of(parent, a), b = root_of(parent, b);
        parent[std::max(a, b)] = std::min(a, b);
    };
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        join(mesh.indices[i], mesh.indices[i + 1]);
        join(mesh.indices[i], mesh.indices[i + 2]);
    }
    std::vector<std::size_t> triangles(count, 0);
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) ++triangles[root_of(parent, mesh.indices[i])];
    const auto largest = std::max_element(triangles.begin(), triangles.end());
    if (largest == triangles.end() || *largest == mesh.triangle_count()) return mesh;

    const auto chosen = static_cast<std::uint32_t>(largest - triangles.begin());
    std::vector<std::uint32_t> kept, renumbered(count, 0);
    for (std::uint32_t v = 0; v < count; ++v) {
        if (root_of(parent, v) != chosen) continue;
        renumbered[v] = static_cast<std::uint32_t>(kept.size());
        kept.push_back(v);
    }
    Mesh out = mesh;
    out.indices.clear();
    for (const std::uint32_t v : mesh.indices)
        if (root_of(parent, v) == chosen) out.indices.push_back(renumbered[v]);
    keep_vertices(out, kept);
    return out;
}

} // namespace dorsum::geometry
