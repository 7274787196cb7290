// What every structure gets after all have a shape: shading by its neighbours, joint weights, and the atlas around it.
#pragma once

#include "anatomy/atlas.h"
#include "bake/cache.h"
#include "bake/plan.h"

namespace dorsum::bake {

// Fills Mesh::occlusion of every level, from the cache where nothing near has changed. Steps without a mesh are left alone.
// partial: not the whole atlas is wanted; the cache keeps the rest.
void add_occlusion(const Plan& plan, std::vector<Baked>& baked, const Cache& cache, bool partial, int threads,
                   const std::function<void(float)>& progress);

// The wanted structures as an atlas of the plan's body, with joint weights, centre lines and landmarks.
anatomy::Atlas make_atlas(const Plan& plan, std::vector<Baked> baked, int threads);

} // namespace dorsum::bake
