// Cuts the baked light's work into cubes of 10.7 mm: what a vertex sees follows from what its rays come through and from what they end
// on, so a cube whose vertices are what they were, and which none of its rays finds otherwise, keeps its light, whatever changed elsewhere.
#pragma once

#include "bake/occlusion.h"

#include <array>
#include <map>

namespace dorsum::bake {

struct LightCell {
    std::size_t step;                    // of the plan
    glm::ivec3 place;                    // of its cube
    std::vector<std::uint32_t> vertices; // of its finest level
    std::uint64_t key = 0;               // hash of these vertices
};

// The cubes around a cell that its rays come through.
class SeenCubes : public RayLog {
public:
    using Words = std::vector<std::uint64_t>;
    explicit SeenCubes(glm::ivec3 cell);
    void add(glm::vec3 from, glm::vec3 way, float length_mm) override;
    const Words& words() const { return words_; }
    static std::size_t word_count();

private:
    void mark(glm::ivec3 c);
    glm::vec3 low_; // corner of the first cube, mm
    Words words_;
};

// The light of a cell, and what it was found from.
struct CellLight {
    SeenCubes::Words seen;
    std::uint64_t found = 0; // hash of what stood in the cubes seen
    std::vector<float> light;
};
using Light = std::multimap<std::uint64_t, CellLight>; // by the cells' keys: bodies may differ in what stands around the same vertices

// What stands in each cube of a scene, as a sum of hashes: in whatever order its triangles come.
class SceneCubes {
public:
    explicit SceneCubes(const geometry::Mesh& scene);
    // The structure's vertices cube by cube, with keys. In order of place.
    std::vector<LightCell> cells_of(const geometry::Mesh& mesh, std::size_t step) const;
    std::uint64_t found(const LightCell& cell, const SeenCubes::Words& seen) const;
    // What of the scene may be met by a ray of one of these cells.
    geometry::Mesh around(const geometry::Mesh& scene, const std::vector<const LightCell*>& cells) const;

private:
    std::size_t place_of(glm::ivec3 c) const { return (static_cast<std::size_t>(c.z) * size_.y + c.y) * size_.x + c.x; }
    glm::ivec3 low_{0}, size_{0};
    std::vector<std::uint64_t> sums_; // x fastest
};

} // namespace dorsum::bake
