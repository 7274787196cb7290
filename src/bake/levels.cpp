#include "bake/levels.h"

#include "geometry/simplify.h"

#include <algorithm>

namespace dorsum::bake {

namespace {

constexpr float k_max_error_mm[2] = {2.0f, 8.0f};
constexpr std::size_t k_fewest_triangles = 120; // small structures keep their shape

// Attributes that the GLB and the renderer rely on: unit normals, fibres that are unit or absent, course in 0..1.
void tidy(geometry::Mesh& mesh) {
    if (mesh.normals.size() != mesh.positions.size()) geometry::compute_normals(mesh);
    for (auto& n : mesh.normals) {
        const float length = glm::length(n);
        n = length > 1e-6f ? n / length : glm::vec3(0, 0, 1);
    }
    if (mesh.fibres.size() != mesh.positions.size()) mesh.fibres.clear();
    for (std::size_t i = 0; i < mesh.fibres.size(); ++i) {
        glm::vec3& f = mesh.fibres[i];
        const float length = glm::length(f);
        // glTF has no zero tangents: where a vertex has no fibre, the vertical stands in.
        f = length > 1e-6f ? f / length : glm::vec3(0, 1, 0);
    }
    if (mesh.course.size() != mesh.positions.size()) mesh.course.clear();
    for (auto& c : mesh.course) c = glm::clamp(c, glm::vec2(0), glm::vec2(1));
}

} // namespace

Levels make_levels(geometry::Mesh raw, const float (&ratio)[2]) {
    tidy(raw);
    raw.occlusion.clear();
    raw.skin.clear();
    geometry::optimise_order(raw);
    Levels levels;
    levels[0] = std::move(raw);
    for (std::size_t i = 0; i < 2; ++i) {
        const auto wanted = static_cast<std::size_t>(static_cast<double>(levels[0].triangle_count()) * ratio[i]);
        levels[i + 1] = geometry::simplified(levels[i], std::max(wanted, k_fewest_triangles), k_max_error_mm[i]);
    }
    return levels;
}

} // namespace dorsum::bake
