// Everything that is seen through, blended without regard to order (shaders/weighted.glsl). Needs a float target; where there is
// none, and at the lowest level, the nearest surface alone is blended: no order there either.
#pragma once

#include "render/gl/target.h"
#include "render/pass_context.h"

namespace dorsum::render {

class WeightedPass {
public:
    // Whether everything is summed up; else the nearest surface alone is drawn, and hides what lies below it.
    bool sums(const PassContext& context, const gl::Target& scene);
    void draw(const PassContext& context, const std::vector<DrawEntry>& entries, const gl::Target& scene, unsigned empty_vertex_array);
    // The second half of draw(): the sums over the picture, blending and the scissor being on.
    void lay_over(const PassContext& context, const gl::Target& scene, const gl::Rect& band, int first_row, unsigned empty_vertex_array);
    void let_go() { sums_ = {}; } // of what the next picture makes anew

private:
    bool prepare(const gl::Target& scene, int rows);
    void sum(const PassContext& context, const gl::Target& scene, const gl::Rect& band, int first_row);

    gl::Target sums_; // of the whole picture, or of some rows at a time with a copy of their depth
    std::vector<DrawEntry> ordered_, in_band_; // kept, so that a frame allocates nothing
    std::vector<gl::Rect> rects_;              // of ordered_, in pixels
    bool fresh_ = true;    // sums_ has never been cleared
    bool refused_ = false; // the driver cannot draw into float targets
};

} // namespace dorsum::render
