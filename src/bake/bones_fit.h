// Bones that meet: room for the cartilage between them, and finished meshes as solids to keep clear of.
#pragma once

#include "bake/recipe.h"
#include "geometry/sdf.h"

namespace dorsum::bake {

// Another bone, finished before, and the fact that says how far to stay away from it.
struct Neighbour {
    std::string id, gap_key;
};

// The inside of a finished mesh: true distances out to reach_mm, beyond that merely "far".
geometry::Sdf solid_of(const geometry::Mesh& mesh, float reach_mm);

// The bone without what comes nearer to the mesh than gap_mm: where it would have run into the other one, it now matches it.
geometry::Sdf clear_of(geometry::Sdf bone, const geometry::Mesh& other, float gap_mm);

// A line drawn onto the shape (its points must lie within a centimetre or two), then sunk into it.
geometry::Polyline drawn_on(const geometry::Sdf& shape, geometry::Polyline line, float sunk_mm);

} // namespace dorsum::bake
