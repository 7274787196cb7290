#include "geometry/repair.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace dorsum::geometry {

namespace {

constexpr float k_part_mm = 0.02f; // how far a parted vertex moves towards its own sheet

using Edge = std::pair<std::uint32_t, std::uint32_t>;

struct Side { // a triangle on an edge
    std::uint32_t triangle;
    bool forward; // runs from the edge's lower vertex to the higher one
    float angle = 0;
};

// One vertex more, a copy of v.
std::uint32_t copy_of(Mesh& mesh, std::uint32_t v) {
    const auto again = [v](auto& values) {
        if (!values.empty()) { const auto value = values[v]; values.push_back(value); };
    };
    again(mesh.positions), again(mesh.normals), again(mesh.fibres), again(mesh.course), again(mesh.occlusion), again(mesh.skin);
    return static_cast<std::uint32_t>(mesh.positions.size() - 1);
}

class Parter {
public:
    explicit Parter(Mesh& mesh) : mesh_(mesh) {}

    std::size_t run() {
        const std::size_t before = mesh_.positions.size();
        pair_sides();
        part_vertices();
        pair_sides();
        for (const auto& [edge, pairs] : pairs_)
            if (pairs.size() > 1) // still twice between the same two vertices: a tunnel two edges round
                for (std::size_t i = 1; i < pairs.size(); ++i) halve(edge, pairs[i]);
        return mesh_.positions.size() - before;
    }

private:
    std::uint32_t corner(std::uint32_t t, int k) const { return mesh_.indices[3 * t + static_cast<std::uint32_t>(k)]; }

    // Triangles to either side of every edge; where there are more than two, those that enclose bone between them.
    void pair_sides() {
        std::map<Edge, std::vector<Side>> edges;
        for (std::uint32_t t = 0; t < mesh_.triangle_count(); ++t)
            for (int k = 0; k < 3; ++k) {
                const auto a = corner(t, k), b = corner(t, (k + 1) % 3);
                edges[{std::min(a, b), std::max(a, b)}].push_back({t, a < b});
            }
        pairs_.clear();
        for (auto& [edge, sides] : edges) {
            if (sides.size() > 2) sort_round(edge, sides);
            std::vector<bool> taken(sides.size(), false);
            for (std::size_t i = 0; i < sides.size(); ++i)
                for (std::size_t k = 1; sides[i].forward && k < sides.size(); ++k) {
                    const std::size_t j = (i + sides.size() - k) % sides.size(); // bone lies clockwise of a forward side
                    if (sides[j].forward || taken[j]) continue;
                    taken[j] = true;
                    pairs_[edge].push_back({sides[i].triangle, sides[j].triangle});
                    break;
                }
        }
    }

    void sort_round(const Edge& edge, std::vector<Side>& sides) const {
        const glm::vec3 p = mesh_.positions[edge.first], along = glm::normalize(mesh_.positions[edge.second] - p);
        const glm::vec3 other = std::abs(along.x) < 0.7f ? glm::vec3(1, 0, 0) : glm::vec3(0, 1, 0);
        const glm::vec3 x = glm::normalize(glm::cross(along, other)), y = glm::cross(along, x);
        for (Side& s : sides) {
            glm::vec3 third(0);
            for (int k = 0; k < 3; ++k)
                if (const auto v = corner(s.triangle, k); v != edge.first && v != edge.second) third = mesh_.positions[v] - p;
            s.angle = std::atan2(glm::dot(third, y), glm::dot(third, x));
        }
        std::sort(sides.begin(), sides.end(), [](const Side& a, const Side& b) {
            return std::tie(a.angle, a.forward, a.triangle) < std::tie(b.angle, b.forward, b.triangle);
        });
    }

    // Every fan of triangles round a vertex but the first gets a vertex of its own.
    void part_vertices() {
        std::vector<std::vector<std::uint32_t>> around(mesh_.positions.size());
        for (std::uint32_t t = 0; t < mesh_.triangle_count(); ++t)
            for (int k = 0; k < 3; ++k) around[corner(t, k)].push_back(t);
        std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> joined(mesh_.positions.size());
        for (const auto& [edge, pairs] : pairs_)
            for (const auto& pair : pairs) joined[edge.first].push_back(pair), joined[edge.second].push_back(pair);
        for (std::uint32_t v = 0; v < around.size(); ++v) part_vertex(v, around[v], joined[v]);
    }

    void part_vertex(std::uint32_t v, const std::vector<std::uint32_t>& around,
                     const std::vector<std::pair<std::uint32_t, std::uint32_t>>& joined) {
        if (around.empty()) return;
        std::map<std::uint32_t, std::uint32_t> fan; // triangle -> first triangle of its fan
        for (const auto t : around) fan[t] = t;
        const auto root = [&](std::uint32_t t) {
            while (fan[t] != t) t = fan[t];
            return t;
        };
        for (const auto& [a, b] : joined) {
            const auto x = root(a), y = root(b);
            fan[std::max(x, y)] = std::min(x, y);
        }
        std::map<std::uint32_t, std::vector<std::uint32_t>> fans;
        for (const auto t : around) fans[root(t)].push_back(t);
        if (fans.size() < 2) return;
        bool first = true;
        const glm::vec3 here = mesh_.positions[v];
        for (const auto& [unused, triangles] : fans) {
            const std::uint32_t w = first ? v : copy_of(mesh_, v);
            first = false;
            glm::vec3 middle(0);
            for (const auto t : triangles)
                for (int k = 0; k < 3; ++k) middle += (mesh_.positions[corner(t, k)] - here) / (3.0f * static_cast<float>(triangles.size()));
            if (const float l = glm::length(middle); l > 1e-6f) mesh_.positions[w] = here + middle * (k_part_mm / l);
            for (const auto t : triangles)
                for (std::uint32_t k = 0; k < 3; ++k)
                    if (mesh_.indices[3 * t + k] == v) mesh_.indices[3 * t + k] = w;
        }
    }

    // A new vertex in the middle of one copy of a doubled edge.
    void halve(const Edge& edge, std::pair<std::uint32_t, std::uint32_t> pair) {
        const std::uint32_t m = copy_of(mesh_, edge.first);
        mesh_.positions[m] = 0.5f * (mesh_.positions[edge.first] + mesh_.positions[edge.second]);
        glm::vec3 apart(0);
        for (const auto t : {pair.first, pair.second}) {
            for (int k = 0; k < 3; ++k) {
                const auto a = corner(t, k), b = corner(t, (k + 1) % 3), c = corner(t, (k + 2) % 3);
                if (std::min(a, b) != edge.first || std::max(a, b) != edge.second) continue;
                apart += mesh_.positions[c] - mesh_.positions[m];
                mesh_.indices[3 * t + static_cast<std::uint32_t>((k + 1) % 3)] = m; // a m c
                mesh_.indices.insert(mesh_.indices.end(), {m, b, c});
                break;
            }
        }
        if (const float l = glm::length(apart); l > 1e-6f) mesh_.positions[m] += apart * (2 * k_part_mm / l);
    }

    Mesh& mesh_;
    std::map<Edge, std::vector<std::pair<std::uint32_t, std::uint32_t>>> pairs_;
};

bool has_crowded_edge(const Mesh& mesh) {
    std::vector<std::uint64_t> edges;
    edges.reserve(mesh.indices.size());
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3)
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint64_t a = mesh.indices[i + k], b = mesh.indices[i + (k + 1) % 3];
            edges.push_back(std::min(a, b) << 32 | std::max(a, b));
        }
    std::sort(edges.begin(), edges.end());
    for (std::size_t i = 2; i < edges.size(); ++i)
        if (edges[i] == edges[i - 2]) return true;
    return false;
}

} // namespace

std::size_t part_touching(Mesh& mesh) {
    if (!has_crowded_edge(mesh)) return 0;
    return Parter(mesh).run();
}

} // namespace dorsum::geometry
