// Which joints move the ligaments between vertebrae: a ligament goes with the bones that it joins.
#pragma once

#include "anatomy/atlas.h"

namespace dorsum::bake {

// Overwrites the weights by height of what anatomy::joins_vertebrae, in all levels of detail; rest pose, mm.
void bind_ligaments_to_bones(anatomy::Atlas& atlas, int threads);

} // namespace dorsum::bake
