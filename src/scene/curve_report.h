// What a curve does to the body, measured on what is drawn: end vertebrae and angles, length of the spine, fibres, the rib hump.
#pragma once

#include "scene/compose.h"

namespace dorsum::scene {

// Change of length along a muscle's fibres, percent: the integral over its surface of how much the posed fibre differs from the resting one;
// on the mean, and from its lower end to its upper one.
struct FibreChange {
    anatomy::StructureIndex structure;
    float percent = 0;
    float low_mm = 0, high_mm = 0; // heights of its ends at rest
    std::array<float, k_stretch_places> along{}; // at even steps between them
    struct Part {
        float percent = 0;
        anatomy::Level level = anatomy::level_t(1); // beside which vertebra
    };
    Part shortest, longest;
};

struct RibHump {
    anatomy::Level level = anatomy::level_t(8);
    anatomy::Side side = anatomy::Side::right; // that stands out further to the back
    float height_mm = 0;
    float angle_deg = 0; // of the line that touches both sides: what a scoliometer shows
};

struct CurveReport {
    std::vector<anatomy::FoundCurve> curves; // one per segment
    float length_mm = 0, rest_length_mm = 0; // along the middles of the bodies, C2 to S1
    std::vector<FibreChange> fibres;
    float convex_percent = 0, concave_percent = 0; // between the end vertebrae of the main curve
    RibHump hump;
};

// Fibre changes of these muscles in this pose.
std::vector<FibreChange> fibre_changes(const std::vector<anatomy::StructureIndex>& muscles, const anatomy::Atlas& atlas,
                                       std::span<const glm::mat4> palette);

RibHump rib_hump(const anatomy::Atlas& atlas, std::span<const anatomy::VertebraFrame, anatomy::k_level_count> frames,
                 std::span<const glm::mat4> palette);

// The muscles whose fibres the open condition talks about.
std::vector<anatomy::StructureIndex> fibre_muscles(const session::SessionState& state, const session::Context& context);

CurveReport curve_report(const session::SessionState& state, const session::Context& context);

} // namespace dorsum::scene
