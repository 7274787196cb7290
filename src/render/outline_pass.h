// The line round selected and hovered structures: a mask of them, drawn only where they are, and its edges.
#pragma once

#include "render/gl/read_back.h"
#include "render/gl/target.h"
#include "render/pass_context.h"

namespace dorsum::render {

class OutlinePass {
public:
    // Draws the mask against the scene's depth as it is now (before translucent structures hide what lies behind them).
    void draw_mask(const PassContext& context, const DrawList& list, const gl::Target& scene);
    // Draws the line into the scene; nothing where the mask is empty.
    void draw_line(const PassContext& context, const gl::Target& scene, unsigned empty_vertex_array);
    void let_go() { mask_ = {}; } // of what the next picture makes anew

private:
    gl::Target mask_;
    gl::Rect area_; // of the mask that is in use; empty when nothing is selected or hovered
};

// Pixels that a part of the screen covers, grown by a margin and cut to the target.
gl::Rect pixels_of(const NdcRect& part, int width, int height, int margin);

} // namespace dorsum::render
