// Flat bands between two lines of attachment: ligaments.
#pragma once

#include "geometry/curve.h"
#include "geometry/mesh.h"

namespace dorsum::bake {

struct Band {
    geometry::Polyline origin, insertion; // where the fibres begin and end, in the same order across the band
    glm::vec3 bulge{0};                   // how far the middle of the band stands off the straight fibres, mm
    float waist = 1;                      // breadth in the middle against the mean of both ends
    float thickness = 3;                  // mm in the middle of the breadth
    float edge = 0.12f;                   // thickness at the edges against the middle
    int along = 24, across = 10;          // quads
};

// Closed, outward, with fibres from origin to insertion and course.x along them.
geometry::Mesh mesh_of(const Band& band);

} // namespace dorsum::bake
