// The colour picture: opaque structures, overlays on them, then translucent structures one at a time.
#pragma once

#include "render/pass_context.h"

#include <span>

namespace dorsum::render {

void draw_opaque(const PassContext& context, std::span<const DrawEntry> entries);
// Involved nerves once more where something covers them, dimmed: their whole course can be followed.
void draw_covered_nerves(const PassContext& context, const std::vector<DrawEntry>& entries);
void draw_overlays(const PassContext& context);
// Each one lays down its own depth first, so that only its nearest surface blends.
void draw_blended(const PassContext& context, const std::vector<DrawEntry>& entries);

} // namespace dorsum::render
