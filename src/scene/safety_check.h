// Protected zones on the body as it stands: the same zones as content::safety_zones_hit, moved with the joints, met by strokes that
// were moved with them.
#pragma once

#include "scene/compose_cache.h"

namespace dorsum::scene {

// A zone's middle line, posed.
struct PosedZone {
    const content::SafetyZone* zone = nullptr;
    std::vector<glm::vec3> line_mm;
    bool holds(glm::vec3 posed_mm) const { return clearance_mm(posed_mm) <= 0; }
    // From its rim as seen from behind, negative inside; far away where the depth differs. `away`: the way out.
    float clearance_mm(glm::vec3 posed_mm, glm::vec2* away = nullptr) const;
};
std::vector<PosedZone> posed_zones(const content::Catalog& catalog, ComposeCache& cache, std::span<const glm::mat4> palette);

// A path whose middle keeps out of a zone that would forbid or weaken it, led so far aside that the hand's rims keep out too; at most
// by some millimetres: what meets the zone then all the same is weakened or refused.
std::vector<glm::vec3> kept_clear(std::vector<glm::vec3> path_mm, const content::StrokeStep& step, const content::Technique& technique,
                                  std::span<const PosedZone> zones);

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
