// The spine's rest frames, from whatever vertebrae and discs an atlas has.
#pragma once

#include "anatomy/atlas.h"

#include <span>

namespace dorsum::import {

// Bodies lie between the discs' centres; levels without meshes are filled in between and beyond by the given spacing
// (24 distances, C1-C2 .. L5-S1; proportions only) and marked as not known.
anatomy::SpineRest estimate_spine(const anatomy::Atlas& atlas, std::span<const float> level_spacing_mm);

} // namespace dorsum::import
