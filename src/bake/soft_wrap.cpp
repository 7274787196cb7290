#include "bake/soft_wrap.h"

#include "geometry/ray.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace dorsum::bake {

namespace {

constexpr int k_normal_rounds = 8;
constexpr float k_watch_mm = 2;
constexpr float k_farthest_mm = 60; // what stands out farther is none of the skin's

using Neighbours = std::vector<std::vector<std::uint32_t>>;

Neighbours neighbours_of(const geometry::Mesh& mesh) {
    Neighbours around(mesh.positions.size());
    const auto link = [&](std::uint32_t a, std::uint32_t b) {
        if (std::find(around[a].begin(), around[a].end(), b) == around[a].end()) around[a].push_back(b);
    };
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3)
        for (std::size_t k = 0; k < 3; ++k) {
            link(mesh.indices[i + k], mesh.indices[i + (k + 1) % 3]);
            link(mesh.indices[i + (k + 1) % 3], mesh.indices[i + k]);
        }
    return around;
}

template <class T>
std::vector<T> averaged(const std::vector<T>& values, const Neighbours& around, float share) {
    std::vector<T> out(values);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (around[i].empty()) continue;
        T sum(0);
        for (const auto n : around[i]) sum += values[n];
        out[i] = values[i] + share * (sum / static_cast<float>(around[i].size()) - values[i]);
    }
    return out;
}

// Vertices in cubes of the size of a push's reach.
class Cells {
public:
    Cells(std::span<const glm::vec3> points, float size) : size_(size) {
        for (std::uint32_t i = 0; i < points.size(); ++i) cells_[key(cell(points[i]))].push_back(i);
    }
    template <class Visit>
    void near(glm::vec3 p, const Visit& visit) const {
        const glm::ivec3 c = cell(p);
        for (int x = -1; x <= 1; ++x)
            for (int y = -1; y <= 1; ++y)
                for (int z = -1; z <= 1; ++z)
                    if (const auto found = cells_.find(key(c + glm::ivec3(x, y, z))); found != cells_.end())
                        for (const auto i : found->second) visit(i);
    }

private:
    glm::ivec3 cell(glm::vec3 p) const { return glm::ivec3(glm::floor(p / size_)); }
    static std::int64_t key(glm::ivec3 c) { return (std::int64_t{c.x} * 8192 + c.y) * 8192 + c.z; }

    float size_;
    std::unordered_map<std::int64_t, std::vector<std::uint32_t>> cells_;
};

struct Shortfall {
    glm::vec3 at;
    float mm;
};

bool is_outside(const geometry::Mesh& skin, const geometry::Bvh& tree, glm::vec3 p) {
    const glm::vec3 way(0.31f, 0.42f, -0.85f);
    const auto hit = tree.intersect({p, way});
    if (!hit) return true;
    const auto* corner = &skin.indices[3 * hit->triangle];
    const glm::vec3 &a = skin.positions[corner[0]], &b = skin.positions[corner[1]], &c = skin.positions[corner[2]];
    return glm::dot(glm::cross(b - a, c - a), way) < 0;
}

// Where the cover is too thin, and by how much. Depth is positive inside. Only those of the covered points that are too near the skin,
// or nearly so, stay: it is pushed outward and comes no nearer to the others.
std::vector<Shortfall> shortfalls(const geometry::Mesh& skin, std::vector<glm::vec3>& covered, const WrapRule& rule) {
    const geometry::Bvh tree(skin);
    std::vector<Shortfall> found;
    std::vector<glm::vec3> watched;
    for (const auto& p : covered) {
        auto near = tree.nearest(p, rule.cover_mm + k_watch_mm);
        if (!near && is_outside(skin, tree, p)) near = tree.nearest(p, k_farthest_mm);
        if (!near) continue; // deep enough
        const auto* corner = &skin.indices[3 * near->triangle];
        // The blended normal tells the side rightly at edges and corners too; that of the triangle does not.
        const glm::vec3 outward = near->barycentric.x * skin.normals[corner[0]] + near->barycentric.y * skin.normals[corner[1]] +
                                  near->barycentric.z * skin.normals[corner[2]];
        const float depth = glm::dot(near->position - p, outward) < 0 ? -near->distance_mm : near->distance_mm;
        if (depth < rule.cover_mm + k_watch_mm) watched.push_back(p);
        if (depth < rule.cover_mm) found.push_back({near->position, std::min(rule.cover_mm - depth, rule.most_mm)});
    }
    covered = std::move(watched);
    return found;
}

} // namespace

void smooth(geometry::Mesh& mesh, int rounds) {
    const auto around = neighbours_of(mesh);
    for (int i = 0; i < rounds; ++i)
        for (const float share : {0.5f, -0.52f}) mesh.positions = averaged(mesh.positions, around, share);
    geometry::compute_normals(mesh);
}

void push_out(geometry::Mesh& skin, std::vector<glm::vec3> covered, const WrapRule& rule) {
    const auto around = neighbours_of(skin);
    for (int round = 0; round < rule.rounds; ++round) {
        const auto missing = shortfalls(skin, covered, rule);
        if (missing.empty()) return;
        const Cells cells(skin.positions, rule.spread_mm);
        std::vector<float> push(skin.positions.size(), 0.0f);
        for (const auto& m : missing)
            cells.near(m.at, [&](std::uint32_t i) {
                const float far = glm::distance(skin.positions[i], m.at) / rule.spread_mm;
                if (far < 1) push[i] = std::max(push[i], m.mm * (1 - glm::smoothstep(0.25f, 1.0f, far)));
            });
        for (int k = 0; k < 4; ++k) push = averaged(push, around, 0.5f);
        // Along smoothed normals: in a hollow the bare ones would cross and fold the skin.
        auto outward = skin.normals;
        for (int k = 0; k < k_normal_rounds; ++k) outward = averaged(outward, around, 0.5f);
        for (std::size_t i = 0; i < push.size(); ++i) skin.positions[i] += push[i] * glm::normalize(outward[i]);
        geometry::compute_normals(skin);
    }
}

} // namespace dorsum::bake
