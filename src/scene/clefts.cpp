#include "scene/clefts.h"

#include "core/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dorsum::scene {

namespace {

// Numbers on a grid of square cells in the plane.
struct Raster {
    int width = 0, height = 0;
    glm::vec2 origin_mm{0}; // the middle of cell 0, 0
    float cell_mm = 1;
    std::vector<float> values;

    float& at(int x, int y) { return values[static_cast<std::size_t>(y) * width + x]; }
    float at(int x, int y) const { return values[static_cast<std::size_t>(y) * width + x]; }
    glm::vec2 cells(glm::vec2 mm) const { return (mm - origin_mm) / cell_mm; }
    glm::vec2 mm(glm::vec2 cells) const { return origin_mm + cell_mm * cells; }
};

constexpr float k_far = 1e12f;
constexpr float k_near_cells = 1.5f; // of a contour: distances to it are exact there
constexpr float k_largest_pocket_mm2 = 1500; // well below the cavities of chest, belly and pelvis

void mark_line(Raster& raster, glm::vec2 from, glm::vec2 to) {
    const int steps = static_cast<int>(1.5f * glm::distance(from, to)) + 1;
    for (int i = 0; i <= steps; ++i) {
        const glm::vec2 p = glm::mix(from, to, static_cast<float>(i) / static_cast<float>(steps)) + 0.5f;
        raster.at(static_cast<int>(p.x), static_cast<int>(p.y)) = 0;
    }
}

void mark_inside(Raster& raster, glm::vec2 a, glm::vec2 b, glm::vec2 c) {
    const int low = static_cast<int>(std::ceil(std::min({a.y, b.y, c.y}))), high = static_cast<int>(std::max({a.y, b.y, c.y}));
    for (int y = low; y <= high; ++y) {
        float left = 1e9f, right = -1e9f;
        for (const auto& [p, q] : {std::pair(a, b), std::pair(b, c), std::pair(c, a)}) {
            if ((p.y > static_cast<float>(y)) == (q.y > static_cast<float>(y))) continue;
            const float x = p.x + (q.x - p.x) * (static_cast<float>(y) - p.y) / (q.y - p.y);
            left = std::min(left, x), right = std::max(right, x);
        }
        for (int x = static_cast<int>(std::ceil(left)); x <= static_cast<int>(right); ++x) raster.at(x, y) = 0;
    }
}

void mark(Raster& raster, const CapShape& shape, std::span<const glm::vec2> places) {
    for (std::size_t i = 0; i + 2 < shape.indices.size(); i += 3) {
        const std::uint32_t* t = &shape.indices[i];
        mark_inside(raster, places[t[0]], places[t[1]], places[t[2]]);
        for (int k = 0; k < 3; ++k) // a sheet thinner than a cell: its contour leaves no hole
            if (const auto from = t[k], to = t[(k + 1) % 3]; shape.vertices[from].depth == 0 && shape.vertices[to].depth == 0) mark_line(raster, places[from], places[to]);
    }
}

// Squared distance to the nearest zero along one line (Felzenszwalb and Huttenlocher 2012: the lower envelope of parabolas).
void distance_along(float* values, int count, int stride, std::vector<float>& line, std::vector<int>& roots, std::vector<float>& breaks) {
    line.resize(count), roots.resize(count), breaks.resize(count + 1);
    bool any = false;
    for (int i = 0; i < count; ++i) line[i] = values[i * stride], any |= line[i] < k_far;
    if (!any) return;
    const auto height = [&](int i) { return line[i] + static_cast<float>(i) * static_cast<float>(i); };
    int last = 0;
    roots[0] = 0, breaks[0] = -k_far, breaks[1] = k_far;
    for (int i = 1; i < count; ++i) {
        float meet = (height(i) - height(roots[last])) / static_cast<float>(2 * (i - roots[last]));
        while (last > 0 && meet <= breaks[last]) {
            --last;
            meet = (height(i) - height(roots[last])) / static_cast<float>(2 * (i - roots[last]));
        }
        if (meet <= breaks[last]) meet = breaks[last]; // only for the first, which has no end before it
        roots[++last] = i, breaks[last] = meet, breaks[last + 1] = k_far;
    }
    for (int i = 0, k = 0; i < count; ++i) {
        while (breaks[k + 1] < static_cast<float>(i)) ++k;
        const auto off = static_cast<float>(i - roots[k]);
        values[i * stride] = std::min(off * off + line[roots[k]], k_far);
    }
}

void to_squared_distances(Raster& raster) {
    constexpr int k_lines_a_task = 32;
    const auto lines = [&](int count, int length, int stride, int step) {
        core::parallel_for(0, static_cast<std::size_t>((count + k_lines_a_task - 1) / k_lines_a_task), [&](std::size_t task) {
            std::vector<float> line, breaks;
            std::vector<int> roots;
            const int first = static_cast<int>(task) * k_lines_a_task;
            for (int i = first; i < std::min(first + k_lines_a_task, count); ++i) distance_along(&raster.values[static_cast<std::size_t>(i) * step], length, stride, line, roots, breaks);
        });
    };
    lines(raster.width, raster.height, raster.width, 1);
    lines(raster.height, raster.width, 1, raster.width);
}

// Pockets that are closed on every side and smaller than a cavity are filled whole and to a cell beyond their border: raised to a height.
void fill_pockets(Raster& raster, float level, float most_mm2, float height) {
    std::vector<char> known(raster.values.size(), 0);
    std::vector<std::size_t> pocket;
    const auto width = static_cast<std::size_t>(raster.width), last = raster.values.size();
    for (std::size_t seed = 0; seed < last; ++seed) {
        if (known[seed] || raster.values[seed] > level) continue;
        pocket.assign(1, seed);
        known[seed] = 1;
        bool open = false;
        for (std::size_t i = 0; i < pocket.size(); ++i) {
            const std::size_t at = pocket[i], x = at % width;
            if (x == 0 || x + 1 == width || at < width || at + width >= last) {
                open = true;
                continue;
            }
            for (const std::size_t next : {at - 1, at + 1, at - width, at + width})
                if (!known[next] && raster.values[next] <= level) known[next] = 1, pocket.push_back(next);
        }
        if (open || static_cast<float>(pocket.size()) * raster.cell_mm * raster.cell_mm > most_mm2) continue;
        for (const auto at : pocket)
            for (std::size_t row = at - width; row <= at + width; row += width)
                for (std::size_t near = row - 1; near <= row + 1; ++near) raster.values[near] = std::max(raster.values[near], height);
    }
}

// From 0 where it is solid to how far a cell lies from what is further off than the reach, both in cells: above the reach inside the closing.
void close_gaps(Raster& raster, float reach) {
    to_squared_distances(raster);
    for (auto& v : raster.values) v = v <= reach * reach ? k_far : 0.0f;
    to_squared_distances(raster);
    for (auto& v : raster.values) v = std::sqrt(v);
}

// From 0 on one closed curve after another, and k_far elsewhere, to 0 at all that lies outside them.
void mark_outside(Raster& raster) {
    std::vector<char> outside(raster.values.size(), 0);
    std::vector<std::size_t> reached{0};
    outside[0] = 1;
    const auto width = static_cast<std::size_t>(raster.width), last = raster.values.size();
    while (!reached.empty()) {
        const std::size_t at = reached.back(), x = at % width;
        reached.pop_back();
        const auto go = [&](bool there, std::size_t next) {
            if (there && !outside[next] && raster.values[next] > 0) outside[next] = 1, reached.push_back(next);
        };
        go(x > 0, at - 1), go(x + 1 < width, at + 1), go(at >= width, at - width), go(at + width < last, at + width);
    }
    for (std::size_t i = 0; i < last; ++i) raster.values[i] = outside[i] ? 0 : k_far;
}

// Distances to a contour, exact where they are small: its own border shows no steps. Of a face's edges those on the contour, its inside to the left.
void sharpen(Raster& depth, const CapShape& shape, std::span<const glm::vec2> places) {
    std::vector<float> nearest(depth.values.size(), k_near_cells);
    for (std::size_t i = 0; i < shape.indices.size(); ++i) {
        const auto from = shape.indices[i], to = shape.indices[i % 3 == 2 ? i - 2 : i + 1];
        if (shape.vertices[from].depth != 0 || shape.vertices[to].depth != 0) continue;
        const glm::vec2 a = places[from], along = places[to] - a;
        const float length2 = glm::dot(along, along);
        if (length2 == 0) continue;
        const glm::ivec2 low(glm::ceil(glm::min(a, a + along) - k_near_cells)), high(glm::floor(glm::max(a, a + along) + k_near_cells));
        for (int y = low.y; y <= high.y; ++y)
            for (int x = low.x; x <= high.x; ++x) {
                const glm::vec2 to_cell = glm::vec2(x, y) - a;
                const float off = glm::distance(to_cell, glm::clamp(glm::dot(to_cell, along) / length2, 0.0f, 1.0f) * along);
                float& known = nearest[static_cast<std::size_t>(y) * depth.width + x];
                if (off >= known) continue;
                known = off;
                depth.at(x, y) = along.x * to_cell.y - along.y * to_cell.x > 0 ? off : -off;
            }
    }
}

// How far cells lie within the fat under the skin, in cells; below 0 outside it. `bounds`: 0 at what it ends at.
Raster subcutis(Raster bounds, const CapShape& skin, std::span<const glm::vec2> places) {
    Raster depth = bounds;
    std::fill(depth.values.begin(), depth.values.end(), k_far);
    mark(depth, skin, places);
    mark_outside(depth);
    for (std::size_t i = 0; i < bounds.values.size(); ++i) bounds.values[i] = std::min(bounds.values[i], depth.values[i]);
    const float reach = k_subcutis_reach_mm / bounds.cell_mm;
    close_gaps(bounds, reach);
    to_squared_distances(depth);
    for (auto& v : depth.values) v = v > 0 ? std::sqrt(v) : -k_near_cells;
    sharpen(depth, skin, places);
    for (std::size_t i = 0; i < bounds.values.size(); ++i) // what lies deep in a wide gap is a cavity's
        bounds.values[i] = std::min({bounds.values[i] - reach, depth.values[i], 2 * reach - depth.values[i]});
    return bounds;
}

// Triangles of where a raster is above a level, its border between the cells' middles.
class Isofill {
public:
    Isofill(const Raster& raster, float level, const PlaneAxes& axes, const CutPlane& plane) : r_(raster), level_(level), axes_(axes), plane_(plane) {}

    CapShape run() {
        for (auto& row : corners_) row.assign(r_.width, k_none);
        for (auto& row : across_) row.assign(r_.width, k_none);
        for (int y = 0; y + 1 < r_.height; ++y) {
            upright_.assign(r_.width, k_none);
            int run = -1; // where a row of whole squares begins
            for (int x = 0; x + 1 < r_.width; ++x) {
                const int inside = above(x, y) + above(x + 1, y) + above(x + 1, y + 1) + above(x, y + 1);
                if (inside == 4) {
                    if (run < 0) run = x;
                    continue;
                }
                if (run >= 0) whole(run, x, y), run = -1;
                if (inside > 0) part(x, y);
            }
            if (run >= 0) whole(run, r_.width - 1, y);
            std::swap(corners_[0], corners_[1]), std::swap(across_[0], across_[1]);
            corners_[1].assign(r_.width, k_none), across_[1].assign(r_.width, k_none);
        }
        return std::move(cap_);
    }

private:
    static constexpr std::uint32_t k_none = ~0u;

    bool above(int x, int y) const { return r_.at(x, y) > level_; }

    std::uint32_t vertex(std::uint32_t& known, glm::vec2 cells) {
        if (known != k_none) return known;
        const glm::vec2 q = r_.mm(cells);
        const glm::vec3 p = plane_.point_mm + q.x * axes_.u + q.y * axes_.v;
        cap_.bounds.add(p);
        cap_.vertices.push_back({p, q, 1, 0});
        return known = static_cast<std::uint32_t>(cap_.vertices.size() - 1);
    }
    std::uint32_t corner(int x, int y, int row) { return vertex(corners_[y - row][x], {x, y}); }
    std::uint32_t crossing(glm::ivec2 a, glm::ivec2 b, int row) { // of the level, between two neighbours
        const float va = r_.at(a.x, a.y) - level_, vb = r_.at(b.x, b.y) - level_;
        auto& known = a.y == b.y ? across_[a.y - row][std::min(a.x, b.x)] : upright_[a.x];
        return vertex(known, glm::mix(glm::vec2(a), glm::vec2(b), va / (va - vb)));
    }

    void polygon(std::span<const std::uint32_t> corners) {
        for (std::size_t i = 1; i + 1 < corners.size(); ++i) {
            const auto at = [&](std::size_t k) { return cap_.vertices[corners[k]].grain_mm; };
            const glm::vec2 a = at(i) - at(0), b = at(i + 1) - at(0);
            cap_.indices.insert(cap_.indices.end(), {corners[0], corners[i], corners[i + 1]});
            cap_.area_mm2 += 0.5 * std::abs(a.x * b.y - a.y * b.x);
        }
    }

    void whole(int from, int to, int y) {
        const std::uint32_t corners[] = {corner(from, y, y), corner(to, y, y), corner(to, y + 1, y), corner(from, y + 1, y)};
        polygon(corners);
    }

    void part(int x, int y) { // opposite corners are joined: one polygon of up to six corners
        const glm::ivec2 ring[] = {{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}};
        std::array<std::uint32_t, 6> corners;
        std::size_t count = 0;
        for (int i = 0; i < 4; ++i) {
            const glm::ivec2 a = ring[i], b = ring[(i + 1) % 4];
            if (above(a.x, a.y)) corners[count++] = corner(a.x, a.y, y);
            if (above(a.x, a.y) != above(b.x, b.y)) corners[count++] = crossing(a, b, y);
        }
        polygon({corners.data(), count});
    }

    const Raster& r_;
    float level_;
    const PlaneAxes& axes_;
    const CutPlane& plane_;
    // Vertices made already: of the corners and the level crossings of a row's lower and upper side, and of the crossings between.
    std::array<std::vector<std::uint32_t>, 2> corners_, across_;
    std::vector<std::uint32_t> upright_;
    CapShape cap_;
};

} // namespace

std::optional<CapShape> clefts(const CutFaces& faces, const CutPlane& plane, float cell_mm) {
    const PlaneAxes axes = plane_axes(plane);
    const auto in_plane = [&](glm::vec3 p) { return glm::vec2(glm::dot(p - plane.point_mm, axes.u), glm::dot(p - plane.point_mm, axes.v)); };
    glm::vec2 low(1e9f), high(-1e9f);
    const auto include = [&](const Cap* cap) {
        for (const auto& v : cap->shape->vertices) {
            const glm::vec2 p = in_plane(v.position_mm);
            low = glm::min(low, p), high = glm::max(high, p);
        }
    };
    std::for_each(faces.solid.begin(), faces.solid.end(), include);
    if (low.x > high.x) return std::nullopt;
    if (faces.skin != nullptr) {
        include(faces.skin);
        std::for_each(faces.veils.begin(), faces.veils.end(), include);
    }

    Raster fill;
    fill.cell_mm = cell_mm;
    const float margin_mm = k_cleft_reach_mm + 3 * cell_mm;
    // From whole cells of the plane: the border does not crawl while the cut widens.
    fill.origin_mm = glm::floor((low - margin_mm) / cell_mm) * cell_mm;
    const glm::vec2 size = glm::ceil((high + margin_mm - fill.origin_mm) / cell_mm);
    fill.width = static_cast<int>(size.x) + 1, fill.height = static_cast<int>(size.y) + 1;
    fill.values.assign(static_cast<std::size_t>(fill.width) * fill.height, k_far);
    std::vector<glm::vec2> places;
    const auto find_places = [&](const Cap* cap) {
        places.clear();
        for (const auto& v : cap->shape->vertices) places.push_back(fill.cells(in_plane(v.position_mm)));
    };
    for (const auto* cap : faces.solid) find_places(cap), mark(fill, *cap->shape, places);
    std::optional<Raster> under_skin;
    if (faces.skin != nullptr) {
        Raster bounds = fill;
        for (const auto* cap : faces.veils) find_places(cap), mark(bounds, *cap->shape, places);
        find_places(faces.skin);
        under_skin = subcutis(std::move(bounds), *faces.skin->shape, places);
    }

    const float reach = k_cleft_reach_mm / cell_mm;
    close_gaps(fill, reach);
    const float level = reach + 1; // what is marked reaches half a cell too far, and the first cell beyond the reach half a cell more
    if (under_skin)
        for (std::size_t i = 0; i < fill.values.size(); ++i) fill.values[i] = std::max(fill.values[i], under_skin->values[i] + level);
    fill_pockets(fill, reach, k_largest_pocket_mm2, level + 1);
    CapShape shape = Isofill(fill, level, axes, plane).run();
    if (shape.indices.empty()) return std::nullopt;
    return shape;
}

} // namespace dorsum::scene
