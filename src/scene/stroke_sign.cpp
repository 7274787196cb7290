// How each kind of stroke looks and moves. All motion is at true pace: mm and seconds, from the plan.
#include "scene/sign_pen.h"

namespace dorsum::scene {

using namespace sign;
using content::StrokeSign;

namespace {

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
    const float at = pair_spot_mm(pen.length(), pen.technique.apart_mm, pen.time_s);
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

} // namespace

glm::vec4 pressure_colour(int pressure) {
    constexpr std::array<glm::vec3, 5> scale{{{0.49f, 0.84f, 0.86f}, {0.25f, 0.69f, 0.86f}, {0.16f, 0.49f, 0.80f}, {0.23f, 0.31f, 0.71f}, {0.33f, 0.17f, 0.58f}}};
    return {scale[static_cast<std::size_t>(std::clamp(pressure, 1, 5) - 1)], 1};
}

OverlayMesh stroke_sign(const content::StrokeStep& step, const content::Technique& technique, const LaidStroke& stroke,
                        std::span<const glm::mat4> palette, double time_s, std::string id,
                        std::span<const Dent> dents) {
    OverlayMesh mesh;
    mesh.id = std::move(id);
    mesh.always_visible = true;
    const PosedStrip strip(stroke.sheet ? stroke.sheet->strip : stroke.strip, palette);
    SignBuilder builder(mesh, strip, dents);
    const float size = 0.7f + 0.15f * static_cast<float>(stroke.pressure);
    const Pen pen{step, technique, strip, builder, pressure_colour(stroke.pressure), size, static_cast<float>(time_s)};
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
