// What every structure gets after all have a shape and light: joint weights, and the atlas around it.
#pragma once

#include "anatomy/atlas.h"
#include "bake/cache.h"
#include "bake/plan.h"

namespace dorsum::bake {

// The wanted structures as an atlas of the plan's body, with joint weights, centre lines and landmarks.
anatomy::Atlas make_atlas(const Plan& plan, std::vector<Baked> baked, int threads);

} // namespace dorsum::bake
