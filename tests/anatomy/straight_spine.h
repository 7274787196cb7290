// A straight, evenly spaced spine standing on S1 at (0, 912, 0): simple numbers to reckon with by hand.
#pragma once

#include "anatomy/spine.h"

namespace dorsum::anatomy::testing {

inline SpineRest straight_spine() {
    SpineRest rest;
    for (std::size_t i = 0; i < k_level_count; ++i) {
        rest.frames[i].centre_mm = {0, 912.0f + 24.0f * static_cast<float>(k_level_count - 1 - i), 0};
        rest.known[i] = true;
    }
    return rest;
}

} // namespace dorsum::anatomy::testing
