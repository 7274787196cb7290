// A surface that is asked where a ray meets it, or what of it is nearest.
#pragma once

#include "geometry/ray.h"

namespace dorsum::scene {

struct Surface {
    const geometry::Mesh* mesh = nullptr; // rest pose, mm
    geometry::Bvh tree;                   // of this mesh
};

} // namespace dorsum::scene
