// Femur (whole) and humerus (upper half).
#pragma once

#include "bake/recipe.h"
#include "geometry/sdf.h"

namespace dorsum::bake {

geometry::Sdf femur_shape(const Facts& facts, const anatomy::SpineRest& spine);   // left
geometry::Sdf humerus_shape(const Facts& facts, const anatomy::SpineRest& spine); // left

// Tube through the sections [x, y, z, half x, half z] below a key ("<key>s0"..).
geometry::Sdf long_shaft(const Facts& facts, const std::string& key);

void add_limb_recipes(std::vector<Recipe>& recipes);

} // namespace dorsum::bake
