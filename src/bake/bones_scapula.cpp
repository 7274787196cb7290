#include "bake/bones_scapula.h"

#include "bake/bones_parts.h"
#include "bake/bones_plate.h"

namespace dorsum::bake {
using geometry::Sdf;

namespace {

const std::string k_scapula = "shoulder/scapula/";

// Everything below is in the frame of the blade: lateral, up, ventral.

Sdf blade(const Facts& facts) {
    PlateSpec spec;
    spec.nodes = fact_nodes(facts, k_scapula + "blade/nodes");
    spec.outline = fact_outline(facts, k_scapula + "blade/rim/outline");
    spec.edge_mm = 3.0f;
    return plate(spec);
}

// Neck and pear-shaped socket, hollowed for the head of the humerus: as much room as its cartilage takes.
Sdf glenoid(const Facts& facts) {
    std::vector<Sdf> parts = fact_knobs(facts, k_scapula + "glenoid/");
    parts.push_back(fact_sweep(facts, k_scapula + "neck/"));
    return geometry::unite(std::move(parts), 4.0f);
}

// The notch at the root of the coracoid process, for the suprascapular nerve.
Sdf with_notch(Sdf bone, const Facts& facts) {
    const glm::vec3 at = facts.vec3(k_scapula + "notch/at");
    const float half = fact_number(facts, k_scapula + "notch/half");
    return geometry::subtract(std::move(bone), geometry::capsule(at - glm::vec3(0, 0, 12), at + glm::vec3(0, 0, 12), half, half), 1.0f);
}

} // namespace

Sdf scapula_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    Sdf thin = geometry::unite(blade(facts), fact_sweep(facts, k_scapula + "lateral_border/"), 6.0f);
    thin = with_notch(geometry::unite(std::move(thin), fact_patch(facts, k_scapula + "wall/", 6), 5.0f), facts);
    // Spine: a lip along its crest, the shovel of the acromion at its end.
    Sdf ridge = geometry::unite(fact_sweep(facts, k_scapula + "crest/"), fact_patch(facts, k_scapula + "acromion/", 6), 3.0f);
    Sdf joint = geometry::unite(glenoid(facts), fact_sweep(facts, k_scapula + "coracoid/"), 3.5f);
    Sdf bone = geometry::unite(geometry::unite(std::move(thin), std::move(ridge), 2.0f), std::move(joint), 4.5f);
    for (Sdf& knob : fact_knobs(facts, k_scapula + "knobs/")) bone = geometry::unite(std::move(bone), std::move(knob), 2.5f);
    const BoneFrame frame = scapula_frame(facts, spine);
    bone = geometry::moved(std::move(bone), frame.axes, frame.origin);
    // The socket's face follows the head of the humerus.
    const glm::vec3 head = thorax_frame(spine).to_world(facts.vec3("limbs/humerus/points/head"));
    const float room = fact_number(facts, "limbs/humerus/head/radius") + fact_number(facts, "shoulder/joint/glenohumeral");
    return geometry::subtract(std::move(bone), geometry::sphere(head, room), 0.8f);
}

} // namespace dorsum::bake
