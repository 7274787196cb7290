// Protected zones on the body as it stands: the same zones as content::safety_zones_hit, moved with the joints, met by
// strokes that were moved with them.
#pragma once

#include "scene/compose_cache.h"

namespace dorsum::scene {

// A zone's middle line, posed; more than one where a nerve takes the chosen way in parts.
struct PosedZone {
    const content::SafetyZone* zone = nullptr;
    std::vector<std::vector<glm::vec3>> lines_mm;
    bool holds(glm::vec3 posed_mm) const;
};
std::vector<PosedZone> posed_zones(const session::SessionState& state, const session::Context& context,
                                   ComposeCache& cache, std::span<const glm::mat4> palette);

// The structure that is drawn for this nerve: the chosen way of the sciatic nerve past piriformis, or the nerve itself.
std::string drawn_nerve(const std::string& nerve, const session::SessionState& state, const anatomy::Atlas& atlas);
// The middle lines of a zone at rest, of the nerve as it is drawn now.
std::vector<anatomy::CentreLine> zone_lines(const content::SafetyZone& zone, const session::SessionState& state,
                                            ComposeCache& cache);

// The same zone as a closed solid: what a stranger's program can test points against.
geometry::Mesh zone_solid(const PosedZone& zone);

// A path of a step that may not be drawn, and the zone that forbids it.
struct RefusedStroke {
    std::string step_id;
    anatomy::Side side = anatomy::Side::none;
    std::string zone; // id
    bool operator==(const RefusedStroke&) const = default;
};
std::vector<RefusedStroke> refused_strokes(const content::StrokeStep& step, const session::SessionState& state,
                                           const session::Context& context, ComposeCache& cache);

} // namespace dorsum::scene
