#pragma once

#include "bake/recipe.h"

namespace dorsum::bake {

// Iliolumbar, sacro-iliac, sacrotuberous and sacrospinous ligaments, both sides.
void add_pelvic_ligaments(const Facts& facts, std::vector<Recipe>& recipes);

} // namespace dorsum::bake
