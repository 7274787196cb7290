// The colours of tension, grades 1 to 3: the one place for paint on the body, legend and thumbnails. Their lightness falls by at
// least 15 of 100 from grade to grade for normal, protan and deutan sight (tests/scene/zone_palette_test.cpp).
#pragma once

#include <array>
#include <glm/glm.hpp>

namespace dorsum::scene {

inline constexpr std::array<glm::vec3, 3> k_zone_colours{{ // display values, 0..1
    {1.00f, 0.80f, 0.36f},
    {0.94f, 0.45f, 0.12f},
    {0.53f, 0.02f, 0.20f},
}};

} // namespace dorsum::scene
