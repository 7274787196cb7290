// The back of the skull: occipital squama, base and mastoids, as far as the neck muscles need them.
#pragma once

#include "bake/recipe.h"
#include "geometry/sdf.h"

namespace dorsum::bake {

geometry::Sdf occipital_shape(const Facts& facts, const anatomy::SpineRest& spine);
void add_skull_recipes(std::vector<Recipe>& recipes);

} // namespace dorsum::bake
