// Surface nets: one vertex per cell that the surface crosses, one quad per grid edge that it crosses.
#include "geometry/sdf.h"
#include "geometry/surface_grid.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace dorsum::geometry {

namespace {

constexpr std::pair<int, int> k_edges[12] = {{0, 1}, {2, 3}, {4, 5}, {6, 7}, {0, 2}, {1, 3},
                                             {4, 6}, {5, 7}, {0, 4}, {1, 5}, {2, 6}, {3, 7}};

glm::ivec3 offset_of(int corner) { return {corner & 1, corner >> 1 & 1, corner >> 2 & 1}; }

// Mean of the crossings on the cell's edges, in cell units; false where the surface does not pass.
bool crossing_centre(const SurfaceGrid& grid, glm::ivec3 cell, glm::vec3& centre) {
    float values[8];
    int negative = 0;
    for (int i = 0; i < 8; ++i) {
        values[i] = grid.value(cell + offset_of(i));
        negative += values[i] < 0 ? 1 : 0;
    }
    if (negative == 0 || negative == 8) return false;
    glm::vec3 sum(0);
    float count = 0;
    for (const auto& [a, b] : k_edges) {
        if ((values[a] < 0) == (values[b] < 0)) continue;
        const float t = values[a] / (values[a] - values[b]);
        sum += glm::mix(glm::vec3(offset_of(a)), glm::vec3(offset_of(b)), t);
        count += 1;
    }
    centre = sum / count;
    return true;
}

glm::vec3 gradient(const Sdf& shape, glm::vec3 p, float h) {
    // Four samples on a tetrahedron instead of six on the axes.
    static constexpr float k_signs[4][3] = {{1, -1, -1}, {-1, -1, 1}, {-1, 1, -1}, {1, 1, 1}};
    glm::vec3 g(0);
    for (const auto& s : k_signs) {
        const glm::vec3 e(s[0], s[1], s[2]);
        g += e * shape.distance(p + h * e);
    }
    return g / (4.0f * h);
}

constexpr float k_near = 0.25f, k_close = 0.1f; // steps of the grid, between samples of a slope
constexpr float k_flat = 0.87f;                 // cosine between the slopes of neighbours: below it a crease is looked for
constexpr float k_sharp = 0.8f;                 // the same between the crossings of a cell: below it there is one
constexpr float k_held = 0.02f;
constexpr int k_halvings = 4;

struct Net {
    const Sdf& shape;
    const SurfaceGrid& grid;
    std::unordered_map<std::size_t, std::uint32_t> vertex_of; // by the cell's first corner
    Mesh mesh;
    std::vector<glm::vec3> slopes = {}; // of the field at each vertex, before creases are looked for
    std::vector<bool> on_crease = {};

    void add_vertex(glm::ivec3 cell, glm::vec3 centre) {
        const float step = grid.step();
        const glm::vec3 low = grid.position(cell);
        glm::vec3 p = low + step * centre;
        // One step onto the true surface, kept inside the cell so that no triangle can fold over.
        const glm::vec3 g = gradient(shape, p, 0.25f * step);
        const float g2 = glm::dot(g, g);
        if (g2 > 0.04f) {
            const glm::vec3 moved = p - g * (shape.distance(p) / g2);
            p = glm::clamp(moved, glm::max(low, p - 0.5f * step), glm::min(low + step, p + 0.5f * step));
        }
        vertex_of.emplace(grid.corner_index(cell), static_cast<std::uint32_t>(mesh.positions.size()));
        mesh.positions.push_back(p);
    }

    // Where the surface turns sharply within a cell, the mean of its crossings lies beside the crease, now on the one face and now on the
    // other: a rim looks like a saw. There the point is taken that lies best in the planes of all crossings, which is the crease.
    void find_creases(const std::vector<glm::ivec3>& cells) {
        on_crease.assign(mesh.positions.size(), false);
        slopes.clear();
        for (const glm::vec3 p : mesh.positions) slopes.push_back(unit(gradient(shape, p, k_near * grid.step())));
        for (const glm::ivec3 cell : cells)
            visit_quads(cell, [&](const std::uint32_t(&q)[4]) {
                float least = 1;
                for (int i = 0; i < 4; ++i)
                    for (int k = 0; k < i; ++k) least = std::min(least, glm::dot(slopes[q[i]], slopes[q[k]]));
                if (least > k_flat) return;
                for (const std::uint32_t v : q) on_crease[v] = true;
            });
        for (const glm::ivec3 cell : cells) {
            const std::uint32_t v = vertex(cell);
            if (on_crease[v]) on_crease[v] = draw_to_crease(cell, mesh.positions[v]);
        }
    }

    std::uint32_t vertex(glm::ivec3 cell) const { return vertex_of.at(grid.corner_index(cell)); }

    static glm::vec3 unit(glm::vec3 v) {
        const float length = glm::length(v);
        return length > 0.2f ? v / length : glm::vec3(0);
    }

    // False where all crossings lie on one face or in a furrow, and the point stays.
    bool draw_to_crease(glm::ivec3 cell, glm::vec3& point) const {
        const float step = grid.step();
        const glm::vec3 low = grid.position(cell);
        glm::vec3 at[12], out[12], mean(0);
        int count = 0;
        for (const auto& [a, b] : k_edges) {
            const glm::ivec3 ca = cell + offset_of(a), cb = cell + offset_of(b);
            if (grid.inside(ca) == grid.inside(cb)) continue;
            at[count] = crossing(ca, cb);
            out[count] = unit(gradient(shape, at[count], k_close * step));
            mean += at[count++];
        }
        mean /= static_cast<float>(count);
        float least = 1, outward = 0;
        for (int i = 0; i < count; ++i)
            for (int k = 0; k < i; ++k) {
                least = std::min(least, glm::dot(out[i], out[k]));
                outward += glm::dot(out[i] - out[k], at[i] - at[k]);
            }
        if (least > k_sharp || outward < 0) return false; // the bottom of a furrow may stay rounded
        glm::mat3 normal(k_held); // held at the mean along the crease
        glm::vec3 pull(0);
        for (int i = 0; i < count; ++i) {
            normal += glm::outerProduct(out[i], out[i]);
            pull += out[i] * glm::dot(out[i], at[i] - mean);
        }
        glm::vec3 by = glm::inverse(normal) * pull;
        // Not out of its cell: there it could fold the surface over.
        float share = 1;
        for (int axis = 0; axis < 3; ++axis) {
            const float room = by[axis] > 0 ? low[axis] + step - mean[axis] : mean[axis] - low[axis];
            if (std::abs(by[axis]) > room) share = std::min(share, room / std::abs(by[axis]));
        }
        glm::vec3 p = mean + share * by;
        // A rounded crease lies below where its faces would meet.
        const glm::vec3 g = gradient(shape, p, k_near * step);
        const float g2 = glm::dot(g, g);
        if (g2 > 0.04f) p -= g * glm::clamp(shape.distance(p) / g2, -0.5f * step, 0.5f * step);
        point = glm::clamp(p, low, low + step);
        return true;
    }

    glm::vec3 crossing(glm::ivec3 from, glm::ivec3 to) const {
        glm::vec3 a = grid.position(from), b = grid.position(to);
        float at_a = grid.value(from), at_b = grid.value(to);
        for (int i = 0; i < k_halvings; ++i) {
            const glm::vec3 middle = 0.5f * (a + b);
            const float value = shape.distance(middle);
            if ((value < 0) == (at_a < 0)) a = middle, at_a = value;
            else b = middle, at_b = value;
        }
        return glm::mix(a, b, at_a == at_b ? 0.5f : at_a / (at_a - at_b));
    }

    void add_quad(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
        const auto& p = mesh.positions;
        const glm::vec3 ac = p[c] - p[a], bd = p[d] - p[b];
        bool along_ac = glm::dot(ac, ac) <= glm::dot(bd, bd);
        if (on_crease[a] || on_crease[b] || on_crease[c] || on_crease[d]) // the diagonal that does not cut the crease
            along_ac = std::abs(shape.distance(0.5f * (p[a] + p[c]))) <= std::abs(shape.distance(0.5f * (p[b] + p[d])));
        if (along_ac) mesh.indices.insert(mesh.indices.end(), {a, b, c, a, c, d});
        else mesh.indices.insert(mesh.indices.end(), {b, c, d, b, d, a});
    }

    // The three edges that start at the cell's first corner.
    template <class Each>
    void visit_quads(glm::ivec3 cell, const Each& each) const {
        const bool here = grid.inside(cell);
        for (int axis = 0; axis < 3; ++axis) {
            glm::ivec3 along(0), u(0), v(0);
            along[axis] = u[(axis + 1) % 3] = v[(axis + 2) % 3] = 1;
            if (cell[(axis + 1) % 3] == 0 || cell[(axis + 2) % 3] == 0) continue; // the border is outside: no crossing
            if (here == grid.inside(cell + along)) continue;
            const std::uint32_t q[4] = {vertex(cell - u - v), vertex(cell - v), vertex(cell), vertex(cell - u)};
            if (here) each({q[0], q[1], q[2], q[3]});
            else each({q[3], q[2], q[1], q[0]});
        }
    }

    void add_quads(glm::ivec3 cell) {
        visit_quads(cell, [&](const std::uint32_t(&q)[4]) { add_quad(q[0], q[1], q[2], q[3]); });
    }
};

void gradient_normals(const Sdf& shape, float step, Mesh& mesh) {
    compute_normals(mesh);
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
        const glm::vec3 g = gradient(shape, mesh.positions[i], 0.5f * step);
        const float length = glm::length(g);
        // At creases and where the field is rough the triangles know better.
        if (length > 0.2f && glm::dot(g / length, mesh.normals[i]) > 0.7f) mesh.normals[i] = g / length;
    }
}

} // namespace

Mesh mesh_of(const Sdf& shape, float step_mm) {
    if (shape.bounds.empty()) return {};
    SurfaceGrid grid(shape, step_mm);
    grid.sample();
    grid.separate_touching();
    Net net{shape, grid, {}, {}, {}, {}};
    std::vector<glm::ivec3> crossed;
    for (const glm::ivec3 cell : grid.cells()) {
        glm::vec3 centre;
        if (!crossing_centre(grid, cell, centre)) continue;
        net.add_vertex(cell, centre);
        crossed.push_back(cell);
    }
    net.find_creases(crossed);
    for (const glm::ivec3 cell : crossed) net.add_quads(cell);
    gradient_normals(shape, step_mm, net.mesh);
    return std::move(net.mesh);
}

} // namespace dorsum::geometry
