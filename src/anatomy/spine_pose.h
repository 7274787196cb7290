// The spine as it is drawn: curve, forward bend and breath together, on the vertebrae and end plates of one atlas.
#pragma once

#include "anatomy/atlas.h"
#include "anatomy/body_model.h"

namespace dorsum::anatomy {

// An end plate as it is drawn: the plane through its points on the vertebra's own mesh.
struct EndPlate {
    glm::vec3 centre_mm{0};
    glm::vec3 normal{0, 1, 0}; // upwards, both plates
};
struct EndPlates {
    EndPlate upper, lower;
};

// What a pose needs of an atlas: rest frames and end plates (end_plates.h); where those are not measured the frames stand in.
struct SpineBody {
    SpineRest rest;
    std::array<EndPlates, k_level_count> plates;
    std::shared_ptr<const FacetGlide> glide{}; // nullptr: not known
};
SpineBody spine_body(const SpineRest& rest); // without measured plates
SpineBody spine_body(const Atlas& atlas);

// All that bends a spine at once.
struct SpinePose {
    SpineCurve curve;
    float forward = 0; // 0 upright .. 1 bent forward as far as the segments go
    float breath = 0;  // 0 breathed out .. 1 breathed in
    bool operator==(const SpinePose&) const = default;
    bool at_rest() const { return curve.straight() && forward <= 0 && breath <= 0; }
};

// Frames of the bent spine. The pelvis stands still but for its tilt; the length of the chain of body centres stays as at
// rest, though neighbours may glide on one another (facet_glide.h). The curves are driven so that the Cobb angles found on the end plates (cobb.h) are the ones asked for.
std::array<VertebraFrame, k_level_count> bend(const SpineBody& body, const SpinePose& pose, const BodyModel& model);

// One matrix per joint (k_joint_count), from rest to bent: world_bent = palette[j] * world_rest. At rest: all identity.
std::vector<glm::mat4> joint_palette(const SpineBody& body, const SpinePose& pose, const BodyModel& model);

} // namespace dorsum::anatomy
