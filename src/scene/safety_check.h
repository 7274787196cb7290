// Protected zones on the body as it stands: the same zones as content::safety_zones_hit, moved with the joints, met by strokes that
// were moved with them.
#pragma once

#include "scene/compose_cache.h"

namespace dorsum::scene {

// A zone's middle line, posed.
struct PosedZone {
    const content::SafetyZone* zone = nullptr;
    std::vector<glm::vec3> line_mm;
    bool holds(glm::vec3 posed_mm) const;
};
std::vector<PosedZone> posed_zones(const content::Catalog& catalog, ComposeCache& cache, std::span<const glm::mat4> palette);

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
