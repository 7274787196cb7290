// Who comes first: of two muscles that may stand in each other's way, the later one makes room (muscles_settle.h).
#pragma once

#include "bake/muscles_row.h"
#include "bake/recipe.h"

#include <map>

namespace dorsum::bake::muscles {

struct Part {
    Row row, whole; // the same, unless the muscle is a part of another row's sheet
};

// Per id (without the side) of a muscle: the bones near its path, and the muscles that come before it and cross its way.
std::map<std::string, std::vector<std::string>> neighbours(const std::vector<Part>& parts, const Anchors& anchors);

} // namespace dorsum::bake::muscles
