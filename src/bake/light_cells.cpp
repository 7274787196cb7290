#include "bake/light_cells.h"

#include "bake/occlusion.h"
#include "bake/source_hashes.h"
#include "core/hash.h"

namespace dorsum::bake {

namespace {

constexpr float k_cube_mm = 32;
constexpr int k_reach = 2; // cubes
static_assert(k_reach * k_cube_mm >= k_occlusion_reach_mm + k_occlusion_lift_mm);

glm::ivec3 cube_of(glm::vec3 p) { return glm::ivec3(glm::floor(p / k_cube_mm)); }

} // namespace

SceneCubes::SceneCubes(const geometry::Mesh& scene) {
    for (std::size_t i = 0; i + 2 < scene.indices.size(); i += 3) {
        core::Hash64 hash;
        geometry::Bounds box;
        for (std::size_t k = 0; k < 3; ++k) {
            hash.value(scene.positions[scene.indices[i + k]]);
            box.add(scene.positions[scene.indices[i + k]]);
        }
        const glm::ivec3 low = cube_of(box.min), high = cube_of(box.max);
        for (int x = low.x; x <= high.x; ++x)
            for (int y = low.y; y <= high.y; ++y)
                for (int z = low.z; z <= high.z; ++z) sums_[{x, y, z}] += hash.digest();
    }
}

std::vector<LightCell> SceneCubes::cells_of(const geometry::Mesh& mesh, std::size_t step) const {
    std::map<CubePlace, std::vector<std::uint32_t>> by_place;
    for (std::uint32_t v = 0; v < mesh.positions.size(); ++v) {
        const glm::ivec3 c = cube_of(mesh.positions[v]);
        by_place[{c.x, c.y, c.z}].push_back(v);
    }
    std::vector<LightCell> cells;
    for (auto& [place, vertices] : by_place) {
        core::Hash64 hash;
        hash.text(source_hash("light")).value(around(place));
        for (const std::uint32_t v : vertices) hash.value(mesh.positions[v]).value(mesh.normals[v]);
        cells.push_back({step, std::move(vertices), hash.digest()});
    }
    return cells;
}

std::uint64_t SceneCubes::around(CubePlace place) const {
    const auto [x, y, z] = place;
    core::Hash64 hash;
    for (int dx = -k_reach; dx <= k_reach; ++dx)
        for (int dy = -k_reach; dy <= k_reach; ++dy)
            for (int dz = -k_reach; dz <= k_reach; ++dz)
                if (const auto found = sums_.find({x + dx, y + dy, z + dz}); found != sums_.end())
                    hash.value(glm::ivec3(dx, dy, dz)).value(found->second);
    return hash.digest();
}

} // namespace dorsum::bake
