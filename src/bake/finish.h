// What every structure gets after all have a shape: shading by its neighbours, joint weights, and the atlas around it.
#pragma once

#include "anatomy/atlas.h"
#include "bake/cache.h"
#include "bake/plan.h"

namespace dorsum::bake {

// Fills Mesh::occlusion of every level, from the cache where nothing near has changed. Steps without a mesh are left alone.
// level_keys: what the coarser levels follow from, one per step. Returns the cache keys, one per step.
std::vector<std::uint64_t> add_occlusion(const Plan& plan, const std::vector<std::uint64_t>& level_keys, std::vector<Baked>& baked, const Cache& cache, int threads,
                                         const std::function<void(float)>& progress);

// The wanted structures as an atlas of the plan's body, with joint weights, centre lines and landmarks.
anatomy::Atlas make_atlas(const Plan& plan, std::vector<Baked> baked, int threads);

} // namespace dorsum::bake
