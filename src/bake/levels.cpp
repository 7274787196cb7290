#include "bake/levels.h"

#include "geometry/repair.h"
#include "geometry/simplify.h"

#include <algorithm>

namespace dorsum::bake {

namespace {

constexpr float k_max_error_mm[anatomy::k_lod_count] = {0.3f, 2.0f, 8.0f};
constexpr float k_min_angle_deg = 1.3f;         // no slivers below one degree, with room for the warp of a body and for rounding
constexpr float k_squeezed_deg = 1.01f;         // after the warp: no more is touched than has to be
constexpr int k_tries = 9;                      // with more triangles each time

constexpr float k_grain_of_ways = 1.0f / 1024;  // of normals, fibres and course
constexpr float k_grain_mm = 1.0f / 128;

// Away from zero alike on both sides, so that mirror images stay mirror images.
void to_grain(std::vector<glm::vec3>& values, float grain) {
    for (auto& v : values) v = grain * glm::round(v / grain);
}

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

// Returns how many slivers stayed.
std::size_t mend(geometry::Mesh& mesh) {
    geometry::part_touching(mesh);
    const std::size_t left = geometry::remove_slivers(mesh, k_min_angle_deg);
    geometry::part_touching(mesh); // a collapsed edge may have brought two sheets together
    geometry::optimise_order(mesh);
    return left;
}

// A tube thinned out to three sides has nothing but slivers: then it needs more rings.
geometry::Mesh coarser(const geometry::Mesh& fine, std::size_t triangles, float max_error_mm) {
    geometry::Mesh mesh;
    for (int i = 0; i < k_tries; ++i) {
        mesh = geometry::simplified(fine, triangles, max_error_mm);
        if (mend(mesh) == 0 && geometry::open_edge_count(mesh) == 0) break;
        triangles += triangles / 3;
    }
    return mesh;
}

} // namespace

geometry::Mesh finest_level(geometry::Mesh raw, Grain grain) {
    if (grain == Grain::coarse) {
        to_grain(raw.positions, k_grain_mm);
        to_grain(raw.normals, k_grain_of_ways);
        to_grain(raw.fibres, k_grain_of_ways);
        for (auto& c : raw.course) c = k_grain_of_ways * glm::round(c / k_grain_of_ways);
    }
    tidy(raw);
    raw.occlusion.clear();
    raw.skin.clear();
    mend(raw);
    return raw;
}

void make_levels(Levels& levels, const LevelSizes& triangles) {
    for (std::size_t i = 0; i < triangles.size(); ++i) {
        const auto& finer = levels[i == 0 ? 0 : i - 1];
        if (i == 0 && triangles[0] >= finer.triangle_count()) continue;
        levels[i] = finer.empty() ? geometry::Mesh{} : coarser(finer, triangles[i], k_max_error_mm[i]);
    }
}

void mend_levels(Levels& levels) {
    for (std::size_t i = 0; i < levels.size(); ++i) {
        auto& mesh = levels[i];
        std::size_t triangles = mesh.triangle_count();
        geometry::remove_slivers(mesh, k_squeezed_deg);
        geometry::part_touching(mesh);
        if (i == 0 || mesh.empty()) continue;
        // What moved to help one triangle may have squeezed another: looked at again, not taken on trust.
        for (int k = 0; k < k_tries && geometry::smallest_angle_deg(mesh) < k_squeezed_deg; ++k) {
            triangles += triangles / 6;
            mesh = coarser(levels[i - 1], triangles, k_max_error_mm[i]);
        }
    }
}

} // namespace dorsum::bake
