// Patterns that repeat at their border: a number for each place of a grid, and the texture that a picture of them becomes.
#pragma once

#include "render/gl/handles.h"

#include <cstdint>
#include <vector>

namespace dorsum::render {

// 0..1, the same each time.
float random_at(int x, int y, int salt);

// texels: channels bytes each, 2 or 4, row by row. Smaller levels are made, so that it fades to its mean from far away.
gl::Texture make_tile_texture(int side_texels, int channels, std::vector<std::uint8_t> texels);

} // namespace dorsum::render
