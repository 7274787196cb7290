// Hip bone: one curved plate seen from the side, with the socket cut into it.
#pragma once

#include "bake/recipe.h"
#include "geometry/sdf.h"

namespace dorsum::bake {

geometry::Sdf hip_shape(const Facts& facts, const anatomy::SpineRest& spine); // left
void add_hip_recipes(std::vector<Recipe>& recipes);

} // namespace dorsum::bake
