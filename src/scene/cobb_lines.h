// Cobb lines along the end plates of the end vertebrae that are found on the drawn spine (anatomy/cobb.h).
#pragma once

#include "scene/compose.h"

namespace dorsum::scene {

std::vector<OverlayMesh> cobb_lines(const SpineMeasure& measure, const anatomy::SpineCurve& curve);

// Names at the vertebrae that a reader of the film looks for: ends, apex, the neutral one; and the angle between the lines.
std::vector<Mark> curve_marks(const SpineMeasure& measure, const anatomy::SpineCurve& curve);

} // namespace dorsum::scene
