// The sheets between the ribs: one closed slab per intercostal space, its fibres slanting from rib to rib.
#pragma once

#include "bake/muscles_row.h"
#include "bake/recipe.h"

namespace dorsum::bake::muscles {

geometry::Mesh intercostals(const Row& row, const BuildContext& context);
std::vector<std::string> intercostal_ribs(); // ids of the left side, which it must be built after

} // namespace dorsum::bake::muscles
