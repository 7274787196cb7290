// What each material looks like, and how selection, hover, dimming and glow change it: numbers for
// shaders/surface.frag.
#pragma once

#include "render/renderer.h"

namespace dorsum::render {

struct ItemLook {
    std::array<glm::vec4, 7> values; // u_look
};

ItemLook look_of(const scene::DrawItem& item, const scene::Frame& frame, const Quality& quality);

// How a muscle is painted by the length of its fibres: u_stretch.
inline constexpr std::size_t k_stretch_rows = 3 + scene::k_stretch_places / 4;
std::array<glm::vec4, k_stretch_rows> stretch_of(const scene::DrawItem& item);

// Display colour (0..1 as in a paint program) to the linear value that the shaders compute with.
glm::vec3 linear(glm::vec3 display);

inline constexpr glm::vec4 k_selection_colour{0.10f, 0.78f, 1.00f,
                                              1.0f}; // display; far from every tissue and every zone
inline constexpr glm::vec4 k_selection_colour_high_contrast{1.00f, 0.95f, 0.20f, 1.0f};

} // namespace dorsum::render
