// Left and right, before the body is bent to its asymmetry: most right structures are exact mirror images of left ones. These get the
// light of their twins, for nobody would see the difference and nearly half of the rays are spared.
#pragma once

#include "bake/cache.h"
#include "bake/plan.h"

#include <optional>

namespace dorsum::bake {

// Per step: the left step whose finest level this one mirrors, in whatever order its vertices come.
using Twins = std::vector<std::optional<std::size_t>>;
Twins find_twins(const Plan& plan, const std::vector<Baked>& baked, int threads);

} // namespace dorsum::bake
