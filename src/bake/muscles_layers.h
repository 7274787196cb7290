// Who lies over whom, and which way is out there: as the rows of the facts say it.
#pragma once

#include "bake/muscles_row.h"
#include "bake/muscles_shell.h"
#include "bake/recipe.h"

#include <string>
#include <vector>

namespace dorsum::bake::muscles {

// The way out of the body where a muscle lies: away from its row's axis, or one direction for all of it.
Shell outward_of(const Row& row, const Anchors& anchors);

struct Layering {
    std::string over;               // muscle or fascia, of the left side
    std::vector<std::string> under; // muscles and fasciae that it lies on
    Shell shell;
    float end_lift_mm;              // how far its ends may be lifted off what they hold to, where nothing lies over it
};

// Of every row; a part of a sheet lies where the sheet lies.
std::vector<Layering> layerings(const Facts& facts, const Anchors& anchors);

} // namespace dorsum::bake::muscles
