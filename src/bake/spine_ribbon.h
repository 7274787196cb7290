// Flat bands: along a line, and the two longitudinal ligaments on the front and back of the vertebral bodies.
#pragma once

#include "bake/recipe.h"
#include "geometry/curve.h"

namespace dorsum::bake {

// Closed band of elliptic section along a line; fibres along it.
geometry::Mesh band(const geometry::Polyline& line, glm::vec3 wide, float half_width, float half_thickness);

geometry::Mesh longitudinal_ribbon(const BuildContext& context, bool anterior);

} // namespace dorsum::bake
