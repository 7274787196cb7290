#pragma once

#include "bake/recipe.h"

namespace dorsum::bake {

// Yellow, interspinous and intertransverse ligaments, capsules of the facet joints, ligaments of the ribs' joints.
void add_spinal_band_recipes(std::vector<Recipe>& recipes);

} // namespace dorsum::bake
