// Scapula: a thin blade, a thin spine standing on it, acromion, coracoid and glenoid. And the clavicle.
#pragma once

#include "bake/recipe.h"
#include "geometry/sdf.h"

namespace dorsum::bake {

geometry::Sdf scapula_shape(const Facts& facts, const anatomy::SpineRest& spine);  // left
geometry::Sdf clavicle_shape(const Facts& facts, const anatomy::SpineRest& spine); // left
void add_scapula_recipes(std::vector<Recipe>& recipes);

} // namespace dorsum::bake
