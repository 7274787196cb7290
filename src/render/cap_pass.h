// Draws the faces of a cut. Seen from the side that is taken away nothing that stays lies before them: they are painted in order,
// one over the other, without asking the depth.
#pragma once

#include "render/pass_context.h"

namespace dorsum::render {

// Before the bodies: what lies behind a face need not be shaded.
void draw_cap_depths(const PassContext& context);
void draw_caps(const PassContext& context, unsigned pattern_texture);
void draw_cap_ids(const PassContext& context);
// The faces of what is marked, with the program that is set up by the caller.
void draw_marked_caps(const PassContext& context, bool selected);

} // namespace dorsum::render
