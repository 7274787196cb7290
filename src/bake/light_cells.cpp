#include "bake/light_cells.h"

#include "bake/source_hashes.h"
#include "core/hash.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace dorsum::bake {

namespace {

constexpr float k_per_mm = 3.0f / 32;                 // exact in binary
constexpr int k_reach = 6;                            // cubes beyond a cell on each side
constexpr int k_side = 1 + 2 * k_reach;
constexpr float k_play_mm = 0.02f;                    // a ray that runs along a cube's face may be reckoned on either side of it
static_assert(static_cast<float>(k_reach) / k_per_mm >= k_occlusion_reach_mm + k_occlusion_lift_mm + 1);

glm::ivec3 cube_of(glm::vec3 p) { return glm::ivec3(glm::floor(p * k_per_mm)); }

template <class Visit>
void for_each_in(glm::ivec3 low, glm::ivec3 high, const Visit& visit) {
    for (int z = low.z; z <= high.z; ++z)
        for (int y = low.y; y <= high.y; ++y)
            for (int x = low.x; x <= high.x; ++x) visit(glm::ivec3(x, y, z));
}

} // namespace

SeenCubes::SeenCubes(glm::ivec3 cell) : low_(glm::vec3(cell - k_reach) / k_per_mm), words_(word_count(), 0) {}

std::size_t SeenCubes::word_count() { return (static_cast<std::size_t>(k_side) * k_side * k_side + 63) / 64; }

void SeenCubes::mark(glm::ivec3 c) {
    const glm::ivec3 in = glm::clamp(c, glm::ivec3(0), glm::ivec3(k_side - 1));
    const auto bit = static_cast<std::size_t>((in.z * k_side + in.y) * k_side + in.x);
    words_[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

// From cube to cube along the ray (Amanatides and Woo 1987).
void SeenCubes::add(glm::vec3 from, glm::vec3 way, float length_mm) {
    const glm::vec3 start = (from - low_) * k_per_mm, step = way * k_per_mm;
    glm::ivec3 at(glm::floor(start)), go(0);
    glm::vec3 next(1e30f), apart(1e30f); // along the ray, mm: to the next face on each axis, and from face to face
    for (int k = 0; k < 3; ++k) {
        if (std::abs(step[k]) < 1e-9f) continue;
        go[k] = step[k] > 0 ? 1 : -1;
        apart[k] = 1 / std::abs(step[k]);
        next[k] = (static_cast<float>(at[k] + (step[k] > 0)) - start[k]) / step[k];
    }
    mark(at);
    for (;;) {
        const int k = next.x <= next.y ? (next.x <= next.z ? 0 : 2) : (next.y <= next.z ? 1 : 2);
        if (next[k] > length_mm + k_play_mm) return;
        at[k] += go[k];
        next[k] += apart[k];
        mark(at);
    }
}

SceneCubes::SceneCubes(const geometry::Mesh& scene) {
    if (scene.indices.empty()) return;
    const geometry::Bounds all = geometry::bounds_of(scene);
    low_ = cube_of(all.min - k_play_mm);
    size_ = cube_of(all.max + k_play_mm) - low_ + 1;
    sums_.assign(static_cast<std::size_t>(size_.x) * size_.y * size_.z, 0);
    for (std::size_t i = 0; i + 2 < scene.indices.size(); i += 3) {
        core::Hash64 hash;
        geometry::Bounds box;
        for (std::size_t k = 0; k < 3; ++k) {
            hash.value(scene.positions[scene.indices[i + k]]);
            box.add(scene.positions[scene.indices[i + k]]);
        }
        for_each_in(cube_of(box.min - k_play_mm) - low_, cube_of(box.max + k_play_mm) - low_, [&](glm::ivec3 c) {
            sums_[place_of(c)] += hash.digest();
        });
    }
}

std::vector<LightCell> SceneCubes::cells_of(const geometry::Mesh& mesh, std::size_t step) const {
    std::map<std::tuple<int, int, int>, std::vector<std::uint32_t>> by_place;
    for (std::uint32_t v = 0; v < mesh.positions.size(); ++v) {
        const glm::ivec3 c = cube_of(mesh.positions[v]);
        by_place[{c.x, c.y, c.z}].push_back(v);
    }
    std::vector<LightCell> cells;
    for (auto& [place, vertices] : by_place) {
        core::Hash64 hash;
        hash.text(source_hash("light"));
        for (const std::uint32_t v : vertices) hash.value(mesh.positions[v]).value(mesh.normals[v]);
        const auto [x, y, z] = place;
        cells.push_back({step, {x, y, z}, std::move(vertices), hash.digest()});
    }
    return cells;
}

// Thousands of cubes for each of some ten thousand cells: byte by byte (core::Hash64) it would take longer than to light what changed.
std::uint64_t SceneCubes::found(const LightCell& cell, const SeenCubes::Words& seen) const {
    constexpr std::uint64_t k_mix = 0x9e3779b97f4a7c15u; // odd, its bits as good as random
    std::uint64_t hash = k_mix;
    const glm::ivec3 first = cell.place - k_reach - low_;
    for (std::size_t w = 0; w < seen.size(); ++w)
        for (std::uint64_t left = seen[w]; left != 0; left &= left - 1) {
            const int bit = static_cast<int>(64 * w) + std::countr_zero(left);
            const glm::ivec3 c = first + glm::ivec3(bit % k_side, bit / k_side % k_side, bit / (k_side * k_side));
            if (glm::any(glm::lessThan(c, glm::ivec3(0))) || glm::any(glm::greaterThanEqual(c, size_))) continue;
            if (const auto sum = sums_[place_of(c)]; sum != 0) hash = std::rotl((hash ^ sum) * k_mix, 29) + static_cast<std::uint64_t>(bit);
        }
    return hash;
}

geometry::Mesh SceneCubes::around(const geometry::Mesh& scene, const std::vector<const LightCell*>& cells) const {
    std::vector<char> near(sums_.size(), false);
    for (const LightCell* cell : cells) {
        const glm::ivec3 c = cell->place - low_;
        const glm::ivec3 low = glm::max(c - k_reach, glm::ivec3(0)), high = glm::min(c + k_reach, size_ - 1);
        for (int z = low.z; z <= high.z; ++z)
            for (int y = low.y; y <= high.y; ++y)
                if (low.x <= high.x) std::fill_n(near.begin() + static_cast<std::ptrdiff_t>(place_of({low.x, y, z})), high.x - low.x + 1, char{true});
    }
    geometry::Mesh out;
    out.positions = scene.positions;
    for (std::size_t i = 0; i + 2 < scene.indices.size(); i += 3) {
        geometry::Bounds box;
        for (std::size_t k = 0; k < 3; ++k) box.add(scene.positions[scene.indices[i + k]]);
        bool within = false;
        for_each_in(cube_of(box.min) - low_, cube_of(box.max) - low_, [&](glm::ivec3 c) { within = within || near[place_of(c)]; });
        if (within) out.indices.insert(out.indices.end(), scene.indices.begin() + static_cast<std::ptrdiff_t>(i), scene.indices.begin() + static_cast<std::ptrdiff_t>(i) + 3);
    }
    return out;
}

} // namespace dorsum::bake
