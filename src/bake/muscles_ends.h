// Fastens a sheet to its bones: the rows' anchors come near the attachment, the bone's own surface says where it is.
#pragma once

#include "bake/muscles_grid.h"

namespace dorsum::bake::muscles {

// Moves the ends of the fibre lines onto the bones that the row names; lines that have none within reach stay.
void fasten(Grid& grid, const Row& row, const Shell& shell, const BuildContext& context);

} // namespace dorsum::bake::muscles
