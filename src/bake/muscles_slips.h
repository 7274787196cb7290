// Small muscles between neighbouring bones: every slip a closed ribbon of its own, its ends on the bones that the row names.
#pragma once

#include "bake/muscles_row.h"
#include "bake/muscles_shell.h"
#include "bake/recipe.h"

namespace dorsum::bake::muscles {

// scale: of width and thickness together (the area of the section).
geometry::Mesh slips(const Row& row, const Shell& shell, const BuildContext& context, float scale);

} // namespace dorsum::bake::muscles
