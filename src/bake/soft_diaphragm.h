#pragma once

#include "bake/recipe.h"

namespace dorsum::bake {

// The diaphragm, breathed out: both domes with the central tendon between them, and its two crura on the lumbar spine.
void add_diaphragm(const Facts& facts, std::vector<Recipe>& recipes);

} // namespace dorsum::bake
