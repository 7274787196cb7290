// Pixels from the bound framebuffer to memory, top row first.
#pragma once

#include <cstdint>
#include <vector>

namespace dorsum::render::gl {

struct Rect {
    int x = 0, y = 0, width = 0, height = 0; // y from below, as GL counts
};

std::vector<std::uint8_t> read_rgba(const Rect& rect);
// `attachment`: 0 or 1, an R32UI colour of the bound framebuffer.
std::vector<std::uint32_t> read_uint(const Rect& rect, int attachment);

} // namespace dorsum::render::gl
