// The two longitudinal ligaments on the front and back of the vertebral bodies.
#pragma once

#include "bake/recipe.h"

namespace dorsum::bake {

geometry::Mesh longitudinal_ribbon(const BuildContext& context, bool anterior);

} // namespace dorsum::bake
