#include "geometry/surface_grid.h"

#include "core/check.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dorsum::geometry {

namespace {

constexpr int k_coarsest = 64;        // cells
constexpr float k_distance_trust = 1.5f; // blends and ellipses overestimate distances by less than this
constexpr std::size_t k_max_corners = 400'000'000;

constexpr glm::ivec3 k_faces[6] = {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};

} // namespace

SurfaceGrid::SurfaceGrid(const Sdf& shape, float step_mm) : shape_(shape), step_(step_mm) {
    const float margin = 2.5f * step_mm;
    const glm::vec3 low = shape.bounds.min - margin, size = shape.bounds.max + margin - low;
    const glm::vec3 cells = glm::ceil(size / step_mm);
    DORSUM_CHECK(step_mm > 0);
    DORSUM_CHECK(double(cells.x + 3) * double(cells.y + 3) * double(cells.z + 3) < double(k_max_corners)); // unbounded shape?
    blocks_ = (glm::ivec3(cells) + 1) / 2;
    corners_ = 2 * blocks_ + 1;
    // Corners lie at whole multiples of the step: a shape that grows a little keeps the vertices of all the rest of it. Centred, so that
    // mirrored shapes give mirrored grids.
    origin_ = step_mm * (glm::round((low + 0.5f * size) / step_mm) - glm::vec3(blocks_));
    values_.assign(static_cast<std::size_t>(corners_.x) * corners_.y * corners_.z,
                   std::numeric_limits<float>::quiet_NaN());
    block_states_.assign(static_cast<std::size_t>(blocks_.x) * blocks_.y * blocks_.z, Block::unknown);
}

glm::ivec3 SurfaceGrid::block_at(std::size_t index) const {
    const int i = static_cast<int>(index);
    return {i % blocks_.x, i / blocks_.x % blocks_.y, i / blocks_.x / blocks_.y};
}

bool SurfaceGrid::has_block(glm::ivec3 b) const {
    return b.x >= 0 && b.y >= 0 && b.z >= 0 && b.x < blocks_.x && b.y < blocks_.y && b.z < blocks_.z;
}

bool SurfaceGrid::on_border(glm::ivec3 c) const {
    return c.x == 0 || c.y == 0 || c.z == 0 || c.x == corners_.x - 1 || c.y == corners_.y - 1 || c.z == corners_.z - 1;
}

float SurfaceGrid::distance_at(glm::ivec3 corner) {
    float& value = values_[corner_index(corner)];
    if (std::isnan(value)) {
        value = shape_.distance(position(corner));
        DORSUM_CHECK(!std::isnan(value));
        if (on_border(corner)) value = std::max(value, 0.5f * step_); // the surface closes even where the bounds cut it
    }
    return value;
}

void SurfaceGrid::mark(glm::ivec3 first_cell, int size, Block as) {
    const glm::ivec3 begin = first_cell / 2, end = glm::min((first_cell + size) / 2, blocks_);
    for (int z = begin.z; z < end.z; ++z)
        for (int y = begin.y; y < end.y; ++y)
            for (int x = begin.x; x < end.x; ++x) block_states_[block_index({x, y, z})] = as;
}

void SurfaceGrid::refine(glm::ivec3 first_cell, int size) {
    if (first_cell.x >= 2 * blocks_.x || first_cell.y >= 2 * blocks_.y || first_cell.z >= 2 * blocks_.z) return;
    const glm::ivec3 centre = first_cell + size / 2;
    const bool cached = centre.x < corners_.x && centre.y < corners_.y && centre.z < corners_.z;
    const float d = cached ? distance_at(centre) : shape_.distance(position(centre));
    const float half_diagonal = 0.5f * std::sqrt(3.0f) * static_cast<float>(size) * step_;
    if (std::abs(d) > k_distance_trust * half_diagonal) return mark(first_cell, size, d < 0 ? Block::inside : Block::outside);
    if (size == 2) return activate(first_cell / 2);
    const int half = size / 2;
    for (int i = 0; i < 8; ++i) refine(first_cell + half * glm::ivec3(i & 1, i >> 1 & 1, i >> 2), half);
}

void SurfaceGrid::activate(glm::ivec3 block) {
    Block& state = block_states_[block_index(block)];
    if (state == Block::active) return;
    state = Block::active;
    for (int z = 0; z <= 2; ++z)
        for (int y = 0; y <= 2; ++y)
            for (int x = 0; x <= 2; ++x) distance_at(2 * block + glm::ivec3(x, y, z));
    active_queue_.push_back(block);
}

// A neighbour across a face is needed where the surface crosses that face, or where it was skipped with the other sign.
void SurfaceGrid::grow_from(glm::ivec3 block) {
    for (const glm::ivec3 face : k_faces) {
        const glm::ivec3 other = block + face;
        if (!has_block(other)) continue;
        const Block state = block_states_[block_index(other)];
        if (state == Block::active) continue;
        int negative = 0;
        for (int i = 0; i < 9; ++i) {
            const glm::ivec3 u = glm::ivec3(face.y, face.z, face.x), v = glm::ivec3(face.z, face.x, face.y);
            const glm::ivec3 corner = 2 * block + 1 + face + (i % 3 - 1) * glm::abs(u) + (i / 3 - 1) * glm::abs(v);
            negative += inside(corner) ? 1 : 0;
        }
        if (negative != (state == Block::inside ? 9 : 0)) activate(other);
    }
}

void SurfaceGrid::activate_disagreeing_neighbours() {
    for (std::size_t i = 0; i < block_states_.size(); ++i) {
        const glm::ivec3 block = block_at(i);
        const Block a = block_states_[i];
        if (a == Block::active) continue;
        for (int f = 0; f < 6; f += 2) {
            const glm::ivec3 other = block + k_faces[f];
            if (!has_block(other)) continue;
            const Block b = block_states_[block_index(other)];
            if (b == Block::active || a == b) continue;
            activate(block);
            activate(other);
            break;
        }
    }
}

void SurfaceGrid::sample() {
    for (int z = 0; z < 2 * blocks_.z; z += k_coarsest)
        for (int y = 0; y < 2 * blocks_.y; y += k_coarsest)
            for (int x = 0; x < 2 * blocks_.x; x += k_coarsest) refine({x, y, z}, k_coarsest);
    activate_disagreeing_neighbours();
    for (std::size_t i = 0; i < active_queue_.size(); ++i) grow_from(glm::ivec3(active_queue_[i]));
}

std::vector<glm::ivec3> SurfaceGrid::cells() const {
    std::vector<glm::ivec3> out;
    for (std::size_t i = 0; i < block_states_.size(); ++i) {
        if (block_states_[i] != Block::active) continue;
        const glm::ivec3 first = 2 * block_at(i);
        for (int k = 0; k < 8; ++k) out.push_back(first + glm::ivec3(k & 1, k >> 1 & 1, k >> 2));
    }
    return out;
}

// ---- where the surface would touch itself ------------------------------------------------------------------------------
// Inside corners that meet only across a face's or a cell's diagonal give edges with four triangles. Joining them (one more
// corner inside) keeps the surface a manifold; at this size nobody sees the difference.

void SurfaceGrid::turn_inside(glm::ivec3 corner) {
    values_[corner_index(corner)] = -0.05f * step_;
    turned_.push_back(corner);
    const glm::ivec3 begin = glm::max((corner - 1) / 2, glm::ivec3(0)), end = glm::min(corner / 2, blocks_ - 1);
    for (int z = begin.z; z <= end.z; ++z)
        for (int y = begin.y; y <= end.y; ++y)
            for (int x = begin.x; x <= end.x; ++x) activate({x, y, z});
}

bool SurfaceGrid::fix_checkerboard(const glm::ivec3 (&c)[4]) {
    const bool a = inside(c[0]), b = inside(c[1]);
    if (a == b || inside(c[2]) != a || inside(c[3]) != b) return false;
    const glm::ivec3 first = a ? c[1] : c[0], second = a ? c[3] : c[2];
    turn_inside(value(first) <= value(second) ? first : second);
    return true;
}

bool SurfaceGrid::fix_cell(glm::ivec3 cell) {
    const auto at = [&](int i) { return cell + glm::ivec3(i & 1, i >> 1 & 1, i >> 2 & 1); };
    bool changed = false;
    static constexpr int k_rounds[6][4] = {{0, 1, 3, 2}, {4, 5, 7, 6}, {0, 1, 5, 4}, {2, 3, 7, 6}, {0, 2, 6, 4}, {1, 3, 7, 5}};
    for (const auto& r : k_rounds) {
        const glm::ivec3 corners[4] = {at(r[0]), at(r[1]), at(r[2]), at(r[3])};
        changed |= fix_checkerboard(corners);
    }
    int mask = 0;
    for (int i = 0; i < 8; ++i) mask |= inside(at(i)) ? 1 << i : 0;
    for (int i = 0; i < 4; ++i) {
        const int opposite = 7 - i, pair = 1 << i | 1 << opposite;
        if (mask != pair && mask != (255 & ~pair)) continue;
        int best = -1;
        for (int k = 0; k < 8; ++k)
            if (!(mask & 1 << k) && !on_border(at(k)) && (best < 0 || value(at(k)) < value(at(best)))) best = k;
        if (best < 0) continue;
        turn_inside(at(best));
        changed = true;
    }
    return changed;
}

void SurfaceGrid::separate_touching() {
    for (const glm::ivec3 cell : cells()) fix_cell(cell);
    while (!turned_.empty()) {
        const std::vector<glm::ivec3> last = std::move(turned_);
        turned_.clear();
        for (const glm::ivec3 corner : last)
            for (int i = 0; i < 8; ++i) {
                const glm::ivec3 cell = corner - glm::ivec3(i & 1, i >> 1 & 1, i >> 2);
                if (cell.x < 0 || cell.y < 0 || cell.z < 0) continue;
                if (cell.x >= corners_.x - 1 || cell.y >= corners_.y - 1 || cell.z >= corners_.z - 1) continue;
                fix_cell(cell);
            }
    }
}

} // namespace dorsum::geometry
