// Nerves give way to what has come out of a disc: the sac is dented, a root is lifted.
#pragma once

#include "anatomy/atlas.h"
#include "scene/disc_site.h"

#include <map>
#include <memory>

namespace dorsum::scene {

// The nerves of the canal and of the foramina beside it: their sac, the bundle within, the lumbar and sacral roots.
bool is_nerve_behind_discs(const std::string& structure_id);

// Rest-pose meshes of those that give way. `matter`: what stands out of the disc.
std::map<anatomy::StructureIndex, std::shared_ptr<const geometry::Mesh>> pushed_nerves(const anatomy::Atlas& atlas, const DiscSite& site,
                                                                                       const geometry::Mesh& matter);

} // namespace dorsum::scene
