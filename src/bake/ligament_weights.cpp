#include "bake/ligament_weights.h"

#include "anatomy/joining_ligaments.h"
#include "core/parallel.h"
#include "geometry/ray.h"
#include "geometry/skinning.h"

#include <optional>
#include <string_view>
#include <vector>

namespace dorsum::bake {

namespace {

constexpr float k_reach_mm = 60;

struct Bone {
    std::uint8_t joint = 0;
    geometry::Bvh tree;
};

std::vector<Bone> joined_bones(const anatomy::Atlas& atlas, int threads) {
    struct Found {
        std::uint8_t joint;
        const geometry::Mesh* mesh;
    };
    std::vector<Found> found;
    for (const auto& structure : atlas.structures) {
        const std::string_view id = structure.terms.id;
        if (structure.lods.empty()) continue;
        if (id == "sacrum") found.push_back({anatomy::k_joint_pelvis, &structure.lods[0]});
        if (id.starts_with("vertebra."))
            if (const auto level = anatomy::find_level(id.substr(9))) found.push_back({anatomy::joint_of(*level), &structure.lods[0]});
    }
    std::vector<Bone> bones(found.size());
    core::parallel_for(threads, found.size(), [&](std::size_t i) { bones[i] = {found[i].joint, geometry::Bvh(*found[i].mesh)}; });
    return bones;
}

// Rigid on a bone, half and half midway between two.
std::optional<geometry::SkinWeights> between_bones(glm::vec3 p, const std::vector<Bone>& bones) {
    constexpr float soft_mm = 0.5f; // what touches a bone lies this near to it
    struct Near {
        float distance_mm = k_reach_mm;
        std::uint8_t joint = 0;
    } first, second;
    for (const auto& bone : bones)
        if (const auto near = bone.tree.nearest(p, second.distance_mm)) {
            if (near->distance_mm < first.distance_mm) second = first, first = {near->distance_mm, bone.joint};
            else second = {near->distance_mm, bone.joint};
        }
    if (first.distance_mm >= k_reach_mm) return std::nullopt;
    const auto pull = [&](const Near& near) { return near.distance_mm >= k_reach_mm ? 0.0f : 1 / ((near.distance_mm + soft_mm) * (near.distance_mm + soft_mm)); };
    const float share = pull(first) / (pull(first) + pull(second));
    return geometry::make_weights(std::vector<std::pair<std::uint8_t, float>>{{first.joint, share}, {second.joint, 1 - share}});
}

} // namespace

void bind_ligaments_to_bones(anatomy::Atlas& atlas, int threads) {
    std::vector<geometry::Mesh*> meshes;
    for (auto& structure : atlas.structures)
        if (anatomy::joins_vertebrae(structure.terms.id))
            for (auto& mesh : structure.lods) meshes.push_back(&mesh);
    if (meshes.empty()) return;
    const auto bones = joined_bones(atlas, threads);
    core::parallel_for(threads, meshes.size(), [&](std::size_t i) {
        for (std::size_t v = 0; v < meshes[i]->positions.size(); ++v)
            if (const auto weights = between_bones(meshes[i]->positions[v], bones)) meshes[i]->skin[v] = *weights;
    });
}

} // namespace dorsum::bake
