// The line from a name to what it names, and whether two of them are in each other's way.
#pragma once

#include <glm/glm.hpp>

namespace dorsum::scene {

// It runs level in its own row until it is clear of the column's other names, then straight to what it names. Screen pixels.
struct Leader {
    glm::vec2 anchor, clear, end; // on the body, level with the name, at the name
};

// They cross, or one runs through the other's end on the body.
bool in_each_others_way(const Leader& a, const Leader& b);

} // namespace dorsum::scene
