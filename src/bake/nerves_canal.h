// The vertebral canal as a line: what the cord, the cauda equina and the roots inside the sac follow.
#pragma once

#include "bake/nerves_site.h"
#include "geometry/curve.h"

namespace dorsum::bake {

// Centre of the dural sac from the foramen magnum to the sacral hiatus, densely sampled, cranial to caudal.
geometry::Polyline canal_line(const NerveSite& site);

// Point of the line at a height. The line runs down all the way, so there is one.
glm::vec3 canal_at_height(const geometry::Polyline& line, float y_mm);

// Direction of the line there, downwards, unit.
glm::vec3 canal_direction(const geometry::Polyline& line, float y_mm);

} // namespace dorsum::bake
