// What a cut shows between its structures: fat and loose connective tissue fill the clefts of a living body, so a hole there would say
// something untrue. A drawing device, not a measured shape: filled is what lies within k_cleft_reach_mm of what is cut on every side
// (a morphological closing), and small pockets that this closes in; so clefts and the rim of the vertebral canal fill up, while the cavities of chest and belly, whose organs the atlas
// does not have, stay open.
#pragma once

#include "scene/section.h"

namespace dorsum::scene {

inline constexpr float k_cleft_reach_mm = 9; // half of the widest cleft that is filled

// Of the faces of one cut; it is to be painted before them. cell_mm: of the raster it is found on. Nothing where nothing is cut.
std::optional<CapShape> clefts(std::span<const Cap* const> caps, const CutPlane& plane, float cell_mm);

} // namespace dorsum::scene
