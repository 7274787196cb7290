// From the raw mesh of a shape to its three levels of detail.
#pragma once

#include "anatomy/structure.h"
#include "bake/recipe.h"

namespace dorsum::bake {

using Levels = std::array<geometry::Mesh, anatomy::k_lod_count>;

Levels make_levels(geometry::Mesh raw, const float (&ratio)[2]);

} // namespace dorsum::bake
