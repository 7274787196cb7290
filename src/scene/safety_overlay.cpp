#include "scene/safety_overlay.h"

#include "scene/lay_strip.h"
#include "scene/safety_check.h"
#include "scene/sign_builder.h"

#include <algorithm>
#include <array>

namespace dorsum::scene {

namespace {

// Violet, apart from the warm zones and the blue strokes; the less is allowed, the darker.
glm::vec4 colour_of(int pressure_cap) {
    constexpr std::array<glm::vec4, 4> by_cap{{{0.42f, 0.02f, 0.16f, 0.85f},
                                               {0.45f, 0.16f, 0.58f, 0.60f},
                                               {0.55f, 0.32f, 0.72f, 0.45f},
                                               {0.66f, 0.50f, 0.80f, 0.35f}}};
    return by_cap[static_cast<std::size_t>(std::clamp(pressure_cap, 0, 3))];
}

// One band for all parts of a nerve: along the middle between them, and wider by as much as they part.
StripRequest band_of(const content::SafetyZone& zone, const std::vector<anatomy::CentreLine>& lines) {
    StripRequest request{lines.front().points_mm, {}, zone.radius_mm};
    for (std::size_t k = 1; k < lines.size(); ++k) {
        float apart = 0;
        for (auto& p : request.path_mm) {
            const auto other = geometry::nearest_on(lines[k].points_mm, p).point;
            apart = std::max(apart, glm::distance(glm::vec2(p), glm::vec2(other)));
            p = glm::mix(p, other, 0.5f);
        }
        request.half_width_mm += 0.5f * apart;
    }
    return request;
}

const std::optional<SurfaceStrip>& strip_of(const content::SafetyZone& zone, const session::SessionState& state,
                                            ComposeCache& cache) {
    const auto [at, fresh] =
        cache.safety_strips.try_emplace(zone.id + "/" + drawn_nerve(zone.nerve, state, cache.atlas()));
    if (fresh)
        if (const auto lines = zone_lines(zone, state, cache); !lines.empty())
            at->second = lay_strip(band_of(zone, lines), cache);
    return at->second;
}

OverlayMesh band(const content::SafetyZone& zone, const SurfaceStrip& strip, std::span<const glm::mat4> palette) {
    OverlayMesh mesh;
    mesh.id = "safety." + zone.id;
    mesh.always_visible = true;
    const PosedStrip posed(strip, palette);
    SignBuilder draw(mesh, posed);
    const auto colour = colour_of(zone.pressure_cap);
    const float length = posed.length_mm(), half = posed.half_width_mm();
    draw.band(0, length, 0, half, colour, 0.75f, 0.75f);
    // Slanted bars say "keep off" without any colour; the closer they stand, the less is allowed.
    const float spacing = 12.0f + 9.0f * static_cast<float>(zone.pressure_cap);
    for (float u = 0.5f * spacing; u < length; u += spacing)
        draw.line(std::array{glm::vec2(std::max(0.0f, u - 0.5f * half), -0.85f * half), glm::vec2(u, 0),
                             glm::vec2(std::min(length, u + 0.5f * half), 0.85f * half)},
                  1.8f, {1, 1, 1, 0.6f});
    return mesh;
}

} // namespace

std::vector<OverlayMesh> safety_overlays(const session::SessionState& state, const session::Context& context,
                                         ComposeCache& cache, std::span<const glm::mat4> palette) {
    std::vector<OverlayMesh> out;
    for (const auto& zone : context.catalog.safety_zones)
        if (const auto& strip = strip_of(zone, state, cache)) out.push_back(band(zone, *strip, palette));
    return out;
}

} // namespace dorsum::scene
