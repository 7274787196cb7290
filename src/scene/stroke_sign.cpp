// How each kind of stroke looks and moves. All motion is at true pace: mm and seconds, from the plan.
#include "scene/hand_motion.h"
#include "scene/sign_builder.h"
#include "scene/strokes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dorsum::scene {

namespace {

using content::PaceUnit;
using content::StrokeSign;

constexpr float k_tau = 6.2831853f;
constexpr float k_chevron_spacing_mm = 42;

struct Pen {
    const content::StrokeStep& step;
    const PosedStrip& strip;
    SignBuilder& draw;
    glm::vec4 colour;
    float size;  // 1 at P2; grows with pressure
    float time_s;

    float length() const { return strip.length_mm(); }
    float half() const { return strip.half_width_mm(); }
    glm::vec4 tone(float alpha) const { return {glm::vec3(colour), alpha}; }
    // A point beside the path at u, along the way that crosses the fibres there.
    glm::vec2 crossing(float u, float v) const {
        const float turn = strip.cross_turn_rad(u);
        return {u - std::sin(turn) * v, std::cos(turn) * v};
    }
    glm::vec4 bright(float alpha) const { return {glm::mix(glm::vec3(colour), glm::vec3(1), 0.45f), alpha}; }
};

// Where the hands are now on a path that they work along slowly (kneading, circling): there and back again.
float working_spot_mm(const Pen& pen) { return scene::working_spot_mm(pen.length(), pen.time_s); }

void draw_track(const Pen& pen, float alpha) {
    pen.draw.band(0, pen.length(), 0, 0.8f * pen.half(), pen.colour, alpha, alpha);
}

void draw_ribbon_along(const Pen& pen) {
    draw_track(pen, 0.42f);
    const float speed = 10 * pen.step.pace; // cm/s -> mm/s
    const float travelled = speed * pen.time_s;
    // The hand's way back takes as long as half the way there; it leaves no trail.
    const float hand = std::fmod(travelled, pen.length() / k_working_share);
    if (hand < pen.length()) {
        const float trail = std::max(0.0f, hand - 110);
        pen.draw.band(trail, hand, 0, 0.95f * pen.half(), pen.bright(1), 0.0f, 0.85f);
    }
    const float size = 13 * pen.size;
    const float shift = std::fmod(travelled, k_chevron_spacing_mm);
    for (float u = shift; u < pen.length(); u += k_chevron_spacing_mm)
        if (u > size) pen.draw.chevron({u, 0}, {1, 0}, size, glm::vec4(1, 1, 1, 0.92f));
    pen.draw.chevron({pen.length(), 0}, {1, 0}, 1.6f * size, pen.tone(0.95f));
}

void draw_ribbon_across(const Pen& pen) {
    draw_track(pen, 0.34f);
    const float swing = std::sin(k_tau * pen.step.pace * pen.time_s);
    for (float u = 14; u < pen.length(); u += 34)
        pen.draw.arrow(pen.crossing(u, -0.7f * pen.half()), pen.crossing(u, 0.7f * pen.half()), 2.2f, glm::vec4(1, 1, 1, 0.5f), true);
    const float at = working_spot_mm(pen);
    const float reach = 0.9f * pen.half();
    // Two hands: one pushes while the other pulls.
    for (float hand : {-1.0f, 1.0f}) {
        const float u = at + hand * 15 * pen.size;
        const float v = hand * swing * 0.45f * pen.half();
        pen.draw.disc({u, v}, {11 * pen.size, 13 * pen.size}, pen.bright(0.9f), pen.tone(0.25f));
        const float direction = std::cos(k_tau * pen.step.pace * pen.time_s) * hand >= 0 ? 1.0f : -1.0f;
        pen.draw.arrow(pen.crossing(u, v - direction * 0.4f * reach), pen.crossing(u, v + direction * 0.5f * reach), 4.5f * pen.size, glm::vec4(1, 1, 1, 0.95f), false);
    }
}

void draw_circles(const Pen& pen) {
    draw_track(pen, 0.28f);
    const float at = pen.step.paths.size() && pen.length() > 2.5f * pen.half() ? working_spot_mm(pen) : 0.5f * pen.length();
    const float radius = 0.75f * pen.half();
    pen.draw.disc({at, 0}, glm::vec2(pen.half()), pen.bright(0.55f), pen.tone(0.15f));
    const float turn = k_tau * pen.step.pace * pen.time_s;
    for (int k = 0; k < 2; ++k) {
        const float a = turn + 3.14159265f * static_cast<float>(k);
        pen.draw.ring({at, 0}, radius, 3.6f * pen.size, a - 2.2f, a, glm::vec4(1, 1, 1, 0.9f));
        const glm::vec2 tip(at + radius * std::cos(a + 0.35f), radius * std::sin(a + 0.35f));
        pen.draw.chevron(tip, {-std::sin(a + 0.1f), std::cos(a + 0.1f)}, 10 * pen.size, glm::vec4(1, 1, 1, 0.95f));
    }
}

void draw_press(const Pen& pen) {
    const float force = held_force(pen.time_s, std::max(4.0f, pen.step.duration_s));
    const float at = 0.5f * pen.length();
    const float pulse = 0.06f * std::sin(k_tau * pen.time_s);
    pen.draw.disc({at, 0}, glm::vec2(pen.half()), pen.tone(0.25f + 0.65f * force), pen.tone(0.1f));
    pen.draw.disc({at, 0}, glm::vec2((0.25f + 0.4f * force) * pen.half()), pen.bright(0.95f), pen.tone(0.5f));
    for (int k = 0; k < 3; ++k) {
        const float radius = pen.half() * (1.0f - (0.28f + pulse) * force * static_cast<float>(k));
        pen.draw.ring({at, 0}, radius * 0.95f, 2.4f * pen.size, 0, k_tau, glm::vec4(1, 1, 1, 0.85f - 0.2f * static_cast<float>(k)));
    }
}

void draw_palm(const Pen& pen, float u, float alpha) {
    const glm::vec2 radii(1.15f * pen.half(), 0.85f * pen.half());
    pen.draw.disc({u, 0}, radii, pen.bright(alpha), pen.tone(0.3f * alpha));
}

void draw_hold(const Pen& pen) {
    draw_track(pen, 0.22f);
    // A slow drag apart: the hands creep a few millimetres over the hold.
    const float hold_s = std::max(10.0f, pen.step.duration_s);
    const float drag = std::min(1.0f, std::fmod(pen.time_s, hold_s) / (0.6f * hold_s));
    const float inset = pen.half() + 6 - 6 * drag;
    const float low = std::min(inset, 0.5f * pen.length()), high = std::max(pen.length() - inset, 0.5f * pen.length());
    draw_palm(pen, low, 0.85f);
    draw_palm(pen, high, 0.85f);
    const float middle = 0.5f * pen.length(), reach = 0.5f * (high - low) - 1.1f * pen.half();
    if (reach < 8) return;
    const float stretch = reach * (0.35f + 0.6f * drag);
    pen.draw.arrow({middle - 3, 0}, {middle - stretch, 0}, 4 * pen.size, glm::vec4(1, 1, 1, 0.85f), false);
    pen.draw.arrow({middle + 3, 0}, {middle + stretch, 0}, 4 * pen.size, glm::vec4(1, 1, 1, 0.85f), false);
}

void draw_breath(const Pen& pen) {
    const float breaths_per_s = (pen.step.pace > 0 ? pen.step.pace : 5.0f) / 60.0f;
    const float breath = 0.5f - 0.5f * std::cos(k_tau * breaths_per_s * pen.time_s);
    const float at = 0.5f * pen.length();
    draw_palm(pen, at, 0.7f);
    pen.draw.ring({at, 0}, (0.55f + 0.43f * breath) * pen.half(), 3.0f, 0, k_tau, glm::vec4(1, 1, 1, 0.45f + 0.5f * breath));
}

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
    const float spot = working_spot_mm(pen);
    for (int k = 0; k < 2; ++k) {
        const float squeeze = 0.5f - 0.5f * std::cos(k_tau * (pen.step.pace * pen.time_s + 0.5f * static_cast<float>(k)));
        const float u = std::clamp(spot + (k ? 48.0f : -48.0f), 0.0f, pen.length());
        pen.draw.disc({u, 0}, glm::vec2(0.4f + 0.35f * squeeze) * pen.half(), pen.bright(0.3f + 0.6f * squeeze), pen.tone(0.1f));
        for (float side : {-1.0f, 1.0f}) {
            const float v = side * (0.92f - 0.42f * squeeze) * pen.half();
            pen.draw.arrow(pen.crossing(u, v + side * 0.3f * pen.half()), pen.crossing(u, v), 3.4f * pen.size, glm::vec4(1, 1, 1, 0.9f), false);
            pen.draw.line(std::array{glm::vec2(u - 13, v - side * 3), glm::vec2(u, v), glm::vec2(u + 13, v - side * 3)}, 3, glm::vec4(1, 1, 1, 0.85f));
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
    const float spot = working_spot_mm(pen);
    for (int k = 0; k < 2; ++k) {
        const float age = std::fmod(pen.step.pace * pen.time_s + 0.5f * static_cast<float>(k) + 0.5f, 1.0f);
        const float u = std::clamp(spot + (k ? 42.0f : -42.0f), 0.0f, pen.length());
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

} // namespace

glm::vec4 pressure_colour(int pressure) {
    constexpr std::array<glm::vec3, 5> scale{{{0.49f, 0.84f, 0.86f}, {0.25f, 0.69f, 0.86f}, {0.16f, 0.49f, 0.80f}, {0.23f, 0.31f, 0.71f}, {0.33f, 0.17f, 0.58f}}};
    return {scale[static_cast<std::size_t>(std::clamp(pressure, 1, 5) - 1)], 1};
}

OverlayMesh stroke_sign(const content::StrokeStep& step, const content::Technique& technique, const LaidStroke& stroke,
                        std::span<const glm::mat4> palette, double time_s, std::string id) {
    OverlayMesh mesh;
    mesh.id = std::move(id);
    mesh.always_visible = true;
    const PosedStrip strip(stroke.strip, palette);
    SignBuilder builder(mesh, strip);
    const float size = 0.7f + 0.15f * static_cast<float>(stroke.pressure);
    const Pen pen{step, strip, builder, pressure_colour(stroke.pressure), size, static_cast<float>(time_s)};
    switch (technique.sign) {
    case StrokeSign::ribbon_along:
    case StrokeSign::slow_along: draw_ribbon_along(pen); break;
    case StrokeSign::feather: draw_feather(pen); break;
    case StrokeSign::plough: draw_plough(pen); break;
    case StrokeSign::wring: draw_wring(pen); break;
    case StrokeSign::pick_up: draw_pick_up(pen); break;
    case StrokeSign::saw: draw_saw(pen); break;
    case StrokeSign::taps: draw_taps(pen); break;
    case StrokeSign::tremor: draw_tremor(pen); break;
    case StrokeSign::pin: draw_pin(pen); break;
    case StrokeSign::roll: draw_roll(pen); break;
    case StrokeSign::pump: draw_pump(pen); break;
    case StrokeSign::rest: draw_rest(pen); break;
    case StrokeSign::ribbon_across: draw_ribbon_across(pen); break;
    case StrokeSign::circles: draw_circles(pen); break;
    case StrokeSign::press: draw_press(pen); break;
    case StrokeSign::hold: draw_hold(pen); break;
    case StrokeSign::breath: draw_breath(pen); break;
    }
    return mesh;
}

} // namespace dorsum::scene
