// The soft layer over muscles and bones from which the skin is cut: follows what bulges, bridges what is narrow.
#pragma once

#include "geometry/sdf.h"

#include <span>

namespace dorsum::bake {

struct CoverRule {
    float cover_mm = 5;  // thickness over what lies beneath
    float bridge_mm = 18; // hollows narrower than twice this are bridged, wider ones show
    float soften_mm = 6; // what is sharper than this is rounded
    float step_mm = 4;   // of the grid it is made on
};

// Points that lie on the surfaces of a mesh, not farther apart than spacing_mm; the vertices are among them.
void add_surface_points(const geometry::Mesh& mesh, float spacing_mm, std::vector<glm::vec3>& points);

geometry::Sdf soft_cover(std::span<const glm::vec3> points, const CoverRule& rule);

} // namespace dorsum::bake
