// From the raw mesh of a shape to its three levels of detail. How many triangles each gets is shared out over the whole atlas, however
// many structures it has; the finest is the shape's own as long as all of them together keep its budget.
#pragma once

#include "anatomy/structure.h"
#include "bake/recipe.h"

namespace dorsum::bake {

using Levels = std::array<geometry::Mesh, anatomy::k_lod_count>;
using LevelSizes = std::array<std::size_t, anatomy::k_lod_count>; // triangles

// Numbers no finer than this: a neighbour's small change that died out a hand's breadth away leaves no trace. For what is built on
// its like, one over the other: muscles and fasciae.
enum class Grain { none, coarse };

// The shape's own mesh, with everything that the GLB and the renderer rely on.
geometry::Mesh finest_level(geometry::Mesh raw, Grain grain);

// How large the levels of these structures become: by their surface and by how finely they are made, so that all together
// keep the budget. In steps, so that a small change somewhere does not change all. Empty meshes get none.
std::vector<LevelSizes> share_out(const std::vector<const geometry::Mesh*>& finest, const std::vector<const Recipe*>& recipes);

// Vertebrae stay as they are; what lies along the spine must be as near to its finest level when the spine is bent as when it is straight.
enum class Bends { no, with_the_spine };
Bends bends_of(anatomy::Tissue tissue);

// All levels from the shape's own mesh, which is in levels[0]. Thin ends stay where they are.
void make_levels(Levels& levels, const LevelSizes& triangles, Bends bends);

// After all levels were bent to a body: triangles that this squeezed to slivers are mended; a level where that does not help is
// thinned out anew from the next finer one.
void mend_levels(Levels& levels, Bends bends);

} // namespace dorsum::bake
