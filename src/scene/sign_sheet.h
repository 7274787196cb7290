// The sheet that a stroke's sign is drawn on: walked sideways from the path over the real surface, point by point and round its edges, where
// a flat strip would stand off the body.
#pragma once

#include "scene/compose_cache.h"

namespace dorsum::scene {

inline constexpr int k_sheet_columns = 15; // left edge to right edge

// Rest pose, a row for each of the path's. `outermost`: what the strip was laid on; nothing: the skin.
std::shared_ptr<const SignSheet> walk_sheet(const SurfaceStrip& strip, std::optional<anatomy::Layer> outermost, ComposeCache& cache);

} // namespace dorsum::scene
