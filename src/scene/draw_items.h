// How each structure is drawn: whether at all, what it is made of, how much it is seen through, dimmed, lit.
#pragma once

#include "scene/compose.h"
#include "scene/involvement.h"
#include "scene/layer_parts.h"

#include <array>

namespace dorsum::scene {

// worked: the outermost layer that a stroke works on; what lies further out is drawn as a ghost.
std::vector<DrawItem> draw_items(const ComposeInput& input, const Involvement& involvement, bool context_dimmed,
                                 std::optional<anatomy::Layer> worked);

// How far each layer can be seen at most, 0 to 1: what a stroke below or the x-ray view left of it. 1 where nothing of a layer is drawn.
std::array<float, anatomy::k_layer_count> layers_drawn(const std::vector<DrawItem>& items, const anatomy::Atlas& atlas);
std::array<LayerParts, anatomy::k_layer_count> layer_parts(const std::vector<DrawItem>& items, const session::SessionState& state, const anatomy::Atlas& atlas);

} // namespace dorsum::scene
