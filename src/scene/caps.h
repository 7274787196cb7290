// The faces that close the body where a plane cuts it, one per structure that the plane meets, in the order to paint them: what
// encloses before what lies within.
#pragma once

#include "scene/compose_cache.h"
#include "scene/section.h"

namespace dorsum::scene {

// Of the frame's items, palette, overrides and level of detail. Kept in the cache until plane, pose or level change.
std::vector<Cap> cut_caps(const Frame& frame, const CutPlane& plane, ComposeCache& cache);

// What fills the clefts between those of the frame's caps that are not seen through. Nothing between bones alone: that is a skeleton on show,
// not a body.
std::optional<Cap> cut_clefts(const Frame& frame, const CutPlane& plane, ComposeCache& cache);

} // namespace dorsum::scene
