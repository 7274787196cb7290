// Cuts the baked light's work into cubes: what a vertex sees follows from the triangles within reach alone, so a cube whose
// vertices and whose surroundings are what they were before keeps its light, whatever changed elsewhere in the same structure.
#pragma once

#include "geometry/mesh.h"

#include <map>
#include <tuple>
#include <vector>

namespace dorsum::bake {

using CubePlace = std::tuple<int, int, int>;

struct LightCell {
    std::size_t step;                    // of the plan
    std::vector<std::uint32_t> vertices; // of its finest level
    std::uint64_t key = 0;               // hash of these vertices and of everything that may shade them
};

// What stands in each cube of a scene, as a sum of hashes: in whatever order its triangles come.
class SceneCubes {
public:
    explicit SceneCubes(const geometry::Mesh& scene);
    // The structure's vertices cube by cube, with keys. In order of place.
    std::vector<LightCell> cells_of(const geometry::Mesh& mesh, std::size_t step) const;

private:
    std::uint64_t around(CubePlace place) const;
    std::map<CubePlace, std::uint64_t> sums_;
};

} // namespace dorsum::bake
