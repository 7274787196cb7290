// Pins on the body's surface: kept at rest, shown on the body as it is bent.
#pragma once

#include "scene/compose_cache.h"

namespace dorsum::scene {

struct PosedPin {
    glm::vec3 position_mm{0}, normal{0, 1, 0};
};

// Where a pin stands now; nothing where the atlas lacks its structure.
std::optional<PosedPin> posed_pin(const session::Pin& pin, std::span<const glm::mat4> palette, ComposeCache& cache);

// The place on the structure's surface at rest that lies nearest to a point of the posed body.
std::optional<glm::vec3> rest_place(anatomy::StructureIndex structure, glm::vec3 posed_mm, std::span<const glm::mat4> palette, ComposeCache& cache);

} // namespace dorsum::scene
