// How the body moves: the numbers of the drawing models. They come from data (assets/content/body_model.json), each with its mark;
// what stands here by default moves nothing, but for the axial turn that every curve has.
#pragma once

#include "anatomy/spine.h"

#include <array>

namespace dorsum::anatomy {

// Forward bending: how far each level flexes on the one below it when the trunk bends as far as it goes.
struct BendModel {
    std::array<float, k_level_count> flexion_deg{}; // [C1] on C2 .. [L5] on S1; S1: 0
};

// One deep breath in: how far each rib turns about the axis of its neck, and where that axis points.
struct BreathModel {
    std::array<float, 12> swing_deg{};
    std::array<float, 12> axis_deg{}; // of the neck, from the coronal plane backwards
    float sternum_up_mm = 0, sternum_front_mm = 0;
};

using LevelCaps = std::array<float, k_level_count>;

struct BodyModel {
    CurveModel turn;            // axial, toward the convexity
    LevelCaps turn_step_cap_deg{}; // most that a level may turn on the one below it, as its facets allow; 0: no limit
    float flatten_per_cobb = 0; // share of the thoracic kyphosis that is lost per degree of a thoracic curve
    float flatten_cap = 0;
    float pelvis_share = 0; // of the lean of the lowest end vertebra (L3 or below) that the pelvis takes part in
    float pelvis_cap_deg = 0;
    float rib_share = 0.5f; // how far a rib turns with its vertebra; the rest with the breastbone
    BendModel bend;
    BreathModel breath;
};

} // namespace dorsum::anatomy
