// The frame's overlay triangles on the GPU, all in one pair of buffers; uploaded again only when they differ.
#pragma once

#include "render/gl/stream_mesh.h"
#include "scene/frame.h"

namespace dorsum::render {

struct OverlayRange {
    std::uint32_t first_index = 0, index_count = 0;
    bool always_visible = false, solid = false;
    glm::vec3 fades_along{0};
};

class OverlayStore {
public:
    static OverlayStore make();
    void update(const std::vector<scene::OverlayMesh>& overlays);
    const std::vector<OverlayRange>& ranges() const { return ranges_; } // one per overlay, same order
    void bind() const { mesh_.bind(); }
    void draw(const OverlayRange& range) const { mesh_.draw(range.first_index, range.index_count); }

private:
    gl::StreamMesh mesh_;
    std::vector<OverlayRange> ranges_;
    std::vector<scene::OverlayMesh> uploaded_;
};

} // namespace dorsum::render
