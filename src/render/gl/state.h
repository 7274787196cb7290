// GL state that others (ImGui's backend) may have left in any condition, put where our passes expect it.
#pragma once

#include "render/gl/capabilities.h"

namespace dorsum::render::gl {

// No blending, scissor or dither; depth test LESS and write on; back faces culled; all colours written; sRGB encoding
// off.
void reset_state(const Workarounds& workarounds);
// What others expect to find: no program, no vertex array, the framebuffer bound, no depth test.
void release_state(unsigned framebuffer, int width, int height);

} // namespace dorsum::render::gl
