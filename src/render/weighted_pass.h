// Everything that is seen through, blended without regard to order (shaders/weighted.glsl). Needs a float target; where there is
// none, and at the lowest level, the nearest surface alone is blended: no order there either.
#pragma once

#include "render/gl/target.h"
#include "render/pass_context.h"

namespace dorsum::render {

class WeightedPass {
public:
    // Whether everything is summed up; else the nearest surface alone is drawn, and hides what lies below it.
    bool sums(const PassContext& context, const gl::Target& scene) { return context.quality.weighted_blending && prepare(scene); }
    void draw(const PassContext& context, const std::vector<DrawEntry>& entries, const gl::Target& scene, unsigned empty_vertex_array);

private:
    bool prepare(const gl::Target& scene);
    gl::Target sums_;
    std::vector<DrawEntry> ordered_; // kept, so that a frame allocates nothing
    bool refused_ = false; // the driver cannot draw into float targets
};

} // namespace dorsum::render
