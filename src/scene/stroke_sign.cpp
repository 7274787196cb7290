// How each kind of stroke looks and moves. All motion is at true pace: mm and seconds, from the plan.
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
    glm::vec4 bright(float alpha) const { return {glm::mix(glm::vec3(colour), glm::vec3(1), 0.45f), alpha}; }
};

// Where the hands are now on a path that they work along slowly (kneading, circling): there and back again.
float working_spot_mm(const Pen& pen) {
    constexpr float travel_mm_per_s = 18;
    const float there_and_back = 2 * std::max(1.0f, pen.length());
    const float s = std::fmod(pen.time_s * travel_mm_per_s, there_and_back);
    return s < pen.length() ? s : there_and_back - s;
}

void draw_track(const Pen& pen, float alpha) {
    pen.draw.band(0, pen.length(), 0, 0.8f * pen.half(), pen.colour, alpha, alpha);
}

void draw_ribbon_along(const Pen& pen) {
    draw_track(pen, 0.42f);
    const float speed = 10 * pen.step.pace; // cm/s -> mm/s
    const float travelled = speed * pen.time_s;
    // Every pass ends with a light return of a quarter of its length, during which no hand is drawn.
    const float pass = pen.length() * 1.25f;
    const float hand = std::fmod(travelled, pass);
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
        pen.draw.arrow({u, -0.7f * pen.half()}, {u, 0.7f * pen.half()}, 2.2f, glm::vec4(1, 1, 1, 0.5f), true);
    const float at = working_spot_mm(pen);
    const float reach = 0.9f * pen.half();
    // Two hands: one pushes while the other pulls.
    for (float hand : {-1.0f, 1.0f}) {
        const float u = at + hand * 15 * pen.size;
        const float v = hand * swing * 0.45f * pen.half();
        pen.draw.disc({u, v}, {11 * pen.size, 13 * pen.size}, pen.bright(0.9f), pen.tone(0.25f));
        const float direction = std::cos(k_tau * pen.step.pace * pen.time_s) * hand >= 0 ? 1.0f : -1.0f;
        pen.draw.arrow({u, v - direction * 0.4f * reach}, {u, v + direction * 0.5f * reach}, 4.5f * pen.size, glm::vec4(1, 1, 1, 0.95f), false);
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
    constexpr float ramp_s = 4, release_s = 2;
    const float hold_s = std::max(4.0f, pen.step.duration_s);
    const float t = std::fmod(pen.time_s, ramp_s + hold_s + release_s);
    const float force = t < ramp_s ? t / ramp_s : t < ramp_s + hold_s ? 1.0f : 1 - (t - ramp_s - hold_s) / release_s;
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
    case StrokeSign::ribbon_along: draw_ribbon_along(pen); break;
    case StrokeSign::ribbon_across: draw_ribbon_across(pen); break;
    case StrokeSign::circles: draw_circles(pen); break;
    case StrokeSign::press: draw_press(pen); break;
    case StrokeSign::hold: draw_hold(pen); break;
    case StrokeSign::breath: draw_breath(pen); break;
    }
    return mesh;
}

} // namespace dorsum::scene
