// The colour picture: opaque structures, overlays on them, then translucent structures one at a time.
#pragma once

#include "render/pass_context.h"

namespace dorsum::render {

// False: stopped by the context's interrupt; the picture is not whole.
bool draw_opaque(const PassContext& context, const std::vector<DrawEntry>& entries);
void draw_overlays(const PassContext& context);
// Each one lays down its own depth first, so that only its nearest surface blends.
void draw_blended(const PassContext& context, const std::vector<DrawEntry>& entries);

} // namespace dorsum::render
