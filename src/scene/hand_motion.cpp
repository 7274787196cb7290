#include "scene/hand_moment.h"

namespace dorsum::scene {

using namespace motion;

namespace {

// Effleurage, slow glide, feather stroke, stripping: firm there; back light (still touching) or through the air.
std::vector<HandPose> gliding(const Moment& m) {
    auto pose = m.hand();
    const auto g = glide(m);
    pose.along_mm = g.share * m.plan.length_mm;
    pose.press = g.firm ? 1.0f : 0.1f;
    pose.thumbward_mm = m.thumbward_mm(g.share);
    const float up = g.firm ? 0 : arc(g.back);
    switch (m.technique.sign) {
    case StrokeSign::ribbon_along: // back along the side, the hand turned a little outwards
        pose.across_mm = std::max(0.0f, 34 + pose.thumbward_mm) * up * m.plan.outward;
        pose.lift_mm = 2 * up;
        pose.turn_deg = -14 * up * m.plan.outward;
        break;
    case StrokeSign::feather: // almost flat and loose: fingertips trail, the wrist leads
        pose.turn_deg = 180;
        pose.left = !pose.left;
        pose.trails = true;
        pose.lift_mm = 1.5f + 26 * up;
        pose.press = g.firm ? 0.25f : 0;
        break;
    case StrokeSign::slow_along: // flat fingers lead, the palm lies behind them
        pose.trails = true;
        pose.lift_mm = 24 * up;
        if (!g.firm) pose.press = 0;
        break;
    default: // stripping
        pose.lift_mm = 28 * up;
        if (!g.firm) pose.press = 0;
        if (pose.shape == HandShape::thumb) {
            pose.turn_deg = -57 * m.plan.outward; // the thumb points along, the fingers rest to the side
            if (m.plan.downwards) { // drawn along, the thumb pointing back: from above the arm would come through the head
                pose.turn_deg = 180 - pose.turn_deg;
                pose.left = !pose.left;
            } else if (m.plan.sideways) { // headwards, the arm from below
                pose.turn_deg = -57 * m.plan.fingers;
                pose.left = pose.turn_deg > 0;
            }
        } else if (pose.shape == HandShape::forearm) {
            // The elbow leads, the rest of the arm trails outwards behind it: straight across the elbow would lie on the spine.
            constexpr float trails_deg = 40;
            pose.left = m.plan.outward > 0;
            pose.turn_deg = -trails_deg * m.plan.outward;
        }
    }
    return {pose};
}

std::vector<HandPose> circling(const Moment& m) {
    auto pose = m.upright();
    const float a = k_tau * m.phase, radius = 0.55f * m.plan.half_width_mm;
    pose.along_mm = m.spot() + radius * std::cos(a);
    pose.across_mm = radius * std::sin(a);
    pose.press = 0.85f;
    return {pose};
}

std::vector<HandPose> sawing(const Moment& m) {
    auto pose = m.hand();
    pose.along_mm = 0.5f * m.plan.length_mm;
    pose.across_mm = 0.8f * m.plan.half_width_mm * m.wave();
    pose.turn_deg = -90 * m.plan.fingers;
    pose.left = m.plan.left_side;
    pose.press = 0.9f;
    return {pose};
}

std::vector<HandPose> pressing(const Moment& m) {
    auto pose = m.upright();
    pose.along_mm = 0.5f * m.plan.length_mm;
    pose.press = held_force(m.t, m.cycle);
    pose.lift_mm = 3 * (1 - pose.press);
    if (pose.shape == HandShape::thumb) {
        pose.bend.oppose_deg += 6 * pose.press;
        pose.turn_deg += (m.plan.downwards ? 53.0f : -53.0f) * m.plan.outward;
    }
    return {pose};
}

std::vector<HandPose> breathing(const Moment& m) {
    auto pose = m.upright();
    pose.along_mm = 0.5f * m.plan.length_mm;
    const float per_s = (m.step.pace > 0 ? m.step.pace : 5.0f) / 60.0f;
    pose.lift_mm = 2.5f - 2.5f * std::cos(k_tau * per_s * m.t); // rides on the breath
    pose.press = 0.4f;
    return {pose};
}

// The head lies in both hands, that come from above it: fingertips below the occiput, little fingers side by side, thumbs outwards.
std::vector<HandPose> resting(const Moment& m) {
    constexpr float half_hand_mm = 38, wrists_together_deg = 25; // a head is round
    auto pose = m.hand();
    pose.along_mm = 0.5f * m.plan.length_mm;
    pose.thumbward_mm = std::max(0.0f, half_hand_mm - m.plan.from_midline_mm[0]);
    pose.turn_deg = 180 + wrists_together_deg * m.plan.outward;
    pose.press = 0.6f;
    pose.from_above = true;
    return {pose};
}

std::vector<HandPose> trembling(const Moment& m) {
    auto pose = m.upright();
    pose.along_mm = m.spot();
    const bool rocks = m.step.pace > 0 && m.step.pace < 3;
    pose.across_mm = (rocks ? 9.0f : 3.0f) * m.wave();
    pose.turn_deg += (rocks ? 6.0f : 3.0f) * m.wave();
    pose.press = 0.6f;
    return {pose};
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

float HandGroundPlan::from_midline_at(float share) const {
    const float place = std::clamp(share, 0.0f, 1.0f) * static_cast<float>(from_midline_mm.size() - 1);
    const auto low = std::min(static_cast<std::size_t>(place), from_midline_mm.size() - 2);
    return from_midline_mm[low] + (place - static_cast<float>(low)) * (from_midline_mm[low + 1] - from_midline_mm[low]);
}

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

float pair_spot_mm(float length_mm, float apart_mm, float time_s) {
    return length_mm < apart_mm ? 0.5f * length_mm : 0.5f * apart_mm + working_spot_mm(length_mm - apart_mm, time_s);
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
