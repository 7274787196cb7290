// Where the hands are at a moment of a stroke, and how they are held: one motion per kind of sign, at true pace.
#pragma once

#include "content/catalog.h"
#include "scene/hand_shape.h"

#include <array>

namespace dorsum::scene {

struct HandPose {
    content::HandShape shape = content::HandShape::palm;
    bool left = false;       // else a right hand
    float along_mm = 0;      // place of what touches, in the strip's coordinates
    float across_mm = 0;
    float thumbward_mm = 0;  // the whole hand, aside of that place
    float lift_mm = 0;       // above the surface
    float turn_deg = 0;      // 0: fingers point along the strip; + towards the thumb side of a right hand
    HandBend bend;
    bool from_above = false; // the arm comes from above the head
    bool trails = false;     // touches with its fingertips and lies along the body behind them, as a palm does
    float press = 0;         // 0 touching .. 1 as strong as planned
    float raise_mm = 0;      // the tissue that it lifts (picking up, skin rolling)
};

// What a motion needs to know of the strip that it runs on.
struct HandGroundPlan {
    float length_mm = 0, half_width_mm = 20;
    float outward = 1; // which way of `across` leads away from the midline
    bool downwards = false; // the strip runs towards the feet
    float fingers = 1;      // which way of `across` fingers point that lie across: away from the midline or headwards, and along the body
    bool sideways = false;  // the strip runs more so than up or down
    bool left_side = false; // of the patient
    std::array<float, 33> from_midline_mm{}; // of places in equal steps from where it begins to where it ends
    float from_midline_at(float share) const;
    float descent_deg = 0;  // of a path that runs sideways: how steeply it goes down
};

inline constexpr float k_wrist_behind_mm = 100; // behind the middle of its hand

// Share of a repetition during which hands work; the rest is the way back.
inline constexpr float k_working_share = 2.0f / 3.0f;

// Hands of a pair beside each other on a path: one alone where both have no room. Their middles may lie a little way beyond its ends.
inline constexpr float k_beyond_mm = 12;
inline int hands_with_room(float length_mm, float apart_mm) {
    return length_mm < apart_mm - 2 * k_beyond_mm ? 1 : 2;
}

// Seconds of one repetition: there and back of a glide, one turn, one breath, one hold.
float cycle_s(const content::StrokeStep& step, const content::Technique& technique, float length_mm);
// Force of a held press, 0..1: grows over some seconds, stays, lets go, all within the hold's own time.
float held_force(float t, float hold_s);
// Where hands that work their way slowly along a path are now: there and back again.
float working_spot_mm(float length_mm, float time_s);
// The middle between two hands that do so beside each other: neither leaves the path where it is long enough for both.
float pair_spot_mm(float length_mm, float apart_mm, float time_s);

std::vector<HandPose> hands_at(const content::StrokeStep& step, const content::Technique& technique, const HandGroundPlan& plan,
                               float time_s);

} // namespace dorsum::scene
