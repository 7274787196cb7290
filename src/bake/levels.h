// From the raw mesh of a shape to its three levels of detail. The finest is the shape's own; how many triangles the coarser ones get
// is shared out over the whole atlas, however many structures it has.
#pragma once

#include "anatomy/structure.h"
#include "bake/recipe.h"

namespace dorsum::bake {

using Levels = std::array<geometry::Mesh, anatomy::k_lod_count>;
using LevelSizes = std::array<std::size_t, anatomy::k_lod_count - 1>; // triangles of levels 1 and 2

// Level 0, with everything that the GLB and the renderer rely on.
geometry::Mesh finest_level(geometry::Mesh raw);

// How large the coarser levels of these structures become: by their surface and by how finely they are made, so that all together
// keep the budget. In steps, so that a small change somewhere does not change all. Empty meshes get none.
std::vector<LevelSizes> share_out(const std::vector<const geometry::Mesh*>& finest, const std::vector<const Recipe*>& recipes);

// Levels 1 and 2 from level 0.
void add_coarser(Levels& levels, const LevelSizes& triangles);

} // namespace dorsum::bake
