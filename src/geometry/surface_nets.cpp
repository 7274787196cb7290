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

struct Net {
    const Sdf& shape;
    const SurfaceGrid& grid;
    std::unordered_map<std::size_t, std::uint32_t> vertex_of; // by the cell's first corner
    Mesh mesh;

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

    std::uint32_t vertex(glm::ivec3 cell) const { return vertex_of.at(grid.corner_index(cell)); }

    void add_quad(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
        const auto& p = mesh.positions;
        const glm::vec3 ac = p[c] - p[a], bd = p[d] - p[b];
        if (glm::dot(ac, ac) <= glm::dot(bd, bd)) mesh.indices.insert(mesh.indices.end(), {a, b, c, a, c, d});
        else mesh.indices.insert(mesh.indices.end(), {b, c, d, b, d, a});
    }

    // The three edges that start at the cell's first corner.
    void add_quads(glm::ivec3 cell) {
        const bool here = grid.inside(cell);
        for (int axis = 0; axis < 3; ++axis) {
            glm::ivec3 along(0), u(0), v(0);
            along[axis] = u[(axis + 1) % 3] = v[(axis + 2) % 3] = 1;
            if (cell[(axis + 1) % 3] == 0 || cell[(axis + 2) % 3] == 0) continue; // the border is outside: no crossing
            if (here == grid.inside(cell + along)) continue;
            const std::uint32_t q[4] = {vertex(cell - u - v), vertex(cell - v), vertex(cell), vertex(cell - u)};
            if (here) add_quad(q[0], q[1], q[2], q[3]);
            else add_quad(q[3], q[2], q[1], q[0]);
        }
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
    Net net{shape, grid, {}, {}};
    std::vector<glm::ivec3> crossed;
    for (const glm::ivec3 cell : grid.cells()) {
        glm::vec3 centre;
        if (!crossing_centre(grid, cell, centre)) continue;
        net.add_vertex(cell, centre);
        crossed.push_back(cell);
    }
    for (const glm::ivec3 cell : crossed) net.add_quads(cell);
    gradient_normals(shape, step_mm, net.mesh);
    return std::move(net.mesh);
}

} // namespace dorsum::geometry
