// Two hands that work together: one gives way while the other presses, or both do the same beside each other.
#include "scene/hand_moment.h"

namespace dorsum::scene::motion {

std::vector<HandPose> kneading(const Moment& m) {
    auto hands = m.pair();
    for (std::size_t k = 0; k < hands.size(); ++k) {
        const float swing = k ? -m.wave() : m.wave();
        auto& pose = hands[k];
        pose.across_mm = (18 * swing - 6) * m.plan.fingers;
        pose.press = 0.45f + 0.55f * std::max(0.0f, swing);
        pose.lift_mm = 5 * std::max(0.0f, -swing);
        pose.turn_deg += 9 * swing * (k ? 1.0f : -1.0f);
    }
    return hands;
}

// Two hands across the muscle twist past each other.
std::vector<HandPose> wringing(const Moment& m) {
    auto hands = m.pair();
    for (std::size_t k = 0; k < hands.size(); ++k) {
        const float swing = k ? -m.wave() : m.wave();
        hands[k].across_mm = 42 * swing * m.plan.fingers;
        hands[k].press = 0.35f + 0.65f * std::abs(std::cos(k_tau * m.phase));
    }
    return hands;
}

// One hand squeezes and lifts while the other opens.
std::vector<HandPose> picking_up(const Moment& m) {
    auto hands = m.pair();
    for (std::size_t k = 0; k < hands.size(); ++k) {
        const float squeeze = 0.5f - 0.5f * std::cos(k_tau * (m.phase + (k ? 0.5f : 0.0f)));
        auto& pose = hands[k];
        pose.bend.curl_deg += 42 * squeeze;
        pose.bend.spread_deg -= 8 * squeeze;
        pose.bend.oppose_deg += 26 * squeeze;
        pose.lift_mm = 6 + 12 * squeeze;
        pose.raise_mm = 7 * squeeze;
        pose.press = 0.2f;
    }
    return hands;
}

// Flat hands with crossed arms, each pointing away from the other one, as far as their wrists leave each other room.
std::vector<HandPose> dragging_apart(const Moment& m) {
    constexpr float wrists_apart_mm = 56;
    constexpr float from_end_mm = 67; // of a long path
    const float hold_s = std::max(10.0f, m.step.duration_s);
    const float drag = std::min(1.0f, std::fmod(m.t, hold_s) / (0.6f * hold_s));
    const float least_mm = std::max(m.technique.apart_mm, m.plan.length_mm - 2 * from_end_mm);
    const float apart_mm = least_mm + 24 * drag;
    const float aside_deg = glm::degrees(std::acos(std::clamp((least_mm - wrists_apart_mm) / (2 * k_wrist_behind_mm), 0.0f, 0.9f)));
    const float from = m.plan.sideways ? -m.plan.fingers : m.plan.outward; // the arms come from this way of `across`
    std::vector<HandPose> hands(2, m.hand());
    for (std::size_t k = 0; k < 2; ++k) {
        auto& pose = hands[k];
        pose.along_mm = 0.5f * m.plan.length_mm + (k ? 0.5f : -0.5f) * apart_mm;
        pose.turn_deg = k ? aside_deg * from : 180 - aside_deg * from;
        pose.left = (k == 1) == (from > 0); // crossed arms
        pose.press = 0.5f + 0.5f * drag;
    }
    return hands;
}

std::vector<HandPose> tapping(const Moment& m) {
    auto hands = m.pair();
    for (std::size_t k = 0; k < hands.size(); ++k) {
        const float bounce = std::abs(std::cos(0.5f * k_tau * (m.phase + (k ? 0.5f : 0.0f))));
        auto& pose = hands[k];
        pose.lift_mm = 34 * bounce;
        pose.press = bounce < 0.25f ? 1.0f : 0.0f;
    }
    return hands;
}

std::vector<HandPose> pinning(const Moment& m) {
    std::vector<HandPose> hands(2, m.hand());
    const float draw = eased(m.phase < 0.7f ? m.phase / 0.7f : (1 - m.phase) / 0.3f);
    auto &pin = hands[0], &pull = hands[1];
    pin.along_mm = std::min(0.12f * m.plan.length_mm, 20.0f);
    pin.press = 1;
    pull.shape = HandShape::palm;
    pull.bend.spread_deg = 0;
    pull.along_mm = std::max(m.plan.length_mm + 10, pin.along_mm + m.technique.apart_mm) + 30 * draw; // beyond the muscle, on what moves
    pull.press = 0.3f + 0.4f * draw;
    if (m.plan.sideways) { // both from below, side by side: the neck is in the way
        pin.turn_deg = -(130 + m.plan.descent_deg) * m.plan.fingers;
        pull.turn_deg = -(90 + m.plan.descent_deg) * m.plan.fingers;
    } else {
        pin.turn_deg = 53 * m.plan.outward;
    }
    pin.left = pin.turn_deg > 0;
    pull.left = !pin.left;
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
        pose.across_mm = (k ? 0.5f : -0.5f) * m.technique.apart_mm; // of a strip seen with its end up: the left hand on the left
        const float walk = 0.5f + 0.5f * std::sin(k_tau * (2.0f * m.t + (k ? 0.5f : 0.0f)));
        pose.bend.curl_deg += 22 * walk;
        pose.lift_mm = 8 + (g.firm ? 0 : 50 * arc(g.back));
        pose.raise_mm = g.firm ? 9.0f : 0.0f;
        pose.press = 0.1f;
    }
    return hands;
}

} // namespace dorsum::scene::motion
