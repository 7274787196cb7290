// Way points as the fact files write them: sums of weighted anchors and an offset, so that a path follows the body.
//   "0.52 ischial_tuberosity + 0.48 greater_trochanter + (0, 3, -12)"
// A name without a side means the left one where it is paired; offsets are mm (left, up, forward). Everything is worked out
// for the left side and reflected for the right, so that both sides mirror exactly.
#pragma once

#include "bake/recipe.h"
#include "geometry/curve.h"

#include <string_view>

namespace dorsum::bake {

glm::vec3 way_point(const Anchors& anchors, std::string_view expression);
geometry::Polyline way_points(const Anchors& anchors, const std::vector<std::string>& expressions);

// A number per way point carried over to every point of the line that was drawn through them (eased, never overshooting).
std::vector<float> spread_along(std::span<const glm::vec3> line, std::span<const glm::vec3> controls,
                                std::span<const double> values);

// The line with its bends eased; both ends stay.
geometry::Polyline relaxed(geometry::Polyline line, int rounds);

// Reflection at the mid-sagittal plane; a mesh keeps its outside outside.
void mirror_x(geometry::Polyline& line);
void mirror_x(geometry::Mesh& mesh);

// "nerve.sciatic.right" -> is it the right one?
bool is_right(std::string_view id);

} // namespace dorsum::bake
