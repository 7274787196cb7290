#include "bake/occlusion.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dorsum::bake {

namespace {

constexpr int k_directions = 112; // over the whole sphere; about half of them look away from any surface
constexpr float k_grain = 256;    // of a millimetre: coarser than what the order of a tree's boxes can make of a distance

// The same directions for every vertex (a Fibonacci spiral), so that neighbours agree and there is no noise.
std::array<glm::vec3, k_directions> directions() {
    std::array<glm::vec3, k_directions> out;
    const double golden = std::acos(-1.0) * (3.0 - std::sqrt(5.0));
    for (int i = 0; i < k_directions; ++i) {
        const double y = 1.0 - 2.0 * (i + 0.5) / k_directions;
        const double r = std::sqrt(1.0 - y * y);
        out[static_cast<std::size_t>(i)] = glm::vec3(r * std::cos(golden * i), y, r * std::sin(golden * i));
    }
    return out;
}

float visibility_at(glm::vec3 p, glm::vec3 n, const std::array<glm::vec3, k_directions>& rays, const geometry::Bvh& scene,
                    RayLog& log) {
    float open = 0, all = 0;
    for (const glm::vec3 d : rays) {
        const float weight = glm::dot(d, n);
        if (weight <= 0.05f) continue;
        all += weight;
        const auto hit = scene.intersect({p + k_occlusion_lift_mm * n, d}, k_occlusion_reach_mm);
        log.add(p + k_occlusion_lift_mm * n, d, hit ? hit->distance : k_occlusion_reach_mm);
        // Near walls shade fully, far ones hardly: no edge where the reach ends.
        if (!hit) open += weight;
        else open += weight * std::sqrt(std::clamp(std::round(hit->distance * k_grain) / k_grain / k_occlusion_reach_mm, 0.0f, 1.0f)) * 0.85f;
    }
    return all > 0 ? open / all : 1.0f;
}

} // namespace

std::vector<float> visibility(const geometry::Mesh& mesh, std::span<const std::uint32_t> vertices, const geometry::Bvh& scene,
                              RayLog& log) {
    static const auto rays = directions();
    std::vector<float> out;
    out.reserve(vertices.size());
    for (const std::uint32_t v : vertices) out.push_back(visibility_at(mesh.positions[v], mesh.normals[v], rays, scene, log));
    return out;
}

void smooth_over_edges(std::vector<float>& values, std::span<const std::uint32_t> indices, int rounds) {
    std::vector<float> sum, count;
    for (int round = 0; round < rounds; ++round) {
        sum = values;
        count.assign(values.size(), 1.0f);
        for (std::size_t i = 0; i + 2 < indices.size(); i += 3)
            for (int k = 0; k < 3; ++k) {
                const auto a = indices[i + k], b = indices[i + (k + 1) % 3];
                sum[a] += values[b];
                count[a] += 1;
            }
        for (std::size_t v = 0; v < values.size(); ++v) values[v] = sum[v] / count[v];
    }
}

} // namespace dorsum::bake
