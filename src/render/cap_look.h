// What a cut face looks like, tissue by tissue: numbers for shaders/cap.frag, and the pattern they are told by.
#pragma once

#include "render/gl/handles.h"
#include "scene/frame.h"

namespace dorsum::render {

struct CapLook {
    std::array<glm::vec4, 6> values; // u_cap
};

// facing: how squarely the plane faces the camera, 0..1.
CapLook look_of_cap(scene::CapKind kind, const scene::DrawItem& item, float facing, bool high_contrast);

inline constexpr float k_pattern_tile_mm = 36;
// Bundles of fibres, spongy bone: made by arithmetic, repeating at its border.
gl::Texture make_cap_pattern();

} // namespace dorsum::render
