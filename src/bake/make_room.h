// The last word on who lies where, when all shapes are made: muscles are pushed out of bones, and each two of them out of one
// another, until no vertex lies deeper in the other than an anatomist would let pass; their ends are drawn onto what they hold to.
// Where one lies over another, nothing of the deeper one stays outside the other, looking straight in: at last the cover is lifted.
// What is pushed carries its surroundings and its far side with it, so that a belly shifts rather than thins, and smooth stays smooth.
#pragma once

#include "geometry/mesh.h"

#include <functional>
#include <span>
#include <vector>

namespace dorsum::bake {

struct RoomPart {
    // Bones stay; fasciae yield to muscles; to cartilages and ligaments muscles only hold; a wall (a nerve) only bounds what swells.
    enum class Kind { bone, muscle, fascia, hold, wall };
    Kind kind;
    geometry::Mesh* mesh; // of a bone, hold or wall: only read
    float end_mm = 1;     // muscles: how near its ends come to what they hold to; more where others end on the same below it
    std::vector<std::size_t> over = {}; // muscles: the parts that it lies over
    float end_lift_mm = 3.4f;           // what nothing lies over: how far its ends may be lifted off what they hold to
    std::function<glm::vec3(glm::vec3)> outward = {}; // unit, the way out of the body there; needed by what lies over others
    float hug_mm = 0, hug_gap_mm = 0, hug_slope = 0, hug_from = 1, hug_to = 1; // sheets: how far they may sink onto what is beneath, up to so near, how steeply, over which share of their course
    float taut_mm = 0, taut_out_mm = 0, taut_bundle_mm = 0; // sheets: what bends narrower than this is drawn straight, no farther out than so; its flesh too, but bundles so wide
    float taut_end = 1;          // then: over which share of its course its ends begin to take part
    glm::vec2 taut_tendon{0, 1}; // then: from which share of tendon on it is drawn, and from which fully
    glm::vec2 give{0}; // then: shares of its thickness by which its tendon and its flesh may change
    float swell_mm = 0, septum_mm = 0; // muscles: how far a belly may grow into room that is left free, and what stays between it and the next one
};

// The muscles of the left side and of the middle, and the bones near them; the right ones are taken to be their mirror images.
// Positions, normals and fibres of muscles and fasciae change, nothing else. Returns the rounds it took.
int make_room(std::span<const RoomPart> parts, int threads);

} // namespace dorsum::bake
