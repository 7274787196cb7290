// Which structures to draw, which of their patches, at which level of detail and in which order: what is off the screen or turned
// away is left out, opaque ones nearest first (saves shading), translucent ones farthest first (they blend). No GL calls.
#pragma once

#include "render/mesh_store.h"

#include <set>

namespace dorsum::render {

struct IndexSpan {
    std::uint32_t first = 0, count = 0;
};

struct DrawEntry {
    const scene::DrawItem* item = nullptr;
    MeshRange range;
    geometry::Bounds posed; // world, contains the mesh as bent
    float depth = 0;        // of its centre, from the camera
    const IndexSpan* spans = nullptr; // the patches that can show, in the list that it came from; null: all of it
    std::size_t span_count = 0;
    std::size_t whole_spans = 0; // so many of them, the first, lie wholly on the side that a cut leaves: no fragment needs to ask
};

struct DrawList {
    std::vector<DrawEntry> opaque, blended;
    std::vector<IndexSpan> spans;
};

// A part of the screen in normalised device coordinates (-1..1, y up).
struct NdcRect {
    glm::vec2 min{-1}, max{1};
};

struct DrawWish {
    NdcRect part;
    float detail_px = 0;    // > 0: the coarsest level whose triangles stay narrower than this on the screen; 0: the frame's level
    float error_px = 0;     // > 0: one level finer than the frame's where that lies further than this from its surface
    float height_px = 0;    // of the picture
    const std::vector<char>* may_show = nullptr; // by structure: 0 leaves it out; null: all of them
    bool both_sides = true; // back faces are wanted: patches that are turned away stay
    const std::set<anatomy::StructureIndex>* open = nullptr; // those whose inside shows at the cut: theirs stay whatever both_sides says
};

DrawList make_draw_list(const scene::Frame& frame, const MeshStore& meshes, const glm::mat4& view_projection,
                        const NdcRect& part = {});
// The same into a list that is used again and again: nothing is allocated once it has grown.
void fill_draw_list(DrawList& list, const scene::Frame& frame, const MeshStore& meshes, const glm::mat4& view_projection,
                    const DrawWish& wish);

// Bounds of a rest box moved by any blend of the joints in the bit set.
geometry::Bounds posed_bounds(const geometry::Bounds& rest, std::uint64_t joints,
                              const std::vector<glm::mat4>& palette);

// Which side of a cutting plane a box lies on; all of it is kept where there is none.
enum class CutSide { kept, straddling, gone };
CutSide side_of(const geometry::Bounds& box, const glm::vec4& plane);

// Where the box shows on the screen; the whole screen where it reaches behind the eye.
NdcRect screen_rect(const geometry::Bounds& box, const glm::mat4& view_projection);

} // namespace dorsum::render
