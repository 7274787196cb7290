// Femur (whole) and humerus (upper half).
#pragma once

#include "bake/recipe.h"
#include "geometry/sdf.h"

namespace dorsum::bake {

geometry::Sdf femur_shape(const Facts& facts, const anatomy::SpineRest& spine);   // left
geometry::Sdf humerus_shape(const Facts& facts, const anatomy::SpineRest& spine); // left

void add_limb_recipes(std::vector<Recipe>& recipes);

} // namespace dorsum::bake
