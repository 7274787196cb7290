// Fibre lines of one muscle as a grid: `across` lines from edge to edge, each with `along` points from origin to
// insertion.
#pragma once

#include "bake/muscles_points.h"
#include "bake/muscles_row.h"
#include "bake/muscles_shell.h"
#include "bake/recipe.h"
#include "geometry/curve.h"

#include <span>

namespace dorsum::bake::muscles {

struct Grid {
    int across = 0, along = 0;
    std::vector<glm::vec3> points;
    std::vector<float> squeeze; // share of the thickness there is room for, per point; empty: all of it

    glm::vec3& at(int line, int i) { return points[static_cast<std::size_t>(line * along + i)]; }
    glm::vec3 at(int line, int i) const { return points[static_cast<std::size_t>(line * along + i)]; }
    std::span<glm::vec3> line(int k) { return {points.data() + k * along, static_cast<std::size_t>(along)}; }
    // Smooth surface through the points; u across and v along, 0..1.
    glm::vec3 sample(float u, float v) const;
    float squeeze_at(float u, float v) const;
    Grid part(float from, float to) const; // the lines between two shares of the width
    float width_mm(int i) const;           // from edge to edge at one step of the course
    float length_mm() const;               // of the middle line
};

// A list spread evenly over 0..1, smoothly in between.
float spread(std::span<const double> values, float t);

// Where a row's expressions lead.
struct Path {
    std::vector<glm::vec3> origin, insertion;
    std::vector<std::vector<glm::vec3>> via;
};
Path path_of(const Row& row, const Anchors& anchors);

Grid sheet_grid(const Row& row, Path path, const Shell& shell);
// A band of row.width_mm about a line; its flat side looks outward. Lines of fascicles and straps.
Grid strap_grid(std::span<const glm::vec3> path, std::span<const double> width_mm, const Shell& shell);

// Lifts the grid so that half the thickness clears the shell, as a taut skin would lie over it: no sag, no dents
// between ribs. thickness_mm has one value per point of the grid.
void drape(Grid& grid, const Shell& shell, std::span<const float> thickness_mm, const Row& row);

} // namespace dorsum::bake::muscles
