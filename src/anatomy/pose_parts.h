// Parts of the spine's pose that stand by themselves: the tilt of the pelvis, the flattened chest, forward bending, a breath.
#pragma once

#include "anatomy/spine_shape.h"

namespace dorsum::anatomy {

// How far the pelvis leans with the lowest end vertebra of the curves.
float pelvis_lean(std::size_t lowest_end, float its_lean, const BodyModel& model);

// Takes back what a level would turn further on the one below it than its facets let it. Counted in the vertebra's own axes: where it
// is tilted forward or back, leaning sideways turns it as well.
void limit_turns(SpineShape& shape, const SpineRest& rest, const BodyModel& model);

// Takes back what a level would be bent back on the one below it, further than its articular processes leave room for: a vertebra that
// is turned is bent back in its own plane when it leans. What is taken back is made up for where the spine leans little.
void limit_extension(SpineShape& shape, const FacetRoom& room);

// Adds what a thoracic curve takes from the thoracic kyphosis, running out over the levels above and below.
void flatten(LevelAngles& pitch, const SpineRest& rest, const SpineCurve& curve, const BodyModel& model);

// Flexion of every level in space, added up from the sacrum, for a trunk bent forward by this share.
LevelAngles flexion_sums(const BendModel& model, float forward);

// Lifts ribs and breastbone: each rib turns about the axis of its neck (the upper ones like a pump handle, the lower ones like a
// bucket handle).
void breathe(std::vector<glm::mat4>& palette, const SpineRest& rest, const BreathModel& model, float breath);

} // namespace dorsum::anatomy
