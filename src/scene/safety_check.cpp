#include "scene/safety_check.h"

#include "geometry/skinning.h"
#include "scene/nerve_line.h"
#include "scene/strokes.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene {

namespace {

// The chosen way of a nerve, from where it is first drawn down to the lower end of the zone: ways above piriformis
// leave the pelvis higher than the usual one.
std::vector<anatomy::CentreLine> chosen_lines(const std::string& nerve, float low_mm, ComposeCache& cache) {
    const std::lock_guard lock(cache.making);
    const auto [at, fresh] = cache.nerve_lines.try_emplace(nerve);
    if (fresh) at->second = tube_lines(cache.atlas().at(cache.atlas().find(nerve)), cache.atlas().spine);
    std::vector<anatomy::CentreLine> lines;
    for (const auto& line : at->second) {
        anatomy::CentreLine part{nerve, {}, {}};
        for (std::size_t i = 0; i < line.points_mm.size(); ++i)
            if (line.points_mm[i].y >= low_mm)
                part.points_mm.push_back(line.points_mm[i]), part.skin.push_back(line.skin[i]);
        if (!part.points_mm.empty()) lines.push_back(std::move(part));
    }
    return lines;
}

} // namespace

bool PosedZone::holds(glm::vec3 point) const {
    for (const auto& line : lines_mm)
        for (std::size_t i = 0; i < line.size(); ++i) {
            const auto a = line[i], b = i + 1 < line.size() ? line[i + 1] : line[i];
            const glm::vec2 along(b - a), to(point - a);
            const float length2 = glm::dot(along, along);
            const auto nearest =
                glm::mix(a, b, length2 > 0 ? std::clamp(glm::dot(to, along) / length2, 0.0f, 1.0f) : 0.0f);
            if (glm::distance(glm::vec2(point), glm::vec2(nearest)) <= zone->radius_mm &&
                std::abs(point.z - nearest.z) <= zone->depth_mm)
                return true;
        }
    return false;
}

std::string drawn_nerve(const std::string& nerve, const session::SessionState& state, const anatomy::Atlas& atlas) {
    constexpr std::string_view usual = "nerve.sciatic.";
    if (state.sciatic_variant == "a" || !nerve.starts_with(usual)) return nerve;
    const auto chosen = "nerve.sciatic_" + state.sciatic_variant + "." + nerve.substr(usual.size());
    return atlas.find(chosen).valid() ? chosen : nerve;
}

std::vector<anatomy::CentreLine> zone_lines(const content::SafetyZone& zone, const session::SessionState& state,
                                            ComposeCache& cache) {
    const auto& atlas = cache.atlas();
    anatomy::CentreLine places{zone.nerve, {}, {}};
    for (const auto& expression : zone.along)
        if (const auto point = content::resolve_point(atlas, expression))
            places.points_mm.push_back(point->position_mm), places.skin.push_back(point->skin);
    if (zone.nerve.empty()) return places.points_mm.empty() ? std::vector<anatomy::CentreLine>{} : std::vector{places};
    float low = -1e9f, high = 1e9f;
    if (places.points_mm.size() >= 2) {
        low = std::min(places.points_mm.front().y, places.points_mm.back().y);
        high = std::max(places.points_mm.front().y, places.points_mm.back().y);
    }
    if (const auto drawn = drawn_nerve(zone.nerve, state, atlas); drawn != zone.nerve)
        return chosen_lines(drawn, low, cache);
    const auto* nerve = atlas.find_centre_line(zone.nerve);
    if (!nerve) return {};
    anatomy::CentreLine part{zone.nerve, {}, {}};
    for (std::size_t i = 0; i < nerve->points_mm.size(); ++i)
        if (nerve->points_mm[i].y >= low && nerve->points_mm[i].y <= high)
            part.points_mm.push_back(nerve->points_mm[i]), part.skin.push_back(nerve->skin[i]);
    return part.points_mm.empty() ? std::vector<anatomy::CentreLine>{} : std::vector{part};
}

std::vector<PosedZone> posed_zones(const session::SessionState& state, const session::Context& context,
                                   ComposeCache& cache, std::span<const glm::mat4> palette) {
    std::vector<PosedZone> out;
    for (const auto& zone : context.catalog.safety_zones) {
        PosedZone posed{&zone, {}};
        for (const auto& line : zone_lines(zone, state, cache)) {
            posed.lines_mm.emplace_back();
            for (std::size_t i = 0; i < line.points_mm.size(); ++i)
                posed.lines_mm.back().push_back(geometry::skin_point(line.points_mm[i], line.skin[i], palette));
        }
        if (!posed.lines_mm.empty()) out.push_back(std::move(posed));
    }
    return out;
}

// A prism from back to front whose footprint is a band with round ends about the line; every piece of the line gives
// one, so that the solid is the union of closed pieces.
geometry::Mesh zone_solid(const PosedZone& zone) {
    constexpr int k_half_turn = 10;
    geometry::Mesh mesh;
    std::vector<std::pair<glm::vec3, glm::vec3>> pieces;
    for (const auto& line : zone.lines_mm)
        for (std::size_t i = 0; i < std::max<std::size_t>(1, line.size() - 1); ++i)
            pieces.emplace_back(line[i], line[std::min(i + 1, line.size() - 1)]);
    for (const auto& [a, b] : pieces) {
        const glm::vec2 d = glm::vec2(b - a);
        const float angle = glm::length(d) > 1e-3f ? std::atan2(d.y, d.x) : 0.0f;
        const auto first = static_cast<std::uint32_t>(mesh.positions.size());
        std::uint32_t count = 0;
        for (int end = 0; end < 2; ++end)
            for (int k = 0; k <= k_half_turn; ++k, ++count) {
                const float turn =
                    angle + (end ? -1.5707963f : 1.5707963f) + 3.14159265f * static_cast<float>(k) / k_half_turn;
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
