// What the motions of hands share: the moment of a stroke that they are worked out for. Private to hand_motion*.cpp.
#pragma once

#include "scene/hand_motion.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene::motion {

using content::HandShape;
using content::PaceUnit;
using content::StrokeSign;

inline constexpr float k_tau = 6.2831853f;

struct Moment {
    const content::StrokeStep& step;
    const content::Technique& technique;
    HandGroundPlan plan;
    float t;     // seconds since the step began
    float cycle; // seconds of one repetition
    float phase; // of this repetition, 0..1

    float wave() const { return std::sin(k_tau * phase); }
    float spot() const { return plan.length_mm > 2.5f * plan.half_width_mm ? working_spot_mm(plan.length_mm, t) : 0.5f * plan.length_mm; }
    // The one hand of a side: its thumb looks towards the midline, so that a pair of them is a pair of hands.
    HandPose hand() const {
        HandPose pose;
        pose.shape = technique.hand;
        pose.left = plan.outward < 0;
        pose.bend = technique.bend;
        return pose;
    }
    // Beside the hand of the other side, thumb by thumb.
    float thumbward_mm(float share) const { return std::min(0.0f, plan.from_midline_at(share) - technique.beside_mm); }
    // A hand that works on a spot points headwards, whichever way the path runs.
    HandPose upright() const {
        auto pose = hand();
        if (plan.downwards) {
            pose.turn_deg = 180;
            pose.left = !pose.left;
        }
        return pose;
    }
    // Two hands beside each other along the path, across it; where the path is too short for both, the hand of that side alone.
    std::vector<HandPose> pair() const {
        const float apart_mm = technique.apart_mm;
        const int count = hands_with_room(plan.length_mm, apart_mm);
        // Where a path comes from the spine, the hand beside it keeps off it.
        constexpr float half_hand_mm = 54, most_mm = 16;
        float spot_mm = pair_spot_mm(plan.length_mm, apart_mm, t);
        if (plan.sideways) spot_mm = std::max(spot_mm, 0.5f * apart_mm + std::clamp(half_hand_mm - plan.from_midline_mm[0], -k_beyond_mm, most_mm));
        std::vector<HandPose> hands(static_cast<std::size_t>(count), hand());
        for (int k = 0; k < count; ++k) {
            auto& pose = hands[static_cast<std::size_t>(k)];
            pose.left = count == 1 ? plan.left_side : (k == 0) == (plan.fingers < 0);
            pose.along_mm = count == 1 ? 0.5f * plan.length_mm : spot_mm + (k ? 0.5f : -0.5f) * apart_mm;
            pose.turn_deg = -90 * plan.fingers;
        }
        return hands;
    }
};

inline float eased(float x) { return x * x * (3 - 2 * x); }
inline float arc(float x) { return std::sin(0.5f * k_tau * std::clamp(x, 0.0f, 1.0f)); }

struct Glide {
    float share; // of the path, 0..1
    bool firm;   // the working way
    float back;  // 0..1 of the way back
};
inline Glide glide(const Moment& m) {
    if (m.phase < k_working_share) return {m.phase / k_working_share, true, 0};
    const float back = (m.phase - k_working_share) / (1 - k_working_share);
    return {1 - eased(back), false, back};
}

// Motions of two hands that work together.
std::vector<HandPose> kneading(const Moment& m);
std::vector<HandPose> wringing(const Moment& m);
std::vector<HandPose> picking_up(const Moment& m);
std::vector<HandPose> dragging_apart(const Moment& m);
std::vector<HandPose> tapping(const Moment& m);
std::vector<HandPose> pinning(const Moment& m);
std::vector<HandPose> rolling(const Moment& m);

} // namespace dorsum::scene::motion
