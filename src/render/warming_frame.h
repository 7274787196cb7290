// A picture of nothing in particular that goes through the passes of a first picture: a small piece of one material, as opaque as
// that. Drawing it makes the driver compile what the real one needs.
#pragma once

#include "scene/frame.h"

namespace dorsum::render {

// No power of two: drivers with a compiler make other code for textures of such sizes.
inline constexpr int k_warming_px = 24;
inline constexpr int k_larger_px = 80; // where the piece is a part of the picture, margins and all: to clear a part takes a program of the driver's own

// Its meshes are overrides: no atlas is needed.
scene::Frame warming_frame(scene::Material material, float opacity);
scene::OverlayMesh warming_sign(); // that shows through the body as well as on it
scene::Frame cut_open(scene::Frame warming); // with a face

} // namespace dorsum::render
