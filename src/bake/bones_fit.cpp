#include "bake/bones_fit.h"

#include "geometry/ray.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace dorsum::bake {

namespace {

constexpr float k_reach_mm = 12.0f;
constexpr float k_edge_mm = 0.4f; // rounding where a joint face meets the rest

struct Solid {
    geometry::Mesh mesh;
    geometry::Bvh bvh;
    float reach;

    float distance(glm::vec3 p) const {
        const auto near = bvh.nearest(p, reach);
        if (!near) return reach;
        // Normals of the corners, blended: at edges and corners the triangle's own one would mistake the side.
        const auto* corner = &mesh.indices[3 * near->triangle];
        const glm::vec3 w = near->barycentric;
        const glm::vec3 n = w.x * mesh.normals[corner[0]] + w.y * mesh.normals[corner[1]] + w.z * mesh.normals[corner[2]];
        return glm::dot(p - near->position, n) < 0 ? -near->distance_mm : near->distance_mm;
    }
};

glm::vec3 gradient(const geometry::Sdf& shape, glm::vec3 p) {
    constexpr float k_delta_mm = 0.2f;
    glm::vec3 g;
    for (int k = 0; k < 3; ++k) {
        glm::vec3 step(0);
        step[k] = k_delta_mm;
        g[k] = (shape.distance(p + step) - shape.distance(p - step)) / (2 * k_delta_mm);
    }
    return g;
}

} // namespace

geometry::Sdf solid_of(const geometry::Mesh& mesh, float reach_mm) {
    auto solid = std::make_shared<Solid>(Solid{mesh, geometry::Bvh(mesh), reach_mm});
    if (solid->mesh.normals.size() != solid->mesh.positions.size()) geometry::compute_normals(solid->mesh);
    return {[solid](glm::vec3 p) { return solid->distance(p); }, geometry::bounds_of(mesh)};
}

geometry::Sdf clear_of(geometry::Sdf bone, const geometry::Mesh& other, float gap_mm) {
    return geometry::subtract(std::move(bone), geometry::offset(solid_of(other, k_reach_mm), gap_mm), k_edge_mm);
}

geometry::Polyline drawn_on(const geometry::Sdf& shape, geometry::Polyline line, float sunk_mm) {
    for (glm::vec3& p : line) {
        glm::vec3 g(0, 1, 0);
        for (int i = 0; i < 12; ++i) {
            const float d = shape.distance(p);
            g = gradient(shape, p);
            if (std::abs(d) < 0.02f || glm::length(g) < 0.1f) break;
            p -= g * (0.9f * d / std::max(glm::dot(g, g), 0.25f));
        }
        p -= g * (sunk_mm / std::max(glm::length(g), 0.1f));
    }
    return line;
}

} // namespace dorsum::bake
