// The shipped content, and the baked body posed as it says.
#pragma once

#include "bench.h"

#include "anatomy/spine_pose.h"
#include "content/catalog.h"

namespace dorsum::rules {

const content::Catalog& catalog();
const anatomy::SpineBody& body();
std::vector<glm::mat4> palette_of(const anatomy::SpineCurve& curve, float forward = 0);

} // namespace dorsum::rules
