#pragma once

#include "bake/recipe.h"

namespace dorsum::bake {

// Every anchor of recipe.h that lies on a bone of this family (both sides).
void add_bone_anchors(const Facts& facts, const anatomy::SpineRest& spine, Anchors& anchors);

} // namespace dorsum::bake
