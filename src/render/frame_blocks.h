// The uniform blocks that every program shares: frame, joint palette, tension zones, dents under hands. A curve change touches the palette
// only.
#pragma once

#include "render/gl/handles.h"
#include "render/gl/program.h"
#include "scene/frame.h"

namespace dorsum::render {

inline constexpr int k_palette_joints = 64;

struct Viewport {
    int width = 1, height = 1;
    float scale = 1; // pixels per screen pixel (supersampling)
};

class FrameBlocks {
public:
    static FrameBlocks make();
    void update(const scene::Frame& frame, const Viewport& viewport);
    static std::span<const gl::BlockBinding> bindings();

private:
    gl::Buffer frame_, palette_, zones_, dents_;
};

// True where every joint stands as at rest: then the programs without skinning serve.
bool at_rest(const std::vector<glm::mat4>& palette);

} // namespace dorsum::render
