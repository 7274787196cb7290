#include "bake/levels.h"

#include "geometry/repair.h"
#include "geometry/simplify.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

namespace {

constexpr float k_max_error_mm[2] = {2.0f, 8.0f};
constexpr std::size_t k_fewest_triangles = 120; // small structures keep their shape
constexpr float k_min_angle_deg = 1.2f;         // no slivers below one degree, with room for rounding
constexpr int k_tries = 4;                      // with more triangles each time
constexpr std::array<std::size_t, 2> k_budget{295'000, 117'000}; // triangles of the whole atlas, with room for what mending adds
constexpr double k_largest_share[2] = {0.6, 0.3}; // of the finest level: a part of the atlas alone gets no more
constexpr double k_step = 1.08;

// Attributes that the GLB and the renderer rely on: unit normals, fibres that are unit or absent, course in 0..1.
void tidy(geometry::Mesh& mesh) {
    if (mesh.normals.size() != mesh.positions.size()) geometry::compute_normals(mesh);
    for (auto& n : mesh.normals) {
        const float length = glm::length(n);
        n = length > 1e-6f ? n / length : glm::vec3(0, 0, 1);
    }
    if (mesh.fibres.size() != mesh.positions.size()) mesh.fibres.clear();
    for (std::size_t i = 0; i < mesh.fibres.size(); ++i) {
        glm::vec3& f = mesh.fibres[i];
        const float length = glm::length(f);
        // glTF has no zero tangents: where a vertex has no fibre, the vertical stands in.
        f = length > 1e-6f ? f / length : glm::vec3(0, 1, 0);
    }
    if (mesh.course.size() != mesh.positions.size()) mesh.course.clear();
    for (auto& c : mesh.course) c = glm::clamp(c, glm::vec2(0), glm::vec2(1));
}

// Returns how many slivers stayed.
std::size_t mend(geometry::Mesh& mesh) {
    geometry::part_touching(mesh);
    const std::size_t left = geometry::remove_slivers(mesh, k_min_angle_deg);
    geometry::optimise_order(mesh);
    return left;
}

// A tube thinned out to three sides has nothing but slivers: then it needs more rings.
geometry::Mesh coarser(const geometry::Mesh& fine, std::size_t triangles, float max_error_mm) {
    geometry::Mesh mesh;
    for (int i = 0; i < k_tries; ++i) {
        mesh = geometry::simplified(fine, triangles, max_error_mm);
        if (mend(mesh) == 0) break;
        triangles += triangles / 3;
    }
    return mesh;
}

double area_mm2(const geometry::Mesh& mesh) {
    double twice = 0;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const glm::vec3 a = mesh.positions[mesh.indices[i]], b = mesh.positions[mesh.indices[i + 1]], c = mesh.positions[mesh.indices[i + 2]];
        twice += glm::length(glm::cross(b - a, c - a));
    }
    return 0.5 * twice;
}

struct Claim {
    double weight = 0;
    std::size_t least = 0, most = 0;
    std::size_t at(double factor) const {
        const double wanted = std::min(std::max(factor * weight, static_cast<double>(least)), static_cast<double>(most));
        return static_cast<std::size_t>(std::pow(k_step, std::floor(std::log(std::max(1.0, wanted)) / std::log(k_step) + 1e-9)));
    }
};

// The largest factor with which all claims together keep the budget.
double fair_factor(const std::vector<Claim>& claims, std::size_t budget) {
    double low = 0, high = 4;
    for (int i = 0; i < 40; ++i) {
        const double factor = 0.5 * (low + high);
        std::size_t sum = 0;
        for (const Claim& claim : claims) sum += claim.at(factor);
        (sum <= budget ? low : high) = factor;
    }
    return low;
}

} // namespace

geometry::Mesh finest_level(geometry::Mesh raw) {
    tidy(raw);
    raw.occlusion.clear();
    raw.skin.clear();
    mend(raw);
    return raw;
}

std::vector<LevelSizes> share_out(const std::vector<const geometry::Mesh*>& finest, const std::vector<const Recipe*>& recipes) {
    double triangles = 0, area = 0;
    std::vector<double> areas;
    for (const auto* mesh : finest) {
        areas.push_back(area_mm2(*mesh));
        triangles += static_cast<double>(mesh->triangle_count());
        area += areas.back();
    }
    std::vector<LevelSizes> sizes(finest.size());
    for (std::size_t level = 0; level < k_budget.size(); ++level) {
        std::vector<Claim> claims;
        for (std::size_t i = 0; i < finest.size(); ++i) {
            const auto own = static_cast<double>(finest[i]->triangle_count());
            Claim claim;
            claim.weight = recipes[i]->level_weight * std::sqrt(own * areas[i] * triangles / std::max(1.0, area));
            claim.least = std::min(finest[i]->triangle_count(), k_fewest_triangles);
            claim.most = std::max(claim.least, static_cast<std::size_t>(own * k_largest_share[level]));
            claims.push_back(claim);
        }
        const double factor = fair_factor(claims, k_budget[level]);
        for (std::size_t i = 0; i < finest.size(); ++i) sizes[i][level] = finest[i]->empty() ? 0 : claims[i].at(factor);
    }
    return sizes;
}

void add_coarser(Levels& levels, const LevelSizes& triangles) {
    for (std::size_t i = 0; i < triangles.size(); ++i)
        levels[i + 1] = levels[i].empty() ? geometry::Mesh{} : coarser(levels[i], triangles[i], k_max_error_mm[i]);
}

} // namespace dorsum::bake
