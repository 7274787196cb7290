// Which structure and which overlay is where: exact, on demand, cut to a few pixels for picking. Draws pickable items
// only; a translucent one counts like an opaque one.
#pragma once

#include "render/gl/pace.h"
#include "render/gl/read_back.h"
#include "render/gl/target.h"
#include "render/pass_context.h"

namespace dorsum::render {

struct IdPixels {
    std::vector<std::uint32_t> structures; // StructureIndex + 1
    std::vector<std::uint32_t> overlays;   // index + 1; empty unless asked for, and where the frame has none
    std::vector<float> depths;             // 0..1, 1 where nothing is; empty unless asked for
};

enum class IdChannel { overlays, depths };

class IdPass {
public:
    // Pixels of the rectangle (inside the picture), top row first. The frame blocks must be filled for this size.
    IdPixels draw(const PassContext& context, int width, int height, const gl::Rect& area, IdChannel second);

private:
    gl::Target target_;
    gl::LetGo let_go_;
    gl::Target small_; // for a pick: no id picture of the whole window for the sake of a few pixels
};

} // namespace dorsum::render
