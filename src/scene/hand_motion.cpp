#include "scene/hand_motion.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene {

namespace {

using content::HandShape;
using content::PaceUnit;
using content::StrokeSign;

constexpr float k_tau = 6.2831853f;

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
        return pose;
    }
    // Two hands beside each other along the path, fingers away from the midline.
    std::vector<HandPose> pair(float apart_mm) const {
        std::vector<HandPose> hands(2, hand());
        for (int k = 0; k < 2; ++k) {
            auto& pose = hands[static_cast<std::size_t>(k)];
            pose.left = (k == 0) == (plan.outward < 0);
            pose.along_mm = spot() + (k ? 0.5f : -0.5f) * apart_mm;
            pose.turn_deg = -90 * plan.outward;
        }
        return hands;
    }
};

float eased(float x) { return x * x * (3 - 2 * x); }
float arc(float x) { return std::sin(0.5f * k_tau * std::clamp(x, 0.0f, 1.0f)); }

struct Glide {
    float share; // of the path, 0..1
    bool firm;   // the working way
    float back;  // 0..1 of the way back
};
Glide glide(const Moment& m) {
    if (m.phase < k_working_share) return {m.phase / k_working_share, true, 0};
    const float back = (m.phase - k_working_share) / (1 - k_working_share);
    return {1 - eased(back), false, back};
}

// Effleurage, slow glide, feather stroke, stripping: firm there; back light (still touching) or through the air.
std::vector<HandPose> gliding(const Moment& m) {
    auto pose = m.hand();
    const auto g = glide(m);
    pose.along_mm = g.share * m.plan.length_mm;
    pose.press = g.firm ? 1.0f : 0.1f;
    const float up = g.firm ? 0 : arc(g.back);
    switch (m.technique.sign) {
    case StrokeSign::ribbon_along: // back along the side, the hand turned a little outwards
        pose.across_mm = 34 * up * m.plan.outward;
        pose.lift_mm = 2 * up;
        pose.turn_deg = -14 * up * m.plan.outward;
        break;
    case StrokeSign::feather: // fingertips trail, the wrist leads
        pose.turn_deg = 180;
        pose.left = !pose.left;
        pose.bend = {26, 0, 0, 34, 0};
        pose.lift_mm = 1.5f + 55 * up;
        pose.press = g.firm ? 0.25f : 0;
        break;
    case StrokeSign::slow_along:
        pose.bend = {22, 0, 0, 26, 0};
        pose.lift_mm = 30 * up;
        if (!g.firm) pose.press = 0;
        break;
    default: // stripping
        pose.lift_mm = 45 * up;
        if (!g.firm) pose.press = 0;
        if (pose.shape == HandShape::thumb) {
            pose.bend.spread_deg = 34;
            pose.turn_deg = -57 * m.plan.outward; // the thumb points along, the fingers rest to the side
        } else if (pose.shape == HandShape::forearm) {
            pose.left = m.plan.outward > 0; // elbow near the spine would be hard on it: the forearm comes from the side
        }
    }
    return {pose};
}

std::vector<HandPose> kneading(const Moment& m) {
    auto hands = m.pair(88);
    for (std::size_t k = 0; k < 2; ++k) {
        const float swing = k ? -m.wave() : m.wave();
        auto& pose = hands[k];
        pose.across_mm = (18 * swing - 6) * m.plan.outward;
        pose.press = 0.45f + 0.55f * std::max(0.0f, swing);
        pose.lift_mm = 5 * std::max(0.0f, -swing);
        pose.turn_deg += 9 * swing * (k ? 1.0f : -1.0f);
        pose.bend.spread_deg = 10;
    }
    return hands;
}

// Two hands across the muscle twist past each other.
std::vector<HandPose> wringing(const Moment& m) {
    auto hands = m.pair(92);
    for (std::size_t k = 0; k < 2; ++k) {
        const float swing = k ? -m.wave() : m.wave();
        hands[k].across_mm = 42 * swing * m.plan.outward;
        hands[k].press = 0.35f + 0.65f * std::abs(std::cos(k_tau * m.phase));
        hands[k].bend.spread_deg = 16;
    }
    return hands;
}

// One hand squeezes and lifts while the other opens.
std::vector<HandPose> picking_up(const Moment& m) {
    auto hands = m.pair(96);
    for (std::size_t k = 0; k < 2; ++k) {
        const float squeeze = 0.5f - 0.5f * std::cos(k_tau * (m.phase + (k ? 0.5f : 0.0f)));
        auto& pose = hands[k];
        pose.bend = {38 + 42 * squeeze, 24 - 8 * squeeze, 30 + 26 * squeeze, 8, 0};
        pose.lift_mm = 6 + 12 * squeeze;
        pose.raise_mm = 7 * squeeze;
        pose.press = 0.2f;
    }
    return hands;
}

std::vector<HandPose> circling(const Moment& m) {
    auto pose = m.hand();
    const float a = k_tau * m.phase, radius = 0.55f * m.plan.half_width_mm;
    pose.along_mm = m.spot() + radius * std::cos(a);
    pose.across_mm = radius * std::sin(a);
    pose.bend = {30, 0, 12, 38, 0};
    pose.press = 0.85f;
    return {pose};
}

std::vector<HandPose> sawing(const Moment& m) {
    auto pose = m.hand();
    pose.along_mm = 0.5f * m.plan.length_mm;
    pose.across_mm = 0.8f * m.plan.half_width_mm * m.wave();
    pose.turn_deg = -90 * m.plan.outward;
    pose.bend = {34, 0, 14, 44, 0};
    pose.press = 0.9f;
    return {pose};
}

std::vector<HandPose> pressing(const Moment& m) {
    auto pose = m.hand();
    pose.along_mm = 0.5f * m.plan.length_mm;
    pose.press = held_force(m.t, m.cycle);
    pose.lift_mm = 3 * (1 - pose.press);
    if (pose.shape == HandShape::thumb) {
        pose.bend.spread_deg = 30;
        pose.bend.oppose_deg = 6 * pose.press;
        pose.turn_deg = -53 * m.plan.outward;
    }
    return {pose};
}

std::vector<HandPose> dragging_apart(const Moment& m) {
    const float hold_s = std::max(10.0f, m.step.duration_s);
    const float drag = std::min(1.0f, std::fmod(m.t, hold_s) / (0.6f * hold_s));
    const float inset = std::min(0.34f * m.plan.length_mm, 55 + 12.0f) - 12 * drag;
    std::vector<HandPose> hands(2, m.hand());
    hands[0].along_mm = inset;
    hands[0].turn_deg = 180;
    hands[1].along_mm = m.plan.length_mm - inset;
    hands[1].left = !hands[0].left; // crossed arms: one hand each way
    for (auto& pose : hands) pose.press = 0.5f + 0.5f * drag;
    return hands;
}

std::vector<HandPose> breathing(const Moment& m) {
    auto pose = m.hand();
    pose.along_mm = 0.5f * m.plan.length_mm;
    const float per_s = (m.step.pace > 0 ? m.step.pace : 5.0f) / 60.0f;
    pose.lift_mm = 2.5f - 2.5f * std::cos(k_tau * per_s * m.t); // rides on the breath
    pose.press = 0.4f;
    return {pose};
}

std::vector<HandPose> resting(const Moment& m) {
    auto pose = m.hand();
    pose.along_mm = 0.5f * m.plan.length_mm;
    pose.bend = {34, 0, 6, 36, 0};
    pose.turn_deg = -35 * m.plan.outward;
    pose.press = 0.6f;
    return {pose};
}

std::vector<HandPose> tapping(const Moment& m) {
    auto hands = m.pair(84);
    const bool hacking = m.technique.hand == HandShape::edge;
    for (std::size_t k = 0; k < 2; ++k) {
        const float bounce = std::abs(std::cos(0.5f * k_tau * (m.phase + (k ? 0.5f : 0.0f))));
        auto& pose = hands[k];
        pose.lift_mm = 34 * bounce;
        pose.press = bounce < 0.25f ? 1.0f : 0.0f;
        if (hacking) {
            pose.bend = {14, 0, 10, 0, 72};
        } else {
            pose.bend = {36, -6, 14, -4, 0};
        }
    }
    return hands;
}

std::vector<HandPose> trembling(const Moment& m) {
    auto pose = m.hand();
    pose.along_mm = m.spot();
    const bool rocks = m.step.pace > 0 && m.step.pace < 3;
    pose.across_mm = (rocks ? 9.0f : 3.0f) * m.wave();
    pose.turn_deg = (rocks ? 6.0f : 3.0f) * m.wave();
    pose.press = 0.6f;
    return {pose};
}

std::vector<HandPose> pinning(const Moment& m) {
    std::vector<HandPose> hands(2, m.hand());
    const float draw = eased(m.phase < 0.7f ? m.phase / 0.7f : (1 - m.phase) / 0.3f);
    hands[0].along_mm = std::min(0.12f * m.plan.length_mm, 20.0f);
    hands[0].bend.spread_deg = 30;
    hands[0].turn_deg = 53 * m.plan.outward;
    hands[0].left = !hands[1].left;
    hands[0].press = 1;
    hands[1].shape = HandShape::palm;
    hands[1].along_mm = glm::mix(0.45f, 0.95f, draw) * m.plan.length_mm;
    hands[1].press = 0.3f + 0.4f * draw;
    return hands;
}

// Fingers walk up and draw a fold of skin over the pushing thumbs.
std::vector<HandPose> rolling(const Moment& m) {
    const auto g = glide(m);
    std::vector<HandPose> hands(2, m.hand());
    for (std::size_t k = 0; k < 2; ++k) {
        auto& pose = hands[k];
        pose.left = k == 0;
        pose.along_mm = g.share * m.plan.length_mm;
        pose.across_mm = (k ? -1.0f : 1.0f) * 46; // of a strip seen with its end up: the left hand on the left
        const float walk = 0.5f + 0.5f * std::sin(k_tau * (2.0f * m.t + (k ? 0.5f : 0.0f)));
        pose.bend = {58 + 22 * walk, 20, 44, 12, 0};
        pose.lift_mm = 8 + (g.firm ? 0 : 50 * arc(g.back));
        pose.raise_mm = g.firm ? 9.0f : 0.0f;
        pose.press = 0.1f;
    }
    return hands;
}

// The skin is stretched a little way, and let go.
std::vector<HandPose> pumping(const Moment& m) {
    auto pose = m.hand();
    const float stretch = m.phase < 0.45f ? eased(m.phase / 0.45f) : m.phase < 0.6f ? 1.0f : 1 - eased((m.phase - 0.6f) / 0.4f);
    constexpr int k_times_here = 5;
    const float places = std::max(1.0f, std::floor(m.plan.length_mm / 70));
    const float place = std::fmod(std::floor(m.t / m.cycle / k_times_here), places);
    pose.along_mm = m.plan.length_mm * (place + 0.5f) / places - 8 + 16 * stretch;
    pose.across_mm = 8 * std::sin(0.5f * k_tau * stretch) * m.plan.outward;
    pose.press = 0.3f * stretch;
    pose.lift_mm = 1.5f * (1 - stretch);
    return {pose};
}

} // namespace

float cycle_s(const content::StrokeStep& step, const content::Technique& technique, float length_mm) {
    const float pace = step.pace > 0 ? step.pace : technique.pace_min;
    if (pace <= 0) return std::max(4.0f, step.duration_s);
    switch (technique.pace_unit) {
    case PaceUnit::cm_per_s: return std::max(0.5f, length_mm / (10 * pace) / k_working_share);
    case PaceUnit::cycles_per_s: return 1 / pace;
    case PaceUnit::breaths_per_min: return 60 / pace;
    case PaceUnit::hold: break;
    }
    return std::max(4.0f, step.duration_s);
}

float held_force(float t, float hold_s) {
    const float ramp_s = std::min(4.0f, 0.3f * hold_s), release_s = std::min(2.0f, 0.2f * hold_s);
    const float s = std::fmod(t, hold_s);
    return s < ramp_s ? s / ramp_s : s < hold_s - release_s ? 1.0f : (hold_s - s) / release_s;
}

float working_spot_mm(float length_mm, float time_s) {
    constexpr float travel_mm_per_s = 18;
    const float there_and_back = 2 * std::max(1.0f, length_mm);
    const float s = std::fmod(time_s * travel_mm_per_s, there_and_back);
    return s < length_mm ? s : there_and_back - s;
}

std::vector<HandPose> hands_at(const content::StrokeStep& step, const content::Technique& technique, const HandGroundPlan& plan,
                               float time_s) {
    const float cycle = cycle_s(step, technique, plan.length_mm);
    const Moment m{step, technique, plan, time_s, cycle, std::fmod(time_s, cycle) / cycle};
    switch (technique.sign) {
    case StrokeSign::ribbon_along:
    case StrokeSign::slow_along:
    case StrokeSign::feather:
    case StrokeSign::plough: return gliding(m);
    case StrokeSign::ribbon_across: return kneading(m);
    case StrokeSign::wring: return wringing(m);
    case StrokeSign::pick_up: return picking_up(m);
    case StrokeSign::circles: return circling(m);
    case StrokeSign::saw: return sawing(m);
    case StrokeSign::press: return pressing(m);
    case StrokeSign::hold: return dragging_apart(m);
    case StrokeSign::breath: return breathing(m);
    case StrokeSign::rest: return resting(m);
    case StrokeSign::taps: return tapping(m);
    case StrokeSign::tremor: return trembling(m);
    case StrokeSign::pin: return pinning(m);
    case StrokeSign::roll: return rolling(m);
    case StrokeSign::pump: return pumping(m);
    }
    return {};
}

} // namespace dorsum::scene
