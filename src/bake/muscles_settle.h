// The last place of a muscle: out of the bones and of the muscles that were there before it; where it has no room it gets
// thinner.
#pragma once

#include "bake/muscles_body.h"
#include "bake/muscles_obstacles.h"

namespace dorsum::bake::muscles {

// Moves the lines, and fills grid.squeeze.
void settle(Grid& grid, const Row& row, const Shell& shell, const Obstacles& obstacles,
            std::span<const float> thickness_mm, int threads);

// What the lines could not see: single vertices that are still too deep, either way.
void mend(geometry::Mesh& mesh, const Obstacles& obstacles);

} // namespace dorsum::bake::muscles
