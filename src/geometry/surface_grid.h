// The sampled grid behind mesh_of: values only where the surface can be, coarse to fine. Private to geometry.
#pragma once

#include "geometry/sdf.h"

#include <cstdint>

namespace dorsum::geometry {

// Cells are cubes of step_mm between corners; blocks are 2x2x2 cells, the unit that is looked at or skipped.
class SurfaceGrid {
public:
    SurfaceGrid(const Sdf& shape, float step_mm);

    // Visits blocks in a fixed order until every sign change lies inside looked-at blocks: the surface is then closed.
    void sample();
    // Turns the few corners inside that would make the surface touch itself in an edge or a point (no manifold there).
    void separate_touching();

    glm::ivec3 corners() const { return corners_; }
    float step() const { return step_; }
    glm::vec3 position(glm::ivec3 corner) const { return origin_ + step_ * glm::vec3(corner); }
    float value(glm::ivec3 corner) const { return values_[corner_index(corner)]; }
    bool inside(glm::ivec3 corner) const { return value(corner) < 0; }
    std::size_t corner_index(glm::ivec3 c) const {
        return (static_cast<std::size_t>(c.z) * corners_.y + c.y) * corners_.x + c.x;
    }
    // Cells of the looked-at blocks, in ascending order of block.
    std::vector<glm::ivec3> cells() const;

private:
    enum class Block : std::int8_t { unknown, outside, inside, active };

    std::size_t block_index(glm::ivec3 b) const {
        return (static_cast<std::size_t>(b.z) * blocks_.y + b.y) * blocks_.x + b.x;
    }
    glm::ivec3 block_at(std::size_t index) const;
    bool has_block(glm::ivec3 b) const;
    bool on_border(glm::ivec3 corner) const;
    float distance_at(glm::ivec3 corner);
    void refine(glm::ivec3 first_cell, int size);
    void mark(glm::ivec3 first_cell, int size, Block as);
    void activate(glm::ivec3 block);
    void grow_from(glm::ivec3 block);
    void activate_disagreeing_neighbours();
    bool fix_cell(glm::ivec3 cell);
    bool fix_checkerboard(const glm::ivec3 (&corners)[4]);
    void turn_inside(glm::ivec3 corner);

    const Sdf& shape_;
    float step_;
    glm::vec3 origin_{0};
    glm::ivec3 blocks_{0}, corners_{0};
    std::vector<float> values_; // NaN: not looked at
    std::vector<Block> block_states_;
    std::vector<glm::ivec3> active_queue_;
    std::vector<glm::ivec3> turned_;
};

} // namespace dorsum::geometry
