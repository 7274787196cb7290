// Scoliotic curves as a reader of films finds them: the most tilted end plates above and below, nothing assumed.
#pragma once

#include "anatomy/spine_pose.h"

namespace dorsum::anatomy {

// An end plate of a bent vertebra, in world mm.
EndPlate plate_of(const SpineBody& body, const VertebraFrame& bent, Level level, bool upper);

// Lean of a plate in the coronal plane, degrees; + toward the patient's left. Where the plate is cut by the plane of the film.
float lean_deg(const EndPlate& plate);

struct FoundCurve {
    Level upper, apex, lower; // end vertebrae and the one farthest out
    Level neutral;            // the first one below the apex that is not turned
    Side convex = Side::right;
    float cobb_deg = 0;
};

// One found curve per segment asked for, in its order: the angle between the most tilted plates above and below its apex, as far as four
// vertebrae beyond its ends and the apex of the next curve. A segment of 0 degrees keeps its own levels.
std::vector<FoundCurve> found_for(const SpineBody& body, const SpineCurve& asked, std::span<const VertebraFrame, k_level_count> frames);

} // namespace dorsum::anatomy
