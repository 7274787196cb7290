// A disc that bulges or has herniated: the same mesh with its rim pushed out at one place, or a fragment beside it.
#pragma once

#include "anatomy/atlas.h"
#include "session/state.h"

#include <memory>

namespace dorsum::scene {

// Rest-pose mesh for this state of the disc, or nullptr where the atlas lacks the disc or the stage is none. Reach beyond the rim
// by stage follows the shapes of the nomenclature: bulge broad and low; protrusion base wider than its reach; extrusion neck
// narrower than head; sequestration a free fragment below.
std::shared_ptr<const geometry::Mesh> bulged_disc(const anatomy::Atlas& atlas, const session::DiscState& disc);

} // namespace dorsum::scene
