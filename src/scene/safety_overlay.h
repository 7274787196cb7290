// Where hands must be light or stay away, drawn on the body: one band per safety zone, its colour by the pressure it
// allows.
#pragma once

#include "scene/compose_cache.h"

namespace dorsum::scene {

// Ids "safety.<zone id>". Zones whose landmarks the atlas lacks are left out.
std::vector<OverlayMesh> safety_overlays(const session::SessionState& state, const session::Context& context,
                                         ComposeCache& cache, std::span<const glm::mat4> palette);

} // namespace dorsum::scene
