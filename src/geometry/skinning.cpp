#include "geometry/skinning.h"

#include <algorithm>

namespace dorsum::geometry {

glm::mat4 blend(const SkinWeights& skin, std::span<const glm::mat4> palette) {
    glm::mat4 sum(0);
    for (std::size_t i = 0; i < k_influences; ++i)
        if (skin.weights[i] > 0) sum += skin.weights[i] * palette[skin.joints[i]];
    return sum;
}

glm::vec3 skin_point(glm::vec3 p, const SkinWeights& skin, std::span<const glm::mat4> palette) {
    return glm::vec3(blend(skin, palette) * glm::vec4(p, 1));
}

glm::vec3 skin_direction(glm::vec3 d, const SkinWeights& skin, std::span<const glm::mat4> palette) {
    const auto moved = glm::mat3(blend(skin, palette)) * d;
    const float length = glm::length(moved);
    return length > 1e-12f ? moved / length : d;
}

Mesh skinned(const Mesh& rest, std::span<const glm::mat4> palette) {
    Mesh out = rest;
    const SkinWeights rigid;
    for (std::size_t i = 0; i < rest.positions.size(); ++i) {
        const auto& skin = rest.skin.empty() ? rigid : rest.skin[i];
        out.positions[i] = skin_point(rest.positions[i], skin, palette);
        if (!rest.normals.empty()) out.normals[i] = skin_direction(rest.normals[i], skin, palette);
        if (!rest.fibres.empty() && rest.fibres[i] != glm::vec3(0))
            out.fibres[i] = skin_direction(rest.fibres[i], skin, palette);
    }
    return out;
}

SkinWeights make_weights(std::span<const std::pair<std::uint8_t, float>> pairs) {
    std::vector<std::pair<std::uint8_t, float>> sums;
    for (const auto& [joint, weight] : pairs) {
        const auto at = std::find_if(sums.begin(), sums.end(), [joint = joint](const auto& s) { return s.first == joint; });
        if (at == sums.end()) sums.emplace_back(joint, weight);
        else at->second += weight;
    }
    std::stable_sort(sums.begin(), sums.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    SkinWeights out;
    out.weights = {0, 0, 0, 0};
    float total = 0;
    const auto kept = std::min<std::size_t>(k_influences, sums.size());
    for (std::size_t i = 0; i < kept; ++i) total += std::max(0.0f, sums[i].second);
    if (total <= 0) return SkinWeights{};
    for (std::size_t i = 0; i < kept; ++i) {
        out.joints[i] = sums[i].first;
        out.weights[i] = std::max(0.0f, sums[i].second) / total;
    }
    return out;
}

SkinWeights interpolate(const Mesh& mesh, std::uint32_t triangle, glm::vec3 barycentric) {
    if (mesh.skin.empty()) return {};
    std::vector<std::pair<std::uint8_t, float>> pairs;
    for (int k = 0; k < 3; ++k) {
        const auto& corner = mesh.skin[mesh.indices[3 * triangle + static_cast<std::uint32_t>(k)]];
        for (std::size_t i = 0; i < k_influences; ++i)
            if (corner.weights[i] > 0) pairs.emplace_back(corner.joints[i], corner.weights[i] * barycentric[k]);
    }
    return make_weights(pairs);
}

} // namespace dorsum::geometry
