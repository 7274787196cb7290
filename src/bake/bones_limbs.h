// Femur (whole), kneecap, tibia and fibula (upper halves) and humerus (upper half).
#pragma once

#include "bake/recipe.h"
#include "geometry/sdf.h"

namespace dorsum::bake {

geometry::Sdf femur_shape(const Facts& facts, const anatomy::SpineRest& spine);   // left
geometry::Sdf patella_shape(const Facts& facts, const anatomy::SpineRest& spine); // left; recipes keep it clear of the femur
geometry::Sdf tibia_shape(const Facts& facts, const anatomy::SpineRest& spine);   // left; recipes keep it clear of the femur
geometry::Sdf fibula_shape(const Facts& facts, const anatomy::SpineRest& spine);  // left; recipes keep it clear of the tibia
geometry::Sdf humerus_shape(const Facts& facts, const anatomy::SpineRest& spine); // left

void add_limb_recipes(std::vector<Recipe>& recipes);
void add_leg_recipes(std::vector<Recipe>& recipes);

} // namespace dorsum::bake
