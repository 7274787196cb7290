#include "bake/levels.h"

#include "geometry/ray.h"
#include "geometry/repair.h"
#include "geometry/simplify.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

namespace {

constexpr float k_max_error_mm[anatomy::k_lod_count] = {0.3f, 2.0f, 8.0f};
constexpr float k_lost_mm[anatomy::k_lod_count] = {0, 4, 8}; // so far off, it is an end that went
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

// As a strong curve of the spine would bend it: up the body in arcs of one radius, to and fro so that nothing is sheared much, sideways
// and forward at places of their own. A belly that is flat at rest would else be left with triangles of seven centimetres, which lay 4 mm
// off the finest level's at 70 degrees.
std::vector<glm::vec3> bent(const std::vector<glm::vec3>& positions) {
    constexpr float radius_mm = 150, arc_mm = 100;
    const auto off = [](float y) {
        const float at = y / arc_mm, arc = std::floor(at), u = at - arc, sign = static_cast<int>(arc) % 2 == 0 ? 1.0f : -1.0f;
        return sign * arc_mm * arc_mm / (2 * radius_mm) * u * (1 - u);
    };
    double side = 0;
    for (const auto& p : positions) side += p.x;
    std::vector<glm::vec3> out;
    out.reserve(positions.size());
    for (const auto& p : positions) out.push_back(p + glm::vec3(side < 0 ? -off(p.y) : off(p.y), 0, off(p.y + 0.5f * arc_mm))); // mirror images stay such
    return out;
}

// Triangles at the thin ends that the coarser mesh has lost: quadrics do not feel a tube that draws back along itself.
std::vector<std::uint32_t> at_lost_ends(const geometry::Mesh& fine, const geometry::Mesh& coarse, float lost_mm) {
    constexpr float apart_mm = 20; // one end at a time
    const geometry::Bvh surface(coarse);
    if (surface.empty()) return {};
    struct Lost {
        float mm;
        std::uint32_t vertex;
    };
    std::vector<Lost> lost;
    for (std::uint32_t v = 0; v < fine.positions.size(); ++v)
        if (!surface.nearest(fine.positions[v], lost_mm)) lost.push_back({surface.nearest(fine.positions[v])->distance_mm, v});
    std::stable_sort(lost.begin(), lost.end(), [](const Lost& a, const Lost& b) { return a.mm > b.mm; });
    std::vector<std::uint32_t> ends, triangles;
    for (const auto& [mm, vertex] : lost) {
        const auto is_near = [&](std::uint32_t end) { return glm::distance(fine.positions[end], fine.positions[vertex]) < apart_mm; };
        if (std::none_of(ends.begin(), ends.end(), is_near)) ends.push_back(vertex);
    }
    for (std::uint32_t i = 0; i < fine.indices.size() && !ends.empty(); ++i)
        if (std::find(ends.begin(), ends.end(), fine.indices[i]) != ends.end()) triangles.push_back(i / 3);
    return triangles;
}

// A tube thinned out to three sides has nothing but slivers: then it needs more rings.
geometry::Mesh coarser(const geometry::Mesh& fine, std::size_t triangles, std::size_t level, Bends bends) {
    const bool finest = level == 0; // hardly thinned: what was fitted together closely still fits
    const auto as = !finest && bends == Bends::with_the_spine ? bent(fine.positions) : std::vector<glm::vec3>{};
    std::vector<std::uint32_t> kept;
    geometry::Mesh mesh;
    for (int i = 0; i < k_tries; ++i) {
        mesh = geometry::simplified(fine, triangles, k_max_error_mm[level], as, kept);
        const bool sound = mend(mesh) == 0 && geometry::open_edge_count(mesh) == 0;
        const auto lost = finest ? std::vector<std::uint32_t>{} : at_lost_ends(fine, mesh, k_lost_mm[level]);
        const auto before = kept.size();
        kept.insert(kept.end(), lost.begin(), lost.end());
        std::sort(kept.begin(), kept.end());
        kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
        if (sound && kept.size() == before) break;
        if (!sound) triangles += triangles / 3;
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

Bends bends_of(anatomy::Tissue tissue) { return tissue == anatomy::Tissue::bone ? Bends::no : Bends::with_the_spine; }

void make_levels(Levels& levels, const LevelSizes& triangles, Bends bends) {
    for (std::size_t i = 0; i < triangles.size(); ++i) {
        const auto& finer = levels[i == 0 ? 0 : i - 1];
        if (i == 0 && triangles[0] >= finer.triangle_count()) continue;
        levels[i] = finer.empty() ? geometry::Mesh{} : coarser(finer, triangles[i], i, bends);
    }
}

void mend_levels(Levels& levels, Bends bends) {
    for (std::size_t i = 0; i < levels.size(); ++i) {
        auto& mesh = levels[i];
        std::size_t triangles = mesh.triangle_count();
        geometry::remove_slivers(mesh, k_squeezed_deg);
        geometry::part_touching(mesh);
        if (i == 0 || mesh.empty()) continue;
        // What moved to help one triangle may have squeezed another: looked at again, not taken on trust.
        for (int k = 0; k < k_tries && geometry::smallest_angle_deg(mesh) < k_squeezed_deg; ++k) {
            triangles += triangles / 6;
            mesh = coarser(levels[i - 1], triangles, i, bends);
        }
    }
}

} // namespace dorsum::bake
