// Signs of the techniques that are neither a plain glide nor a hold.
#include "scene/sign_pen.h"

namespace dorsum::scene::sign {

// Fingertips: thin broken lines, nothing heavier.
void draw_feather(const Pen& pen) {
    draw_track(pen, 0.16f);
    const float travelled = 10 * pen.step.pace * pen.time_s;
    constexpr float dash = 16, gap = 14;
    for (int k = -1; k <= 1; ++k) {
        const float v = 0.55f * pen.half() * static_cast<float>(k), shift = std::fmod(travelled + 9.0f * static_cast<float>(k + 1), dash + gap);
        for (float u = shift - dash; u < pen.length(); u += dash + gap)
            pen.draw.band(std::max(0.0f, u), std::min(pen.length(), u + dash), v, 1.3f, glm::vec4(1, 1, 1, 1), 0.15f, 0.9f);
    }
    pen.draw.chevron({pen.length(), 0}, {1, 0}, 14, pen.tone(0.9f));
}

// A narrow furrow, and the wave that the push drives ahead.
void draw_plough(const Pen& pen) {
    draw_track(pen, 0.34f);
    const float hand = std::fmod(10 * pen.step.pace * pen.time_s, pen.length() / k_working_share);
    if (hand < pen.length()) {
        pen.draw.band(std::max(0.0f, hand - 160), hand, 0, 0.45f * pen.half(), pen.bright(1), 0.05f, 0.95f);
        for (int k = 0; k < 3; ++k)
            pen.draw.ring({std::min(hand + 2, pen.length()), 0}, 0.55f * pen.half() + 6.0f * static_cast<float>(k + 1), 2.6f, -0.9f, 0.9f,
                          glm::vec4(1, 1, 1, 0.9f - 0.25f * static_cast<float>(k)));
    }
    for (float u = 60; u < pen.length() - 10; u += 60) pen.draw.chevron({u, 0}, {1, 0}, 9 * pen.size, glm::vec4(1, 1, 1, 0.7f));
    pen.draw.chevron({pen.length(), 0}, {1, 0}, 15 * pen.size, pen.tone(0.95f));
}

// Neighbouring arrows run against each other.
void draw_wring(const Pen& pen) {
    draw_track(pen, 0.30f);
    const float swing = std::sin(k_tau * pen.step.pace * pen.time_s);
    int row = 0;
    for (float u = 14; u < pen.length(); u += 30, ++row) {
        const float way = (row % 2 ? -1.0f : 1.0f) * (swing >= 0 ? 1.0f : -1.0f), reach = 0.85f * pen.half();
        pen.draw.arrow(pen.crossing(u, -way * reach), pen.crossing(u, way * reach), 3.0f, glm::vec4(1, 1, 1, 0.35f + 0.5f * std::abs(swing)), false);
    }
}

// Two brackets close on the muscle, and open.
void draw_pick_up(const Pen& pen) {
    draw_track(pen, 0.30f);
    const int hands = hands_with_room(pen.length(), pen.technique.apart_mm);
    const float spot = pair_spot_mm(pen.length(), pen.technique.apart_mm, pen.time_s),
                apart = hands == 1 ? 0 : pen.technique.apart_mm, bracket = std::min(13.0f, 0.3f * pen.length());
    for (int k = 0; k < hands; ++k) {
        const float squeeze = 0.5f - 0.5f * std::cos(k_tau * (pen.step.pace * pen.time_s + 0.5f * static_cast<float>(k)));
        const float u = std::clamp(spot + (k ? 0.5f : -0.5f) * apart, bracket, pen.length() - bracket);
        pen.draw.disc({u, 0}, glm::vec2(0.4f + 0.35f * squeeze) * pen.half(), pen.bright(0.3f + 0.6f * squeeze), pen.tone(0.1f));
        for (float side : {-1.0f, 1.0f}) {
            const float v = side * (0.92f - 0.42f * squeeze) * pen.half();
            pen.draw.arrow(pen.crossing(u, v + side * 0.3f * pen.half()), pen.crossing(u, v), 3.4f * pen.size, glm::vec4(1, 1, 1, 0.9f), false);
            pen.draw.line(
                std::array{glm::vec2(u - bracket, v - side * 3), glm::vec2(u, v), glm::vec2(u + bracket, v - side * 3)},
                3, glm::vec4(1, 1, 1, 0.85f));
        }
    }
}

// One exact spot, short strokes across.
void draw_saw(const Pen& pen) {
    const float at = 0.5f * pen.length(), reach = 0.9f * pen.half(), swing = std::sin(k_tau * pen.step.pace * pen.time_s);
    pen.draw.disc({at, 0}, glm::vec2(pen.half()), pen.bright(0.7f), pen.tone(0.15f));
    pen.draw.arrow(pen.crossing(at, -reach), pen.crossing(at, reach), 3.2f * pen.size, glm::vec4(1, 1, 1, 0.75f), true);
    pen.draw.disc(pen.crossing(at, 0.7f * reach * swing), {7, 7}, glm::vec4(1, 1, 1, 0.95f), pen.tone(0.6f));
    for (float v : {-1.0f, 1.0f}) pen.draw.line(std::array{glm::vec2(at - 9, v * pen.half()), glm::vec2(at + 9, v * pen.half())}, 2.4f, glm::vec4(1, 1, 1, 0.8f));
}

// Every tap leaves a ring that spreads and fades.
void draw_taps(const Pen& pen) {
    draw_track(pen, 0.18f);
    const int hands = hands_with_room(pen.length(), pen.technique.apart_mm);
    const float spot = pair_spot_mm(pen.length(), pen.technique.apart_mm, pen.time_s), apart = hands == 1 ? 0 : pen.technique.apart_mm;
    for (int k = 0; k < hands; ++k) {
        const float age = std::fmod(pen.step.pace * pen.time_s + 0.5f * static_cast<float>(k) + 0.5f, 1.0f);
        const float u = std::clamp(spot + (k ? 0.5f : -0.5f) * apart, 0.0f, pen.length());
        pen.draw.disc({u, 0}, glm::vec2(0.4f * pen.half()), pen.bright(0.9f * (1 - age)), pen.tone(0.05f));
        pen.draw.ring({u, 0}, (0.3f + 0.6f * age) * pen.half(), 3.0f, 0, k_tau, glm::vec4(1, 1, 1, 0.9f * (1 - age) + 0.05f));
    }
}

void draw_tremor(const Pen& pen) {
    draw_track(pen, 0.22f);
    const float shake = std::sin(k_tau * pen.step.pace * pen.time_s);
    std::vector<glm::vec2> zigzag;
    int k = 0;
    for (float u = 4; u < pen.length() - 4; u += 6, ++k) zigzag.emplace_back(u, (k % 2 ? 1.0f : -1.0f) * (0.25f + 0.1f * shake) * pen.half());
    if (zigzag.size() > 1) pen.draw.line(zigzag, 2.6f * pen.size, glm::vec4(1, 1, 1, 0.9f));
}

// A fixed dot, and what is drawn away from it.
void draw_pin(const Pen& pen) {
    draw_track(pen, 0.24f);
    const float phase = std::fmod(pen.step.pace * pen.time_s, 1.0f), draw = phase < 0.7f ? phase / 0.7f : (1 - phase) / 0.3f;
    const float at = std::min(0.12f * pen.length(), 20.0f);
    pen.draw.disc({at, 0}, glm::vec2(0.9f * pen.half()), pen.bright(0.95f), pen.tone(0.5f));
    pen.draw.ring({at, 0}, 0.9f * pen.half(), 3, 0, k_tau, glm::vec4(1, 1, 1, 0.9f));
    pen.draw.arrow({at + pen.half(), 0}, {glm::mix(0.45f, 1.0f, draw) * pen.length(), 0}, 4 * pen.size, glm::vec4(1, 1, 1, 0.9f), false);
}

// The fold is a bright ridge across, with lower ones before it.
void draw_roll(const Pen& pen) {
    draw_track(pen, 0.26f);
    const float hand = std::fmod(10 * pen.step.pace * pen.time_s, pen.length() / k_working_share);
    if (hand < pen.length())
        for (int k = 0; k < 3; ++k) {
            const float u = std::min(hand + 14.0f * static_cast<float>(k), pen.length());
            pen.draw.line(std::array{glm::vec2(u, -0.95f * pen.half()), glm::vec2(u + 3, -0.4f * pen.half()), glm::vec2(u + 3, 0.4f * pen.half()), glm::vec2(u, 0.95f * pen.half())},
                          7 - 2 * static_cast<float>(k), glm::vec4(1, 1, 1, 0.95f - 0.3f * static_cast<float>(k)));
        }
    pen.draw.chevron({pen.length(), 0}, {1, 0}, 16, pen.tone(0.95f));
}

// Half moons that open the way the skin is stretched.
void draw_pump(const Pen& pen) {
    draw_track(pen, 0.20f);
    const float phase = std::fmod(pen.step.pace * pen.time_s, 1.0f), stretch = phase < 0.5f ? 2 * phase : 2 - 2 * phase;
    for (float u = 30; u < pen.length(); u += 70) {
        pen.draw.ring({u - 6 + 12 * stretch, 0}, 0.6f * pen.half(), 4, -1.3f, 1.3f, glm::vec4(1, 1, 1, 0.4f + 0.5f * stretch));
        pen.draw.chevron({u + 0.6f * pen.half() + 12 * stretch, 0}, {1, 0}, 9, glm::vec4(1, 1, 1, 0.9f));
    }
}

// Four resting fingertips.
void draw_rest(const Pen& pen) {
    draw_track(pen, 0.20f);
    const float pulse = 0.5f - 0.5f * std::cos(0.1f * k_tau * pen.time_s);
    for (int k = 0; k < 4; ++k) {
        const glm::vec2 at(0.5f * pen.length() + 13.0f * (static_cast<float>(k) - 1.5f), 0);
        pen.draw.disc(at, {6, 6}, pen.bright(0.95f), pen.tone(0.3f));
        pen.draw.ring(at, 7 + 2 * pulse, 1.8f, 0, k_tau, glm::vec4(1, 1, 1, 0.85f));
    }
}

} // namespace dorsum::scene::sign
