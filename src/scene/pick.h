// From an id picture to what a person meant: the structure under the pointer, and where a structure shows.
#pragma once

#include "anatomy/atlas.h"

#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace dorsum::scene {

// `ids`: a square of side*side structure indices + 1 (0: nothing), row by row, centred on the pointer. A thin nerve within
// finger_px of the pointer wins; then the structure right under it; then the nearest one.
anatomy::StructureIndex pick(std::span<const std::uint32_t> ids, int side, const anatomy::Atlas& atlas, int finger_px);

struct Sight {
    anatomy::StructureIndex structure;
    glm::vec2 anchor;       // pixel of the id picture that shows the structure, near the middle of what is visible of it
    std::size_t pixels = 0; // visible pixels
};
// One per visible structure, most pixels first. `ids` as above, width*height, top row first.
std::vector<Sight> sights(std::span<const std::uint32_t> ids, int width, int height);

} // namespace dorsum::scene
