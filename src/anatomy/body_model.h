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
    float diaphragm_down_mm = 0; // how far its domes sink
};

// Room for the articular processes of a level that leans sideways: it is bent forward, so that they do not sink into each other.
struct FacetRoom {
    float extension_deg = 0;    // most that a level may be bent back on the one below it, in its own plane; 0: no limit at all
    float flexion_per_lean = 0; // how much less for every degree that it leans beyond ...
    float lean_from_deg = 0;    // ... this
    float make_up_deg = 0;      // what is bent forward is bent back again, so much a level at most, ...
    float still_deg = 1;        // ... at levels that lean less than this, the more the less they lean
    float rest_deg = 0;         // most that the trunk is bent forward when all is made up
};

// A shoulder blade on the chest: where its middle lies, and when ribs that part below it begin to lift it.
struct BladeModel {
    float out_mm = 100, behind_mm = 45;      // its middle, from that of T5
    float between_mm = 6;                    // so far ribs may rise at first: at rest muscles fill it
    std::array<float, 4> aside_mm{50, 75, 100, 125}; // places on its front that are looked at, ...
    float edge_mm = 165, slope = 0.6f;       // ... so far behind as it slopes back from here
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
    float shoulder_share = 0.5f;   // of the upper back's sideways lean that the shoulder blades take part in
    float left_at_t1 = 0;          // share of the lean of the uppermost end vertebra that is left at T1, above a curve of the chest
    float return_step_deg = 0;     // so much a disc the spine comes back to level above the curves, where there are discs enough; 0: never
    float counter_share = 0;       // and leans the other way by this share at T1
    float lowest_step_deg = 0;     // most that a disc below the lowest curve leans, as far as the curve can be set aside; 0: no limit
    float lowest_shift = 0;        // share of that curve by which its lower end may be set more upright, its upper end less
    float unevenness = 0.3f;       // 0: every disc of a curve leans alike .. 1: those in the middle more (a sine)
    float most_back_deg = 12;      // a curve is bent back so far at most, where less is asked than the body shows at rest
    FacetRoom facets;
    BladeModel blade;
    glm::vec3 hip_mm{0};           // from the middle of S1's end plate to the left hip joint
    BendModel bend;
    BreathModel breath;
};

} // namespace dorsum::anatomy
