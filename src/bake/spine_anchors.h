// Named points of the spine that other families attach to (the list is in recipe.h).
#pragma once

#include "bake/recipe.h"

namespace dorsum::bake {

void add_spine_anchors(const Facts& facts, const anatomy::SpineRest& spine, Anchors& anchors);

} // namespace dorsum::bake
