// A disc that bulges or has herniated: the same mesh with its rim pushed out at one place, or a fragment beside it.
#pragma once

#include "geometry/ray.h"
#include "scene/frame.h"
#include "session/state.h"

#include <map>
#include <memory>
#include <optional>
#include <span>

namespace dorsum::scene {

// Rest-pose mesh for this state of the disc, or nullptr where the atlas lacks the disc or the stage is none. Reach beyond the rim
// by stage follows the shapes of the nomenclature: bulge broad and low; protrusion base wider than its reach; extrusion neck
// narrower than head; sequestration a free fragment below.
std::shared_ptr<const geometry::Mesh> bulged_disc(const anatomy::Atlas& atlas, const session::DiscState& disc);

// The kernel of that disc on its way into the tear; nullptr where there is none.
std::shared_ptr<const geometry::Mesh> moved_nucleus(const anatomy::Atlas& atlas, const session::DiscState& disc);

// The crack in the ring through which it goes, posed: seen in a cut. A bulge has none.
std::optional<OverlayMesh> annulus_tear(const anatomy::Atlas& atlas, const session::DiscState& disc, std::span<const glm::mat4> palette);

// Nerves that what stands out of the disc comes near to, nearest first: found on the meshes, not looked up.
struct RootContact {
    std::string structure_id;
    float distance_mm = 0;
};
using RootTrees = std::map<std::string, geometry::Bvh>; // built on the first call, kept by the caller
std::vector<RootContact> roots_found(const anatomy::Atlas& atlas, const session::DiscState& disc, RootTrees& trees);

} // namespace dorsum::scene
