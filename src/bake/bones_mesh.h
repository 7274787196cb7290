// From a shape of the left side to the finished meshes of both sides.
#pragma once

#include "bake/bones_fit.h"
#include "bake/recipe.h"
#include "geometry/sdf.h"

namespace dorsum::bake {

// A shape in the world; of paired bones the left one.
using BoneShape = std::function<geometry::Sdf(const Facts&, const anatomy::SpineRest&)>;

struct BoneQuality {
    float step_mm;         // of the grid
    std::size_t triangles; // about, after simplification
};

geometry::Mesh bone_mesh(const geometry::Sdf& shape, BoneQuality quality);

void add_single_bone(std::vector<Recipe>& recipes, std::string id, std::vector<std::string> keys, BoneQuality quality, BoneShape shape,
                     std::vector<Neighbour> clear_of = {});
// id.left from the shape, id.right as its exact mirror image.
void add_bone_pair(std::vector<Recipe>& recipes, const std::string& id, std::vector<std::string> keys, BoneQuality quality,
                   BoneShape shape, std::vector<Neighbour> clear_of = {});

} // namespace dorsum::bake
