// The light of every vertex: how much of what is over it is open, shaded by the structures around it.
#pragma once

#include "bake/cache.h"
#include "bake/plan.h"
#include "bake/twins.h"

#include <functional>

namespace dorsum::bake {

// Fills Mesh::occlusion of every level, from the cache where nothing near has changed. Steps without a mesh are left alone;
// twins have the light of the left one.
// partial: not the whole atlas is wanted; the cache keeps the rest.
void add_occlusion(const Plan& plan, const Twins& twins, std::vector<Baked>& baked, const Cache& cache, bool partial, int threads,
                   const std::function<void(float)>& progress);

} // namespace dorsum::bake
