// The list of shape families, in the order in which their anchors depend on each other.
#pragma once

#include "bake/recipe.h"

namespace dorsum::bake {

std::vector<Family> all_families();

} // namespace dorsum::bake
