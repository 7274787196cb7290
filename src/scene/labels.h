// Names beside the picture, with leader lines to what they name: no box over another, and none that jumps while the body turns.
#pragma once

#include <cstdint>
#include <functional>
#include <glm/glm.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dorsum::scene {

struct PlacedLabel {
    std::uint32_t key = 0; // as in the id picture, or a pin's
    std::string text;
    glm::vec2 anchor_px{0}, box_px{0}, size_px{0}; // box_px: top left
    glm::vec2 clear_px{0}, end_px{0};              // the leader: anchor, clear (level with its name), end (at its box)
};

// Pixels are those of the screen unless they are called id pixels.
struct LabelRequest {
    std::span<const std::uint32_t> ids; // 0: nothing; else a key; top row first
    int width = 0, height = 0;          // of the id picture
    glm::vec2 scale{1};                 // screen pixels per id pixel
    glm::vec4 room{0};                  // x, y, width, height: where labels may stand
    std::size_t most = 22;
    std::function<std::string(std::uint32_t)> text; // empty: no label for that
    std::function<int(std::uint32_t)> rank;         // the lower, the sooner it gets a place; negative: never
    std::function<glm::vec2(const std::string&)> measure;
    std::map<std::uint32_t, glm::vec2> fixed; // keys beside those of the picture whose place is known, on the screen
};

// Labels stand in rows of two columns, left and right. What is placed keeps its row from one picture to the next; it moves by one
// row at most, where its line would cross a neighbour's, and changes sides only when its anchor is well beyond the middle. No line crosses
// another or runs through another's end: where rows cannot be changed, the less important name waits. A name that stood a moment ago, for this structure or for another of the same name, comes back near its place or waits a little.
class LabelBoard {
public:
    std::vector<PlacedLabel> update(const LabelRequest& request);
    void clear() { places_.clear(), gone_.clear(); }

private:
    struct Place {
        bool right = false;
        int row = 0;
        glm::vec2 anchor{0};   // screen pixels
        std::string text;
        glm::vec2 size{0};
        int rank = 0;
        bool fixed = false;
        int moved_ago = 0;  // updates since it changed its row
        int gone_for = 0;   // updates since it stood
    };
    class Layout;

    std::map<std::uint32_t, Place> places_, gone_; // gone: where a label stood that may come back
    glm::vec4 room_{0};
};

} // namespace dorsum::scene
