// Intervertebral discs, lofted between the endplates that they really touch.
#pragma once

#include "bake/recipe.h"
#include "bake/spine_data.h"

namespace dorsum::bake {

// One endplate in the world: outline and surface.
struct Endplate {
    anatomy::VertebraFrame frame; // at the endplate's centre, in its plane; superior stays the bone's superior
    float depth = 0, width = 0, concavity = 0;
    OutlineFacts outline;
    float facing = 1; // 1: upper endplate of a bone, -1: lower one

    // Half outline from front to back on the left side: `count` points in the endplate's plane, (x, z) in its frame.
    std::vector<glm::vec2> half_outline(int count) const;
    // A point of the bone's surface: outline point scaled by `fraction` about the centre (0) to the rim (1), in the world.
    glm::vec3 surface(glm::vec2 outline_point, float fraction) const;
};

Endplate upper_endplate(const Facts& facts, const anatomy::SpineRest& spine, anatomy::Level level); // C3 .. S1
Endplate lower_endplate(const Facts& facts, const anatomy::SpineRest& spine, anatomy::Level level); // C2 .. L5

void add_disc_recipes(std::vector<Recipe>& recipes);

} // namespace dorsum::bake
