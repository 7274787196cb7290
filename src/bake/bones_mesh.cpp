#include "bake/bones_mesh.h"

#include "geometry/simplify.h"

#include <utility>

namespace dorsum::bake {

namespace {

constexpr float k_error_mm = 0.4f;

} // namespace

geometry::Mesh bone_mesh(const geometry::Sdf& shape, BoneQuality quality) {
    const geometry::Mesh fine = geometry::largest_component(geometry::mesh_of(shape, quality.step_mm));
    return geometry::simplified(fine, quality.triangles, k_error_mm);
}

void add_single_bone(std::vector<Recipe>& recipes, std::string id, std::vector<std::string> keys, BoneQuality quality,
                     BoneShape shape, std::vector<Neighbour> neighbours) {
    Recipe recipe;
    recipe.id = std::move(id);
    recipe.fact_keys = std::move(keys);
    recipe.held_keys.emplace();
    for (const Neighbour& n : neighbours) {
        recipe.depends.push_back(n.id);
        recipe.fact_keys.push_back(n.gap_key);
    }
    recipe.build = [quality, shape = std::move(shape), neighbours = std::move(neighbours)](const BuildContext& c) {
        geometry::Sdf bone = shape(c.facts, c.spine);
        for (const Neighbour& n : neighbours)
            bone = clear_of(std::move(bone), *c.built.at(n.id), static_cast<float>(c.facts.number(n.gap_key)));
        return bone_mesh(bone, quality);
    };
    recipes.push_back(std::move(recipe));
}

void add_bone_pair(std::vector<Recipe>& recipes, const std::string& id, std::vector<std::string> keys, BoneQuality quality,
                   BoneShape shape, std::vector<Neighbour> neighbours) {
    const std::string left = id + ".left";
    Recipe right;
    right.id = id + ".right";
    right.depends = {left};
    right.fact_keys = keys;
    right.held_keys.emplace();
    right.build = [left](const BuildContext& c) { return geometry::mirrored(*c.built.at(left)); };
    add_single_bone(recipes, left, std::move(keys), quality, std::move(shape), std::move(neighbours));
    recipes.push_back(std::move(right));
}

} // namespace dorsum::bake
