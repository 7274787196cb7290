// Parts of bones whose sizes stand in tables of facts: sweeps, knobs and ridges, in the frame that the table is written in.
#pragma once

#include "bake/facts.h"
#include "geometry/sdf.h"

#include <string>
#include <vector>

namespace dorsum::bake {

// Smooth tube through the sections below a key ("<key>s0".., each [x, y, z, half u, half v] or [x, y, z, half u, half v, u.x, u.y,
// u.z]): an oval that is "half u" wide along u, "half v" across it. Without u: along x.
geometry::Sdf fact_sweep(const Facts& facts, const std::string& key);

// Ellipsoids below a key ("<key>k0".., each [x, y, z, half x, half y, half z]), one by one.
std::vector<geometry::Sdf> fact_knobs(const Facts& facts, const std::string& key);

// Rope along the points below a key ("<key><n>"), thinning out at both ends.
geometry::Sdf fact_ridge(const Facts& facts, const std::string& key, float radius);
geometry::Sdf ridge_along(const std::vector<glm::vec3>& line, float radius);

// The rows of a grid of points ("<key>r0".., each [x, y, z, half thickness] over and over): a curved plate.
geometry::Sdf fact_patch(const Facts& facts, const std::string& key, int fineness);

// A slice with a rounded edge: circles below a key ("<key>c0".., each [u, v, radius]), the hull of every two neighbours, thick along
// an axis of the frame (0: circles in up and front; 1: circles in left and front) from "<key>middle" by "<key>half" to both sides.
// "<key>turn": turned about the vertical (axis 0) or leaned about the left-right axis (axis 1) by so many degrees.
geometry::Sdf fact_slice(const Facts& facts, const std::string& key, int axis);

// One row of a table as numbers.
std::vector<float> fact_row(const Facts& facts, const std::string& key);
float fact_number(const Facts& facts, const std::string& key);

} // namespace dorsum::bake
