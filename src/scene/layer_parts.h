// What of a layer does not follow the layer's switch.
#pragma once

namespace dorsum::scene {

struct LayerParts {
    int drawn = 0;  // structures that are drawn though their layer is off
    int hidden = 0; // structures that somebody or a condition hid though their layer is on
    bool operator==(const LayerParts&) const = default;
};

} // namespace dorsum::scene
