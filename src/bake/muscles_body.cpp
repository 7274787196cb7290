#include "bake/muscles_body.h"

#include "core/hash.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake::muscles {
namespace {

constexpr float k_tooth = 0.10f;
constexpr float k_seam_reach = 0.4f; // share of the width over which a part comes to the thickness of its neighbour

float smooth_step(float low, float high, float x) {
    const float t = std::clamp((x - low) / std::max(high - low, 1e-4f), 0.0f, 1.0f);
    return t * t * (3 - 2 * t);
}

float noise(std::string_view name, int index, int kind) {
    const auto digest = core::Hash64().text(name).value(index).value(kind).digest();
    return float((digest >> 20) & 0xffff) / 65535.0f;
}

} // namespace

Bundles make_bundles(int count, std::string_view name) {
    Bundles out;
    std::vector<float> widths;
    float sum = 0;
    for (int i = 0; i < count; ++i) {
        widths.push_back(0.7f + 0.6f * noise(name, i, 0));
        sum += widths.back();
    }
    float at = 0;
    for (int i = 0; i <= count; ++i) {
        out.borders.push_back(i == count ? 1.0f : at / sum);
        out.depth.push_back(0.45f + 0.55f * noise(name, i, 1));
        out.phase.push_back(6.2831853f * noise(name, i, 2));
        if (i < count) at += widths[std::size_t(i)];
    }
    return out;
}

float Body::tendon(float u, float v) const {
    // Flesh reaches further into the tendon along the middle of each bundle, so that the border is toothed, not a line.
    const float tooth = 1 + k_tooth * std::cos(6.2831853f * u * float(row_.bundles)) +
                        0.6f * k_tooth * std::sin(11.0f * u * float(row_.bundles)) * std::min(1.0f, 8 * std::min(u, 1 - u));
    const float a = spread(row_.tendon_origin, u) * tooth, b = spread(row_.tendon_insertion, u) * tooth;
    const float near = a > 0 ? 1 - smooth_step(0.85f * a, 1.15f * a, v) : 0;
    const float far = b > 0 ? smooth_step(1 - 1.15f * b, 1 - 0.85f * b, v) : 0;
    return std::max(near, far);
}

float Body::edge(float u, float v) const {
    const int i = std::clamp(static_cast<int>(v * float(grid_.along - 1) + 0.5f), 0, grid_.along - 1);
    const float width = std::max(grid_.width_mm(i), 0.5f);
    const float rim = std::min(float(row_.edge_mm), 0.5f * width);
    // Where a part borders on the next one of the same sheet it does not round off: that would be a crack.
    const float free = std::min(shares_edge(row_, false) ? 1.0f : u, shares_edge(row_, true) ? 1.0f : 1 - u);
    const float s = std::clamp(free * width / rim, 0.0f, 1.0f);
    return std::sqrt(std::max(0.0f, 1 - (1 - s) * (1 - s)));
}

float Body::belly_mm(float u, float v) const {
    const float own = spread(row_.thickness_mm, v) * scale_;
    const float from_seam = std::min(shares_edge(row_, false) ? u : 1.0f, shares_edge(row_, true) ? 1 - u : 1.0f);
    if (row_.seam_mm.empty() || from_seam >= k_seam_reach) return own;
    return glm::mix(spread(row_.seam_mm, v), own, smooth_step(0, k_seam_reach, from_seam));
}

float Body::thickness_mm(float u, float v) const {
    const float belly = belly_mm(u, v);
    const float thin = std::min(belly, float(row_.tendon_mm));
    return std::max(0.0f, belly + (thin - belly) * tendon(u, v)) * edge(u, v) * grid_.squeeze_at(u, v);
}

glm::vec2 Body::ends(float u) const {
    const auto notch = [&](int slips) {
        if (slips < 2) return 0.0f;
        return float(row_.digit_depth) * (0.5f - 0.5f * std::cos(6.2831853f * u * float(slips - 1)));
    };
    return {notch(row_.digits_origin), 1 - notch(row_.digits_insertion)};
}

std::vector<float> thickness_on(const Grid& grid, const Body& body) {
    std::vector<float> out;
    for (int k = 0; k < grid.across; ++k)
        for (int i = 0; i < grid.along; ++i)
            out.push_back(body.thickness_mm(float(k) / float(grid.across - 1), float(i) / float(grid.along - 1)));
    return out;
}

float volume_cm3(const geometry::Mesh& mesh) {
    double sum = 0;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const glm::dvec3 a = mesh.positions[mesh.indices[i]], b = mesh.positions[mesh.indices[i + 1]],
                         c = mesh.positions[mesh.indices[i + 2]];
        sum += glm::dot(a, glm::cross(b, c));
    }
    return float(sum / 6000.0);
}

} // namespace dorsum::bake::muscles
