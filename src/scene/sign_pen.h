// What the drawings of stroke signs share. Private to stroke_sign*.cpp.
#pragma once

#include "scene/hand_motion.h"
#include "scene/sign_builder.h"
#include "scene/strokes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dorsum::scene::sign {

inline constexpr float k_tau = 6.2831853f;
inline constexpr float k_chevron_spacing_mm = 42;

struct Pen {
    const content::StrokeStep& step;
    const content::Technique& technique;
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
inline float working_spot_mm(const Pen& pen) { return scene::working_spot_mm(pen.length(), pen.time_s); }

inline void draw_track(const Pen& pen, float alpha) {
    pen.draw.band(0, pen.length(), 0, 0.8f * pen.half(), pen.colour, alpha, alpha);
}

void draw_feather(const Pen& pen);
void draw_plough(const Pen& pen);
void draw_wring(const Pen& pen);
void draw_pick_up(const Pen& pen);
void draw_saw(const Pen& pen);
void draw_taps(const Pen& pen);
void draw_tremor(const Pen& pen);
void draw_pin(const Pen& pen);
void draw_roll(const Pen& pen);
void draw_pump(const Pen& pen);
void draw_rest(const Pen& pen);

} // namespace dorsum::scene::sign
