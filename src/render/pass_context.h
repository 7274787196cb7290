// What every pass is given.
#pragma once

#include "render/cap_store.h"
#include "render/draw_list.h"
#include "render/overlay_store.h"
#include "render/programs.h"
#include "render/renderer.h"

namespace dorsum::render {

// Handed over at a time: a few ms in software, whose driver holds several hundred bytes for each until they are drawn.
constexpr std::size_t k_slice_triangles = 8'000;

struct PassContext {
    const scene::Frame& frame;
    const Quality& quality;
    const MeshStore& meshes;
    const OverlayStore& overlays;
    const CapStore& caps;
    Programs& programs;
    unsigned strand_texture = 0;
    unsigned features = k_plain; // those that the frame as a whole needs: skinned, clipped
    glm::mat4 view_projection{1};
    bool software = false; // the driver's memory is the processor's
    Stats* stats = nullptr; // counts draws where given
};

unsigned features_of(const scene::Frame& frame);

// Binds the entry's buffers and draws its triangles with the current program.
void draw_triangles(const PassContext& context, const DrawEntry& entry);

} // namespace dorsum::render
