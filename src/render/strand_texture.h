// The little tiling picture that striations are cut from: streaks of several widths, made by arithmetic, always the
// same.
#pragma once

#include "render/gl/handles.h"

namespace dorsum::render {

inline constexpr int k_strand_texels = 128;
inline constexpr float k_strand_tile_mm = 48; // what one tile covers

gl::Texture make_strand_texture();

} // namespace dorsum::render
