// How each structure is drawn: whether at all, what it is made of, how much it is seen through, dimmed, lit.
#pragma once

#include "scene/compose.h"
#include "scene/involvement.h"

namespace dorsum::scene {

// worked: the outermost layer that a stroke works on; what lies further out is drawn as a ghost.
std::vector<DrawItem> draw_items(const ComposeInput& input, const Involvement& involvement, bool context_dimmed,
                                 std::optional<anatomy::Layer> worked);

} // namespace dorsum::scene
