// Where each bone of the rest pose sits: rigid frames that follow the spine, so that facts can be written bone by bone.
// Everything here is the left side; the right side is its mirror image.
#pragma once

#include "anatomy/spine.h"
#include "bake/facts.h"

#include <glm/glm.hpp>
#include <string>
#include <vector>

namespace dorsum::bake {

// Columns: left, up, front (for the scapula: lateral, up along the blade, ventral).
struct BoneFrame {
    glm::vec3 origin{0};
    glm::mat3 axes{1};
    glm::vec3 to_world(glm::vec3 local) const { return origin + axes * local; }
    glm::vec3 to_local(glm::vec3 world) const { return glm::transpose(axes) * (world - origin); }
};

BoneFrame rib_frame(const anatomy::SpineRest& spine, int rib);
BoneFrame thorax_frame(const anatomy::SpineRest& spine); // origin: mean of the bodies T1..T10, up from T10 to T1
BoneFrame scapula_frame(const Facts& facts, const anatomy::SpineRest& spine);
BoneFrame pelvis_frame(const Facts& facts, const anatomy::SpineRest& spine); // facts relative to the S1 endplate centre
BoneFrame femur_frame(const Facts& facts, const anatomy::SpineRest& spine);  // origin: centre of the head
BoneFrame skull_frame(const anatomy::SpineRest& spine);                      // origin: centre of the atlas

// The points <prefix>0, <prefix>1, ... below a key, as far as there are any.
std::vector<glm::vec3> fact_line(const Facts& facts, const std::string& key);
std::vector<glm::vec3> to_world(const BoneFrame& frame, std::vector<glm::vec3> points);

} // namespace dorsum::bake
