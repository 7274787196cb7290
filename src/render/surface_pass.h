// The colour picture: opaque structures, overlays on them; what is seen through: weighted_pass.h.
#pragma once

#include "render/pass_context.h"

#include <span>

namespace dorsum::render {

void draw_opaque(const PassContext& context, std::span<const DrawEntry> entries);
// Involved nerves once more where something covers them, dimmed: their whole course can be followed.
void draw_covered_nerves(const PassContext& context, const std::vector<DrawEntry>& entries);
void draw_overlays(const PassContext& context);
// With these features besides those that each entry needs; blending and depth are the caller's.
void draw_surfaces(const PassContext& context, const std::vector<DrawEntry>& entries, unsigned features);
// All of them lay down their depth first: the nearest surface alone blends, whatever the order.
void draw_nearest_blended(const PassContext& context, const std::vector<DrawEntry>& entries);

} // namespace dorsum::render
