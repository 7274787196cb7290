#include "scene/hand_clearance.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dorsum::scene {

namespace {

constexpr int k_cells = 33;
constexpr float k_cell_mm = 8;      // a little more than the ground's points lie apart
constexpr int k_soft_cells = 3;     // a lift rises over so many cells
constexpr float k_step_mm = 6;      // to the next cell: what is steeper is a wall
constexpr float k_most_lift_mm = 60; // a wrist that would have to go higher belongs to another stroke

using Grid = std::array<float, k_cells * k_cells>;
constexpr float k_half_mm = 0.5f * k_cells * k_cell_mm, k_none = -1e9f;

float& cell(Grid& grid, int x, int y) { return grid[static_cast<std::size_t>(y * k_cells + x)]; }

glm::ivec2 cell_of(glm::vec2 p) { return glm::ivec2(glm::floor((p + k_half_mm) / k_cell_mm)); }
bool on_grid(glm::ivec2 c) { return c.x >= 0 && c.y >= 0 && c.x < k_cells && c.y < k_cells; }

float between(const Grid& grid, glm::vec2 p) {
    const auto place = glm::clamp(p / k_cell_mm + 0.5f * (k_cells - 1), glm::vec2(0), glm::vec2(k_cells - 1.001f));
    const int x = static_cast<int>(place.x), y = static_cast<int>(place.y);
    const float fx = place.x - static_cast<float>(x), fy = place.y - static_cast<float>(y);
    const auto at = [&](int i, int j) { return grid[static_cast<std::size_t>(j * k_cells + i)]; };
    return glm::mix(glm::mix(at(x, y), at(x + 1, y), fx), glm::mix(at(x, y + 1), at(x + 1, y + 1), fx), fy);
}

// One pass along x and one along y of the largest, or the mean, of the neighbours up to `reach` cells away.
template <class Of> void sweep(Grid& grid, Of of) {
    for (const bool along_x : {true, false}) {
        const auto was = grid;
        for (int y = 0; y < k_cells; ++y)
            for (int x = 0; x < k_cells; ++x) {
                float now = was[static_cast<std::size_t>(y * k_cells + x)];
                int count = 1;
                for (int d = -k_soft_cells; d <= k_soft_cells; ++d) {
                    const int i = along_x ? x + d : x, j = along_x ? y : y + d;
                    if (d == 0 || i < 0 || j < 0 || i >= k_cells || j >= k_cells) continue;
                    of(now, was[static_cast<std::size_t>(j * k_cells + i)]), ++count;
                }
                grid[static_cast<std::size_t>(y * k_cells + x)] = of.done(now, count);
            }
    }
}
struct Largest {
    void operator()(float& now, float other) const { now = std::max(now, other); }
    float done(float now, int) const { return now; }
};
struct Mean {
    void operator()(float& now, float other) const { now += other; }
    float done(float now, int count) const { return now / static_cast<float>(count); }
};

// How high the body stands above the frame's plane, and no holes between its points.
Grid heights(const PosedGround& ground, const PosedGround::Form& form) {
    Grid out;
    out.fill(k_none);
    const auto to_local = glm::transpose(form.axes);
    for (const auto& point : ground.points_mm()) {
        const auto p = to_local * (point - form.origin_mm);
        if (const auto c = cell_of(p); on_grid(c)) cell(out, c.x, c.y) = std::max(cell(out, c.x, c.y), p.z);
    }
    for (int pass = 0; pass < 2; ++pass) {
        auto was = out;
        for (int y = 0; y < k_cells; ++y)
            for (int x = 0; x < k_cells; ++x) {
                if (cell(was, x, y) > k_none) continue;
                float sum = 0;
                int count = 0;
                for (int j = std::max(0, y - 1); j <= std::min(k_cells - 1, y + 1); ++j)
                    for (int i = std::max(0, x - 1); i <= std::min(k_cells - 1, x + 1); ++i)
                        if (cell(was, i, j) > k_none) sum += cell(was, i, j), ++count;
                if (count >= 2) cell(out, x, y) = sum / static_cast<float>(count);
            }
    }
    // A steep wall between two cells, as at the flank: no finger goes into it.
    const auto was = out;
    for (int y = 1; y + 1 < k_cells; ++y)
        for (int x = 1; x + 1 < k_cells; ++x) {
            float highest = k_none;
            for (int j = y - 1; j <= y + 1; ++j)
                for (int i = x - 1; i <= x + 1; ++i) highest = std::max(highest, was[static_cast<std::size_t>(j * k_cells + i)]);
            cell(out, x, y) = std::max(cell(out, x, y), highest - k_step_mm);
        }
    return out;
}

} // namespace

void clear_of_body(std::span<glm::vec3> local_mm, std::span<const float> room_mm, const std::vector<bool>& counts, const PosedGround& ground, const PosedGround::Form& form) {
    auto high = heights(ground, form);
    Grid lift;
    lift.fill(0);
    bool any = false;
    for (std::size_t i = 0; i < local_mm.size(); ++i) {
        const auto p = local_mm[i];
        const auto c = cell_of(p);
        if (!counts[i] || !on_grid(c) || cell(high, c.x, c.y) == k_none) continue;
        const float lacks = std::min(cell(high, c.x, c.y) - room_mm[i] - p.z, k_most_lift_mm);
        if (lacks <= 0) continue;
        any = true;
        cell(lift, c.x, c.y) = std::max(cell(lift, c.x, c.y), lacks);
    }
    if (!any) return;
    // The largest about each place, then its mean: nowhere less than was asked for, and without a step.
    sweep(lift, Largest{});
    sweep(lift, Mean{});
    for (auto& p : local_mm) p.z += between(lift, p);
}

} // namespace dorsum::scene
