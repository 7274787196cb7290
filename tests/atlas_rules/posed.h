// The shipped content, and the baked body posed as it says.
#pragma once

#include "bench.h"

#include "anatomy/spine_pose.h"
#include "content/catalog.h"

namespace dorsum::rules {

const content::Catalog& catalog();
const anatomy::SpineBody& body();
std::vector<glm::mat4> palette_of(const anatomy::SpineCurve& curve, float forward = 0);

// The body as a curve bends it: one of 70 degrees about every apex from T5 to L3, to both sides.
struct Bent {
    std::string name;
    std::vector<glm::mat4> palette;
};
const std::vector<Bent>& strong_curves();

} // namespace dorsum::rules
