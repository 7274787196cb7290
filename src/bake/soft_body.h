// The body's outline as a smooth distance field, from facts: simple round parts placed by anchors, melted into one another.
#pragma once

#include "bake/recipe.h"
#include "geometry/sdf.h"

namespace dorsum::bake {

geometry::Sdf body_outline(const Facts& facts, const Anchors& anchors);

} // namespace dorsum::bake
