// Ligaments of the spine: longitudinal, supraspinous, interspinous, flava, nuchal.
#pragma once

#include "bake/recipe.h"

namespace dorsum::bake {

void add_spinal_ligament_recipes(std::vector<Recipe>& recipes);

} // namespace dorsum::bake
