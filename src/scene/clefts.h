// What a cut shows between its structures: fat and loose connective tissue fill the clefts of a living body, so a hole there would say
// something untrue. A drawing device, not a measured shape: filled is what lies within k_cleft_reach_mm of what is cut on every side
// (a morphological closing), and small pockets that this closes in; so clefts and the rim of the vertebral canal fill up, while the
// cavities of chest and belly, whose organs the atlas does not have, stay open. Where the skin is shown, so is what lies beneath it: there
// wider gaps are filled, between the skin and what is cut.
#pragma once

#include "scene/section.h"

namespace dorsum::scene {

inline constexpr float k_cleft_reach_mm = 9;     // half of the widest cleft that is filled
inline constexpr float k_subcutis_reach_mm = 20; // half of the widest gap under the skin that is

// The faces of one cut.
struct CutFaces {
    std::vector<const Cap*> solid, veils; // veils: seen through; the fat under the skin ends at them too
    const Cap* skin = nullptr;            // its band; null: not shown
};

// It is to be painted before the faces. cell_mm: of the raster it is found on. Nothing where nothing solid is cut.
std::optional<CapShape> clefts(const CutFaces& faces, const CutPlane& plane, float cell_mm);

} // namespace dorsum::scene
