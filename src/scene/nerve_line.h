// The middle lines of a nerve as it is drawn: one per tube of its mesh. For nerves whose parts go different ways, of
// which an atlas names one line at most.
#pragma once

#include "anatomy/atlas.h"

namespace dorsum::scene {

// Rest pose, each from its upper end on.
std::vector<anatomy::CentreLine> tube_lines(const anatomy::Structure& structure, const anatomy::SpineRest& spine);

} // namespace dorsum::scene
