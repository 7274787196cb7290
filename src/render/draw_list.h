// Which structures to draw and in which order: outside the view left out, opaque ones nearest first (saves shading),
// translucent ones farthest first (they blend). No GL calls.
#pragma once

#include "render/mesh_store.h"

namespace dorsum::render {

struct DrawEntry {
    const scene::DrawItem* item = nullptr;
    MeshRange range;
    geometry::Bounds posed; // world, contains the mesh as bent
    float depth = 0;        // of its centre, from the camera
};

struct DrawList {
    std::vector<DrawEntry> opaque, blended;
};

// A part of the screen in normalised device coordinates (-1..1, y up).
struct NdcRect {
    glm::vec2 min{-1}, max{1};
};

DrawList make_draw_list(const scene::Frame& frame, const MeshStore& meshes, const glm::mat4& view_projection,
                        const NdcRect& part = {});

// Bounds of a rest box moved by any blend of the joints in the bit set.
geometry::Bounds posed_bounds(const geometry::Bounds& rest, std::uint64_t joints,
                              const std::vector<glm::mat4>& palette);

// Where the box shows on the screen; the whole screen where it reaches behind the eye.
NdcRect screen_rect(const geometry::Bounds& box, const glm::mat4& view_projection);

} // namespace dorsum::render
