// Cobb lines along the endplates of the end vertebrae of each curve, and the perpendiculars between which the angle is read.
#pragma once

#include "scene/compose.h"

namespace dorsum::scene {

std::vector<OverlayMesh> cobb_lines(const SpineMeasure& measure, const anatomy::SpineCurve& curve);

} // namespace dorsum::scene
