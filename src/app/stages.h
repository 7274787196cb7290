// How the body appears at a cold start: the skeleton as soon as it is read, while the driver still compiles what flesh needs; then what
// holds it together and the nerves, then the muscles from the deep to the superficial ones, then the skin.
#pragma once

#include "anatomy/structure.h"
#include "scene/frame.h"

namespace dorsum::anatomy {
struct Atlas;
}

namespace dorsum::app {

inline constexpr int k_last_stage = 5;

int stage_of(anatomy::Layer layer); // 0 .. k_last_stage

// Leaves out what comes at a later stage.
void keep_stages(scene::Frame& frame, const anatomy::Atlas& atlas, int last);

} // namespace dorsum::app
