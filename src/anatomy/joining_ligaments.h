// Ligaments that join one vertebra's processes, arches and facets to the next one's.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace dorsum::anatomy {

// What moves them is not told by their height (spinous tips lie a vertebra lower than their bodies) but by the bones that they lie on: the
// bake measures it and the baked files say it.
inline bool joins_vertebrae(std::string_view structure_id) {
    constexpr std::array<std::string_view, 5> joining{"ligament.supraspinous", "ligament.interspinous", "ligament.flava", "ligament.intertransverse", "ligament.facet_capsules"};
    return std::any_of(joining.begin(), joining.end(), [&](auto prefix) { return structure_id.substr(0, prefix.size()) == prefix; });
}

} // namespace dorsum::anatomy
