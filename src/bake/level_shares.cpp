// How many triangles each structure gets of the levels' budgets.
#include "bake/levels.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

namespace {

constexpr std::size_t k_fewest_triangles = 120; // small structures keep their shape
constexpr LevelSizes k_budget{880'000, 293'000, 114'500}; // triangles of the whole atlas, with room for what mending adds
constexpr double k_largest_share[] = {1.0, 0.6, 0.3}; // of the finest level: a part of the atlas alone gets no more
constexpr double k_step = 1.08;
constexpr double k_factor_step = 1.005;
constexpr double k_evenness = 0.25; // 0: in proportion to the finest level, 1: to the surface

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
    // In steps as well: else a few triangles more somewhere would shift the bounds of all.
    return std::pow(k_factor_step, std::floor(std::log(std::max(low, 1e-6)) / std::log(k_factor_step)));
}

} // namespace

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
            // As many as it has, drawn a little towards an even density: large plain things need not be as fine as small carved ones.
            const double even = areas[i] * triangles / std::max(1.0, area);
            claim.weight = recipes[i]->level_weight * std::pow(own, 1 - k_evenness) * std::pow(even, k_evenness);
            claim.least = std::min(finest[i]->triangle_count(), k_fewest_triangles);
            claim.most = std::max(claim.least, static_cast<std::size_t>(own * k_largest_share[level]));
            claims.push_back(claim);
        }
        if (level == 0 && triangles <= static_cast<double>(k_budget[0])) {
            for (std::size_t i = 0; i < finest.size(); ++i) sizes[i][0] = finest[i]->triangle_count();
            continue;
        }
        const double factor = fair_factor(claims, k_budget[level]);
        for (std::size_t i = 0; i < finest.size(); ++i) sizes[i][level] = finest[i]->empty() ? 0 : claims[i].at(factor);
    }
    return sizes;
}

} // namespace dorsum::bake
