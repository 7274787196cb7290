#include "scene/disc_push.h"

#include "geometry/ray.h"
#include "scene/refine.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene {

using geometry::Mesh;

namespace {

constexpr float k_gap_mm = 0.15f;      // between matter and nerve where they touch: less than a patient sees, enough to draw cleanly
constexpr float k_far_mm = 25;         // from behind, a look towards the disc
constexpr float k_most_mm = 9;         // a nerve that would have to go further is not behind the matter
constexpr float k_near_mm = 16;        // of the matter: what lies further away stays
constexpr float k_spread_mm = 6;       // how far the give goes along and across
constexpr float k_edge_mm = 1.5f;

geometry::Bounds grown(geometry::Bounds box, float mm) {
    box.min -= mm, box.max += mm;
    return box;
}

bool within(const geometry::Bounds& box, glm::vec3 p) { return glm::all(glm::greaterThanEqual(p, box.min)) && glm::all(glm::lessThanEqual(p, box.max)); }

bool meet(const geometry::Bounds& a, const geometry::Bounds& b) {
    return glm::all(glm::greaterThanEqual(a.max, b.min)) && glm::all(glm::lessThanEqual(a.min, b.max));
}

struct Push {
    glm::vec3 from;
    float mm;
};

} // namespace

bool is_nerve_behind_discs(const std::string& id) {
    return id == "dura.sac" || id == "cauda_equina" || id.starts_with("nerve.root_l") || id.starts_with("nerve.root_s");
}

std::map<anatomy::StructureIndex, std::shared_ptr<const Mesh>> pushed_nerves(const anatomy::Atlas& atlas, const DiscSite& site, const Mesh& matter) {
    std::map<anatomy::StructureIndex, std::shared_ptr<const Mesh>> out;
    if (matter.empty()) return out;
    const geometry::Bvh tree(matter);
    const auto close = grown(geometry::bounds_of(matter), k_near_mm), touching = grown(geometry::bounds_of(matter), 2);
    // How far a point must go so that it comes to lie behind the matter.
    const auto way_out = [&](glm::vec3 p) {
        if (!within(touching, p)) return 0.0f;
        const auto hit = tree.intersect({p + k_far_mm * site.direction, -site.direction}, k_far_mm + k_gap_mm);
        const float mm = hit ? k_far_mm + k_gap_mm - hit->distance : 0.0f;
        return mm < k_most_mm ? std::max(0.0f, mm) : 0.0f;
    };
    std::map<anatomy::StructureIndex, Mesh> meshes;
    std::vector<Push> pushes;
    for (std::size_t i = 0; i < atlas.structures.size(); ++i) {
        const auto& structure = atlas.structures[i];
        if (!is_nerve_behind_discs(structure.terms.id) || !meet(structure.bounds, touching)) continue;
        Mesh mesh = anatomy::mesh_at(structure, 0);
        const bool outermost = structure.terms.id != "cauda_equina"; // the strands within go with their sac
        mesh = refined(std::move(mesh), [&](glm::vec3 p) { return within(touching, p); }, k_edge_mm, structure.terms.id == "dura.sac" ? 4 : 2);
        if (outermost)
            for (const auto& p : mesh.positions)
                if (const float mm = way_out(p); mm > 0) pushes.push_back({p, mm});
        meshes.emplace(anatomy::StructureIndex(i), std::move(mesh));
    }
    if (pushes.empty()) return out;
    // Of pushes that lie close together the largest stands for all: there are thousands.
    std::sort(pushes.begin(), pushes.end(), [](const Push& a, const Push& b) { return a.mm > b.mm; });
    const auto give = [&](glm::vec3 p) {
        float most = 0;
        for (const auto& push : pushes) {
            if (push.mm <= most) break; // the rest is smaller
            const auto d = p - push.from;
            most = std::max(most, push.mm * std::exp(-glm::dot(d, d) / (k_spread_mm * k_spread_mm)));
        }
        return most;
    };
    for (auto& [index, mesh] : meshes) {
        bool moved = false;
        for (auto& p : mesh.positions)
            if (within(close, p))
                if (const float mm = give(p); mm > 0.02f) p += mm * site.direction, moved = true;
        if (!moved) continue;
        geometry::compute_normals(mesh);
        mesh.skin.resize(mesh.positions.size());
        const auto& terms = atlas.at(index).terms;
        const auto& whole = anatomy::mesh_at(atlas.at(index), 0);
        for (std::size_t i = 0; i < mesh.positions.size(); ++i)
            if (i >= whole.skin.size() || !(mesh.positions[i] == whole.positions[i])) mesh.skin[i] = anatomy::skin_weights_at(terms, atlas.spine, mesh.positions[i]);
        out.emplace(index, std::make_shared<const Mesh>(std::move(mesh)));
    }
    return out;
}

} // namespace dorsum::scene
