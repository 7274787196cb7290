// Ends on their bones: anchors are computed from facts before any bone has its shape, so the ends of a path are moved onto
// the surface of the bones that their expressions name.
#pragma once

#include "bake/muscles_grid.h"
#include "bake/muscles_obstacles.h"

namespace dorsum::bake::muscles {

// `near`: where the path is.
void seat_ends(Path& path, const Row& row, const BuildContext& context, const geometry::Bounds& near);

} // namespace dorsum::bake::muscles
