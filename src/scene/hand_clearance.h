// Keeps a hand out of the body: after it is laid it is lifted and tilted, softly, until nothing of it is deeper than the press.
#pragma once

#include "scene/hand_on_body.h"

namespace dorsum::scene {

// `local_mm`: the hand's points in the form's frame, changed in place. `room_mm`: per point, how deep it may lie (the hollow that it presses).
// Points that nobody sees (`counts` false) move with the rest but are not asked for.
void clear_of_body(std::span<glm::vec3> local_mm, std::span<const float> room_mm, const std::vector<bool>& counts, const PosedGround& ground, const PosedGround::Form& form);

} // namespace dorsum::scene
