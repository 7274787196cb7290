#include "geometry/simplify.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <meshoptimizer.h>
#include <unordered_map>

namespace dorsum::geometry {

namespace {

template <class T>
void pick(std::vector<T>& values, const std::vector<std::uint32_t>& kept) {
    if (values.empty()) return;
    std::vector<T> out;
    out.reserve(kept.size());
    for (const std::uint32_t v : kept) out.push_back(values[v]);
    values = std::move(out);
}

std::uint64_t edge_key(std::uint32_t a, std::uint32_t b) {
    return static_cast<std::uint64_t>(std::min(a, b)) << 32 | std::max(a, b);
}

// Hash grid with cells of the tolerance: candidates for a point lie in its own and the 26 cells round it.
class Welder {
public:
    explicit Welder(float tolerance) : cell_(std::max(tolerance, 1e-6f)), tolerance2_(tolerance * tolerance) {}

    std::uint32_t representative(std::uint32_t vertex, const std::vector<glm::vec3>& positions) {
        const glm::vec3 p = positions[vertex];
        const glm::i64vec3 c = glm::i64vec3(glm::floor(glm::dvec3(p) / double(cell_)));
        for (int i = 0; i < 27; ++i) {
            const auto it = first_.find(key(c + glm::i64vec3(i % 3 - 1, i / 3 % 3 - 1, i / 9 - 1)));
            if (it == first_.end()) continue;
            for (std::uint32_t other = it->second; other != k_none; other = next_[other]) {
                const glm::vec3 d = positions[other] - p;
                if (glm::dot(d, d) <= tolerance2_) return other;
            }
        }
        next_.resize(vertex + 1, k_none);
        auto& head = first_.try_emplace(key(c), k_none).first->second;
        next_[vertex] = head;
        head = vertex;
        return vertex;
    }

private:
    static constexpr std::uint32_t k_none = 0xffffffffu;
    static std::uint64_t key(glm::i64vec3 c) {
        return static_cast<std::uint64_t>(c.x) * 73856093u ^ static_cast<std::uint64_t>(c.y) * 19349663u << 11 ^
               static_cast<std::uint64_t>(c.z) * 83492791u << 22;
    }

    float cell_, tolerance2_;
    std::unordered_map<std::uint64_t, std::uint32_t> first_;
    std::vector<std::uint32_t> next_;
};

void drop_repeated_triangles(std::vector<std::uint32_t>& indices) {
    struct Key {
        std::array<std::uint32_t, 3> v;
        bool operator<(const Key& o) const { return v < o.v; }
        bool operator==(const Key& o) const { return v == o.v; }
    };
    std::vector<std::pair<Key, std::size_t>> keys;
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        Key key{{indices[i], indices[i + 1], indices[i + 2]}};
        std::sort(key.v.begin(), key.v.end());
        keys.emplace_back(key, i);
    }
    std::sort(keys.begin(), keys.end());
    std::vector<bool> repeated(indices.size() / 3, false);
    bool any = false;
    for (std::size_t k = 1; k < keys.size(); ++k)
        if (keys[k].first == keys[k - 1].first) repeated[keys[k].second / 3] = any = true;
    if (!any) return;
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3)
        if (!repeated[i / 3]) out.insert(out.end(), indices.begin() + std::ptrdiff_t(i), indices.begin() + std::ptrdiff_t(i) + 3);
    indices = std::move(out);
}

} // namespace

void keep_vertices(Mesh& mesh, const std::vector<std::uint32_t>& kept) {
    pick(mesh.positions, kept);
    pick(mesh.normals, kept);
    pick(mesh.fibres, kept);
    pick(mesh.course, kept);
    pick(mesh.occlusion, kept);
    pick(mesh.skin, kept);
}

Mesh welded(const Mesh& mesh, float tolerance_mm) {
    Welder welder(tolerance_mm);
    std::vector<std::uint32_t> representative(mesh.positions.size());
    for (std::uint32_t v = 0; v < representative.size(); ++v) representative[v] = welder.representative(v, mesh.positions);
    Mesh out = mesh;
    out.indices.clear();
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const auto a = representative[mesh.indices[i]], b = representative[mesh.indices[i + 1]],
                   c = representative[mesh.indices[i + 2]];
        if (a == b || b == c || c == a) continue;
        const auto n = glm::cross(mesh.positions[b] - mesh.positions[a], mesh.positions[c] - mesh.positions[a]);
        if (!(glm::dot(n, n) > 1e-14f)) continue;
        out.indices.insert(out.indices.end(), {a, b, c});
    }
    drop_repeated_triangles(out.indices);
    std::vector<std::uint32_t> renumbered(mesh.positions.size(), 0), kept;
    std::vector<bool> used(mesh.positions.size(), false);
    for (const auto v : out.indices) used[v] = true;
    for (std::uint32_t v = 0; v < used.size(); ++v)
        if (used[v]) renumbered[v] = static_cast<std::uint32_t>(kept.size()), kept.push_back(v);
    for (auto& v : out.indices) v = renumbered[v];
    keep_vertices(out, kept);
    return out;
}

Mesh simplified(const Mesh& mesh, std::size_t triangles, float max_error_mm, std::span<const glm::vec3> as, std::span<const std::uint32_t> kept) {
    Mesh out = mesh;
    if (mesh.triangle_count() > triangles) {
        const float* positions = as.empty() ? &mesh.positions[0].x : &as[0].x;
        const float scale = meshopt_simplifyScale(positions, mesh.positions.size(), sizeof(glm::vec3));
        std::vector<std::uint32_t> given, stay; // the hole that the kept ones leave has a border, and borders are locked
        given.reserve(mesh.indices.size());
        for (std::size_t t = 0, k = 0; t < mesh.triangle_count(); ++t) {
            const bool stays = k < kept.size() && kept[k] == t;
            k += stays;
            auto& to = stays ? stay : given;
            to.insert(to.end(), mesh.indices.begin() + std::ptrdiff_t(3 * t), mesh.indices.begin() + std::ptrdiff_t(3 * t + 3));
        }
        std::vector<std::uint32_t> indices(given.size());
        const std::size_t wanted = triangles > kept.size() ? triangles - kept.size() : 0;
        const std::size_t count = meshopt_simplify(indices.data(), given.data(), given.size(), positions, mesh.positions.size(), sizeof(glm::vec3), wanted * 3,
                                                   max_error_mm / std::max(scale, 1e-6f), meshopt_SimplifyLockBorder);
        indices.resize(count);
        if (count > 0) {
            out.indices = std::move(indices);
            out.indices.insert(out.indices.end(), stay.begin(), stay.end());
        }
    }
    optimise_order(out);
    return out;
}

void optimise_order(Mesh& mesh) {
    if (mesh.indices.empty()) return;
    std::vector<std::uint32_t> ordered(mesh.indices.size());
    meshopt_optimizeVertexCache(ordered.data(), mesh.indices.data(), mesh.indices.size(), mesh.positions.size());
    std::vector<std::uint32_t> renumbered(mesh.positions.size(), 0xffffffffu), kept;
    for (auto& v : ordered) {
        if (renumbered[v] == 0xffffffffu) {
            renumbered[v] = static_cast<std::uint32_t>(kept.size());
            kept.push_back(v);
        }
        v = renumbered[v];
    }
    mesh.indices = std::move(ordered);
    keep_vertices(mesh, kept);
}

std::size_t open_edge_count(const Mesh& mesh) {
    std::unordered_map<std::uint64_t, int> uses;
    uses.reserve(mesh.indices.size());
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3)
        for (int k = 0; k < 3; ++k) ++uses[edge_key(mesh.indices[i + k], mesh.indices[i + (k + 1) % 3])];
    return static_cast<std::size_t>(std::count_if(uses.begin(), uses.end(), [](const auto& u) { return u.second != 2; }));
}

} // namespace dorsum::geometry
