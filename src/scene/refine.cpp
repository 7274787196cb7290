#include "scene/refine.h"

#include <algorithm>
#include <map>

namespace dorsum::scene {

namespace {

using geometry::Mesh;
using Edge = std::pair<std::uint32_t, std::uint32_t>;

Edge edge_of(std::uint32_t a, std::uint32_t b) { return a < b ? Edge{a, b} : Edge{b, a}; }

template <class T>
void halve(std::vector<T>& values, const Edge& edge, std::size_t before) {
    if (values.size() == before) values.push_back(0.5f * (values[edge.first] + values[edge.second]));
}

std::uint32_t add_middle(Mesh& mesh, const Edge& edge) {
    const std::size_t before = mesh.positions.size();
    halve(mesh.normals, edge, before);
    halve(mesh.fibres, edge, before);
    halve(mesh.course, edge, before);
    halve(mesh.occlusion, edge, before);
    halve(mesh.positions, edge, before);
    for (auto* directions : {&mesh.normals, &mesh.fibres})
        if (directions->size() > before && glm::length(directions->back()) > 1e-6f) directions->back() = glm::normalize(directions->back());
    return static_cast<std::uint32_t>(before);
}

void refine_once(Mesh& mesh, const std::function<bool(glm::vec3)>& wanted, float edge_mm) {
    std::map<Edge, std::uint32_t> middles; // of the edges to halve
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
        const std::uint32_t corner[3] = {mesh.indices[t], mesh.indices[t + 1], mesh.indices[t + 2]};
        const auto &a = mesh.positions[corner[0]], &b = mesh.positions[corner[1]], &c = mesh.positions[corner[2]];
        if (!wanted((a + b + c) / 3.0f) && !wanted(a) && !wanted(b) && !wanted(c)) continue;
        for (int k = 0; k < 3; ++k)
            if (const auto edge = edge_of(corner[k], corner[(k + 1) % 3]); glm::distance(mesh.positions[edge.first], mesh.positions[edge.second]) > edge_mm)
                middles.emplace(edge, 0);
    }
    for (auto& [edge, middle] : middles) middle = add_middle(mesh, edge);
    std::vector<std::uint32_t> indices;
    indices.reserve(mesh.indices.size() + 6 * middles.size());
    const auto triangle = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) { indices.insert(indices.end(), {a, b, c}); };
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
        std::uint32_t corner[3] = {mesh.indices[t], mesh.indices[t + 1], mesh.indices[t + 2]};
        const auto middle = [&](int k) {
            const auto found = middles.find(edge_of(corner[k % 3], corner[(k + 1) % 3]));
            return found == middles.end() ? UINT32_MAX : found->second;
        };
        const int count = (middle(0) != UINT32_MAX) + (middle(1) != UINT32_MAX) + (middle(2) != UINT32_MAX);
        // Turned so that the first edge is halved and, of two, the second one too.
        for (int turn = 0; turn < 3 && count > 0 && !(middle(0) != UINT32_MAX && (count != 2 || middle(1) != UINT32_MAX)); ++turn)
            std::rotate(corner, corner + 1, corner + 3);
        const auto [a, b, c] = std::tuple(corner[0], corner[1], corner[2]);
        const std::uint32_t ab = middle(0), bc = middle(1), ca = middle(2);
        if (count == 0) triangle(a, b, c);
        else if (count == 1) triangle(a, ab, c), triangle(ab, b, c);
        else if (count == 2) triangle(a, ab, c), triangle(ab, bc, c), triangle(ab, b, bc);
        else triangle(a, ab, ca), triangle(ab, b, bc), triangle(ca, bc, c), triangle(ab, bc, ca);
    }
    mesh.indices = std::move(indices);
}

} // namespace

Mesh refined(Mesh mesh, const std::function<bool(glm::vec3)>& wanted, float edge_mm, int rounds) {
    for (int round = 0; round < rounds; ++round) refine_once(mesh, wanted, edge_mm);
    return mesh;
}

} // namespace dorsum::scene
