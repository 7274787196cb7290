#include "content/catalog.h"

#include <algorithm>

namespace dorsum::content {
namespace {

constexpr float k_sample_mm = 5; // finer than the smallest zone

std::vector<glm::vec3> sampled(std::span<const glm::vec3> path) {
    if (path.size() < 2) return {path.begin(), path.end()};
    const int count = std::max(2, static_cast<int>(geometry::length_mm(path) / k_sample_mm) + 1);
    return geometry::resample(path, count);
}

std::vector<glm::vec3> between_heights(const std::vector<glm::vec3>& line, const std::vector<glm::vec3>& limits) {
    if (limits.size() < 2) return line;
    const float low = std::min(limits.front().y, limits.back().y), high = std::max(limits.front().y, limits.back().y);
    std::vector<glm::vec3> part;
    for (const auto& point : sampled(line))
        if (point.y >= low && point.y <= high) part.push_back(point);
    return part;
}

// Hands work on the surface: distance counts as seen from behind, depth has its own limit.
bool inside(const SafetyZone& zone, const std::vector<glm::vec3>& line, glm::vec3 point) {
    for (std::size_t i = 0; i < line.size(); ++i) {
        const glm::vec3 a = line[i], b = i + 1 < line.size() ? line[i + 1] : line[i];
        const glm::vec2 along(b.x - a.x, b.y - a.y), to(point.x - a.x, point.y - a.y);
        const float length2 = glm::dot(along, along);
        const float t = length2 > 0 ? std::clamp(glm::dot(to, along) / length2, 0.0f, 1.0f) : 0.0f;
        const glm::vec3 nearest = glm::mix(a, b, t);
        if (glm::length(glm::vec2(point.x - nearest.x, point.y - nearest.y)) <= zone.radius_mm &&
            std::abs(point.z - nearest.z) <= zone.depth_mm)
            return true;
    }
    return false;
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

std::vector<glm::vec3> line_of(const SafetyZone& zone, const anatomy::Atlas& atlas) {
    std::vector<glm::vec3> places;
    for (const auto& expression : zone.along)
        if (const auto point = resolve_point(atlas, expression)) places.push_back(point->position_mm);
    if (zone.nerve.empty()) return places;
    const auto* nerve = atlas.find_centre_line(zone.nerve);
    return nerve ? between_heights(nerve->points_mm, places) : std::vector<glm::vec3>{};
}

std::vector<const SafetyZone*> safety_zones_hit(const Catalog& catalog, const anatomy::Atlas& atlas, std::span<const glm::vec3> path_mm) {
    std::vector<const SafetyZone*> hit;
    const auto points = sampled(path_mm);
    for (const auto& zone : catalog.safety_zones) {
        const auto line = line_of(zone, atlas);
        if (std::any_of(points.begin(), points.end(), [&](glm::vec3 p) { return inside(zone, line, p); })) hit.push_back(&zone);
    }
    return hit;
}

int safe_pressure(const StrokeStep& step, int mode_cap, std::span<const SafetyZone* const> zones_hit) {
    int pressure = std::min(step.pressure_max, mode_cap);
    const bool is_static = contains(step.directions, "static");
    for (const auto* zone : zones_hit) {
        if (contains(zone->forbidden_techniques, step.technique) || (is_static && !zone->static_press)) return 0;
        pressure = std::min(pressure, zone->pressure_cap);
    }
    return std::max(pressure, 0);
}

} // namespace dorsum::content
