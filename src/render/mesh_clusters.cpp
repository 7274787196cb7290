#include "render/mesh_clusters.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dorsum::render {
namespace {

constexpr std::size_t k_most_triangles = 160;
constexpr std::size_t k_least_to_split = 240; // smaller meshes are one patch
constexpr float k_normal_mm = 200;            // how far apart two opposite normals count as being

struct Triangle {
    std::array<float, 6> place; // centre in mm, normal scaled to compare with it
    std::uint32_t first = 0;    // of its three indices
};

std::vector<Triangle> triangles_of(const geometry::Mesh& mesh) {
    std::vector<Triangle> out(mesh.triangle_count());
    for (std::uint32_t t = 0; t < out.size(); ++t) {
        const glm::vec3 a = mesh.positions[mesh.indices[3 * t]], b = mesh.positions[mesh.indices[3 * t + 1]],
                        c = mesh.positions[mesh.indices[3 * t + 2]];
        const glm::vec3 cross = glm::cross(b - a, c - a), centre = (a + b + c) / 3.0f;
        const float length = glm::length(cross);
        const glm::vec3 normal = length > 0 ? cross * (0.5f * k_normal_mm / length) : glm::vec3(0);
        out[t] = {{centre.x, centre.y, centre.z, normal.x, normal.y, normal.z}, 3 * t};
    }
    return out;
}

using Range = std::pair<std::size_t, std::size_t>;

// Halves at the median of the widest of the six axes until the patches are small.
void split(std::vector<Triangle>& all, std::size_t begin, std::size_t end, std::vector<Range>& patches) {
    if (end - begin <= k_most_triangles) {
        patches.emplace_back(begin, end);
        return;
    }
    std::array<float, 6> low, high;
    low.fill(1e30f);
    high.fill(-1e30f);
    for (std::size_t i = begin; i < end; ++i)
        for (std::size_t k = 0; k < 6; ++k) {
            low[k] = std::min(low[k], all[i].place[k]);
            high[k] = std::max(high[k], all[i].place[k]);
        }
    std::size_t axis = 0;
    for (std::size_t k = 1; k < 6; ++k)
        if (high[k] - low[k] > high[axis] - low[axis]) axis = k;
    const std::size_t middle = begin + (end - begin) / 2;
    const auto at = [&](std::size_t i) { return all.begin() + static_cast<std::ptrdiff_t>(i); };
    std::nth_element(at(begin), at(middle), at(end), [axis](const Triangle& a, const Triangle& b) {
        return a.place[axis] != b.place[axis] ? a.place[axis] < b.place[axis] : a.first < b.first;
    });
    split(all, begin, middle, patches);
    split(all, middle, end, patches);
}

void set_facing(Cluster& cluster, const std::vector<Triangle>& all, Range patch) {
    const auto normal_of = [](const Triangle& t) { return glm::vec3(t.place[3], t.place[4], t.place[5]) / (0.5f * k_normal_mm); };
    glm::vec3 sum{0};
    for (std::size_t i = patch.first; i < patch.second; ++i) sum += normal_of(all[i]);
    const float length = glm::length(sum);
    if (length < 1e-3f) return;
    const glm::vec3 mean = sum / length;
    float least = 1;
    for (std::size_t i = patch.first; i < patch.second; ++i)
        if (const glm::vec3 n = normal_of(all[i]); n != glm::vec3(0)) least = std::min(least, glm::dot(n, mean));
    if (least <= 0.05f) return;
    cluster.facing = mean;
    cluster.spread = std::sqrt(std::max(0.0f, 1 - least * least));
}

} // namespace

std::vector<Cluster> make_clusters(const geometry::Mesh& mesh, std::vector<std::uint32_t>& indices) {
    indices = mesh.indices;
    if (mesh.empty()) return {};
    auto all = triangles_of(mesh);
    std::vector<Range> patches;
    if (all.size() < k_least_to_split) patches.emplace_back(0, all.size());
    else split(all, 0, all.size(), patches);
    std::vector<Cluster> clusters;
    indices.clear();
    for (const Range& patch : patches) {
        // Within a patch the order that the mesh came in: the vertex cache likes it.
        std::sort(all.begin() + static_cast<std::ptrdiff_t>(patch.first), all.begin() + static_cast<std::ptrdiff_t>(patch.second),
                  [](const Triangle& a, const Triangle& b) { return a.first < b.first; });
        Cluster cluster;
        cluster.first_index = static_cast<std::uint32_t>(indices.size());
        for (std::size_t i = patch.first; i < patch.second; ++i)
            for (std::uint32_t k = 0; k < 3; ++k) {
                const std::uint32_t v = mesh.indices[all[i].first + k];
                indices.push_back(v);
                cluster.bounds.add(mesh.positions[v]);
            }
        cluster.index_count = static_cast<std::uint32_t>(indices.size()) - cluster.first_index;
        set_facing(cluster, all, patch);
        clusters.push_back(cluster);
    }
    return clusters;
}

bool faces_away(const Cluster& cluster, glm::vec3 eye_mm) {
    if (cluster.facing == glm::vec3(0)) return false;
    const glm::vec3 to = cluster.bounds.centre() - eye_mm;
    return glm::dot(to, cluster.facing) >= cluster.spread * glm::length(to) + cluster.bounds.radius();
}

float edge_mm(const geometry::Mesh& mesh) {
    if (mesh.empty()) return 0;
    double area = 0;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const glm::vec3 a = mesh.positions[mesh.indices[i]], b = mesh.positions[mesh.indices[i + 1]], c = mesh.positions[mesh.indices[i + 2]];
        area += 0.5 * static_cast<double>(glm::length(glm::cross(b - a, c - a)));
    }
    return static_cast<float>(std::sqrt(2 * area / static_cast<double>(mesh.triangle_count())));
}

float bulge_mm(const geometry::Mesh& mesh) {
    if (mesh.empty() || mesh.normals.size() != mesh.positions.size()) return 0;
    std::vector<float> bulges;
    bulges.reserve(mesh.indices.size() / 2 + 3);
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3)
        for (std::size_t k = 0; k < 3; ++k) {
            const auto a = mesh.indices[i + k], b = mesh.indices[i + (k + 1) % 3];
            if (a < b) bulges.push_back(std::abs(glm::dot(mesh.positions[b] - mesh.positions[a], mesh.normals[b] - mesh.normals[a])) / 8); // the height of an arc
        }
    if (bulges.empty()) return 0;
    const auto at = bulges.begin() + static_cast<std::ptrdiff_t>(bulges.size() * 9 / 10);
    std::nth_element(bulges.begin(), at, bulges.end());
    return *at;
}

} // namespace dorsum::render
