#pragma once

#include "bake/recipe.h"

namespace dorsum::bake {

// One smooth closed shell from the head to below the knees. `recipes` are those of the families before: what the skin must cover.
void add_skin(const Facts& facts, std::vector<Recipe>& recipes);

} // namespace dorsum::bake
