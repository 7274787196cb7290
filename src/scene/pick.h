// From an id picture to what a person meant: the structure under the pointer, and where its label goes.
#pragma once

#include "anatomy/atlas.h"

#include <functional>
#include <glm/glm.hpp>
#include <span>
#include <string>
#include <vector>

namespace dorsum::scene {

// `ids`: a square of side*side structure indices + 1 (0: nothing), row by row, centred on the pointer. A thin nerve within
// finger_px of the pointer wins; then the structure right under it; then the nearest one.
anatomy::StructureIndex pick(std::span<const std::uint32_t> ids, int side, const anatomy::Atlas& atlas, int finger_px);

struct LabelWish {
    anatomy::StructureIndex structure;
    glm::vec2 anchor;      // pixel of the id picture that shows the structure, near the middle of what is visible of it
    std::size_t pixels = 0; // visible pixels: the more, the more it deserves a label
};
// One wish per visible structure, most pixels first. `ids` as above, width*height, top row first.
std::vector<LabelWish> wish_labels(std::span<const std::uint32_t> ids, int width, int height);

struct PlacedLabel {
    anatomy::StructureIndex structure;
    std::string text;
    glm::vec2 anchor_px, box_px, size_px; // box_px: top left
};
// Puts texts beside the picture's middle, left and right of `scene` (x, y, width, height in pixels), in the order of their
// anchors' heights, without overlaps; what finds no room is left out. `scale`: picture pixels per id pixel.
std::vector<PlacedLabel> place_labels(std::span<const LabelWish> wishes, std::size_t most, glm::vec4 scene, float scale,
                                      const std::function<std::string(anatomy::StructureIndex)>& text,
                                      const std::function<glm::vec2(const std::string&)>& measure);

} // namespace dorsum::scene
