#include "scene/safety_check.h"

#include "geometry/skinning.h"
#include "scene/strokes.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene {

namespace {

// The zone's places and what moves them; a nerve's part between the heights of these places.
std::vector<glm::vec3> posed_line(const content::SafetyZone& zone, const anatomy::Atlas& atlas, std::span<const glm::mat4> palette) {
    std::vector<anatomy::Landmark> places;
    for (const auto& expression : zone.along)
        if (auto point = content::resolve_point(atlas, expression)) places.push_back(std::move(point).value());
    std::vector<glm::vec3> line;
    if (zone.nerve.empty()) {
        for (const auto& place : places) line.push_back(geometry::skin_point(place.position_mm, place.skin, palette));
        return line;
    }
    const auto* nerve = atlas.find_centre_line(zone.nerve);
    if (!nerve) return line;
    float low = -1e9f, high = 1e9f;
    if (places.size() >= 2) {
        low = std::min(places.front().position_mm.y, places.back().position_mm.y);
        high = std::max(places.front().position_mm.y, places.back().position_mm.y);
    }
    for (std::size_t i = 0; i < nerve->points_mm.size(); ++i)
        if (nerve->points_mm[i].y >= low && nerve->points_mm[i].y <= high)
            line.push_back(geometry::skin_point(nerve->points_mm[i], nerve->skin[i], palette));
    return line;
}

} // namespace

bool PosedZone::holds(glm::vec3 point) const {
    for (std::size_t i = 0; i < line_mm.size(); ++i) {
        const auto a = line_mm[i], b = i + 1 < line_mm.size() ? line_mm[i + 1] : line_mm[i];
        const glm::vec2 along(b - a), to(point - a);
        const float length2 = glm::dot(along, along);
        const auto nearest = glm::mix(a, b, length2 > 0 ? std::clamp(glm::dot(to, along) / length2, 0.0f, 1.0f) : 0.0f);
        if (glm::distance(glm::vec2(point), glm::vec2(nearest)) <= zone->radius_mm && std::abs(point.z - nearest.z) <= zone->depth_mm) return true;
    }
    return false;
}

std::vector<PosedZone> posed_zones(const content::Catalog& catalog, ComposeCache& cache, std::span<const glm::mat4> palette) {
    std::vector<PosedZone> out;
    for (const auto& zone : catalog.safety_zones)
        if (auto line = posed_line(zone, cache.atlas(), palette); !line.empty()) out.push_back({&zone, std::move(line)});
    return out;
}

// A prism from back to front whose footprint is a band with round ends about the line; every piece of the line gives one, so that
// the solid is the union of closed pieces.
geometry::Mesh zone_solid(const PosedZone& zone) {
    constexpr int k_half_turn = 10;
    geometry::Mesh mesh;
    const auto pieces = std::max<std::size_t>(1, zone.line_mm.size() - 1);
    for (std::size_t i = 0; i < pieces; ++i) {
        const auto a = zone.line_mm[i], b = zone.line_mm[std::min(i + 1, zone.line_mm.size() - 1)];
        const glm::vec2 d = glm::vec2(b - a);
        const float angle = glm::length(d) > 1e-3f ? std::atan2(d.y, d.x) : 0.0f;
        const auto first = static_cast<std::uint32_t>(mesh.positions.size());
        std::uint32_t count = 0;
        for (int end = 0; end < 2; ++end)
            for (int k = 0; k <= k_half_turn; ++k, ++count) {
                const float turn = angle + (end ? -1.5707963f : 1.5707963f) + 3.14159265f * static_cast<float>(k) / k_half_turn;
                const auto at = end ? b : a;
                const glm::vec2 rim = glm::vec2(at) + zone.zone->radius_mm * glm::vec2(std::cos(turn), std::sin(turn));
                mesh.positions.emplace_back(rim, at.z - zone.zone->depth_mm);
                mesh.positions.emplace_back(rim, at.z + zone.zone->depth_mm);
            }
        for (std::uint32_t k = 0; k < count; ++k) {
            const auto p = first + 2 * k, q = first + 2 * ((k + 1) % count);
            mesh.indices.insert(mesh.indices.end(), {p, q, q + 1, p, q + 1, p + 1});
        }
        // Each half disc is level at its own end's depth; a sloping piece lies between them.
        const auto lid = [&](std::uint32_t u, std::uint32_t v, std::uint32_t w) {
            const auto a0 = first + 2 * u, b0 = first + 2 * v, c0 = first + 2 * w;
            mesh.indices.insert(mesh.indices.end(), {a0, c0, b0, a0 + 1, b0 + 1, c0 + 1});
        };
        const std::uint32_t half = count / 2;
        for (std::uint32_t k = 1; k + 1 < half; ++k) lid(0, k, k + 1), lid(half, half + k, half + k + 1);
        lid(0, half - 1, half);
        lid(0, half, count - 1);
    }
    geometry::compute_normals(mesh);
    return mesh;
}

} // namespace dorsum::scene
