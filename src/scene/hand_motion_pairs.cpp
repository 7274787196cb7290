// Two hands that work together: one gives way while the other presses, or both do the same beside each other.
#include "scene/hand_moment.h"

namespace dorsum::scene::motion {

std::vector<HandPose> kneading(const Moment& m) {
    auto hands = m.pair(88);
    for (std::size_t k = 0; k < hands.size(); ++k) {
        const float swing = k ? -m.wave() : m.wave();
        auto& pose = hands[k];
        pose.across_mm = (18 * swing - 6) * m.plan.fingers;
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
    for (std::size_t k = 0; k < hands.size(); ++k) {
        const float swing = k ? -m.wave() : m.wave();
        hands[k].across_mm = 42 * swing * m.plan.fingers;
        hands[k].press = 0.35f + 0.65f * std::abs(std::cos(k_tau * m.phase));
        hands[k].bend.spread_deg = 16;
    }
    return hands;
}

// One hand squeezes and lifts while the other opens.
std::vector<HandPose> picking_up(const Moment& m) {
    auto hands = m.pair(k_pick_up_apart_mm);
    for (std::size_t k = 0; k < hands.size(); ++k) {
        const float squeeze = 0.5f - 0.5f * std::cos(k_tau * (m.phase + (k ? 0.5f : 0.0f)));
        auto& pose = hands[k];
        pose.bend = {38 + 42 * squeeze, 24 - 8 * squeeze, 30 + 26 * squeeze, 8, 0};
        pose.lift_mm = 6 + 12 * squeeze;
        pose.raise_mm = 7 * squeeze;
        pose.press = 0.2f;
    }
    return hands;
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

std::vector<HandPose> tapping(const Moment& m) {
    auto hands = m.pair(k_tap_apart_mm);
    const bool hacking = m.technique.hand == HandShape::edge;
    for (std::size_t k = 0; k < hands.size(); ++k) {
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

std::vector<HandPose> pinning(const Moment& m) {
    std::vector<HandPose> hands(2, m.hand());
    const float draw = eased(m.phase < 0.7f ? m.phase / 0.7f : (1 - m.phase) / 0.3f);
    hands[0].along_mm = std::min(0.12f * m.plan.length_mm, 20.0f);
    hands[0].bend.spread_deg = 30;
    hands[0].turn_deg = m.plan.sideways ? -147 * m.plan.fingers : 53 * m.plan.outward; // on a path that runs sideways from below: the neck is in the way
    hands[0].left = hands[0].turn_deg > 0;
    hands[1].left = !hands[0].left;
    hands[0].press = 1;
    hands[1].shape = HandShape::palm;
    hands[1].along_mm = m.plan.length_mm + 10 + 45 * draw; // beyond the muscle, on what moves
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

} // namespace dorsum::scene::motion
