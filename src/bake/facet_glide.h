// Finds how every vertebra must glide on the one below it so that their bones keep clear of one another, however they are turned.
#pragma once

#include "anatomy/atlas.h"
#include "anatomy/facet_glide.h"
#include "bake/cache.h"

namespace dorsum::bake {

// C2 on C3 to L5 on S1, on the finest meshes of a finished atlas; C1 turns about the dens and is left alone. Pairs that are as they were
// come from the cache. The same on every run and for any number of threads. About 1 s of one core a pair.
anatomy::FacetGlide find_facet_glide(const anatomy::Atlas& atlas, const Cache& cache, int threads);

// Of one pair. Meshes in the world, frames at rest.
std::vector<glm::vec3> glide_of_pair(const geometry::Mesh& upper, const anatomy::VertebraFrame& upper_frame, const geometry::Mesh& lower,
                                     const anatomy::VertebraFrame& lower_frame);

} // namespace dorsum::bake
