// Everything with one Lambert term, in as few draw calls as its buffers allow: what the driver itself costs.
#pragma once

#include "render/gl/target.h"
#include "render/pass_context.h"

namespace dorsum::render {

// Sorts the list into the order of the buffers.
void draw_plain(const PassContext& context, DrawList& list, const gl::Target& scene);

} // namespace dorsum::render
