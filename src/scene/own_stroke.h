// A stroke that the user drew: what it lies on, how it runs to the fibres, what it is closest to, and which zones it meets.
#pragma once

#include "scene/compose_cache.h"

namespace dorsum::scene {

struct OwnStrokeFinding {
    std::string muscle;             // structure id of what it mostly lies on, a bone where it runs over bone; empty: it missed the body
    bool over_bone = false;         // most of it: no muscle to work on, no fibres
    std::string technique;          // id of the nearest kind of stroke
    float length_mm = 0;
    float fibre_angle_deg = -1;     // to the fibres below it: 0 along .. 90 across; below 0: no fibres there
    std::string direction;          // cephalad, caudad, lateral, medial; empty: it goes nowhere
    std::vector<std::string> zones; // protected zones that it meets
    bool forbidden = false;         // one of them lets no hand in
    int pressure_cap = 4;           // the least that they allow

    // Beside the open plan: the step that it lies nearest to, and how well it follows it.
    std::string step_id;
    float step_distance_mm = 0;
    bool path_right = false, direction_right = false, side_right = false, zones_right = false, technique_right = false;
    static constexpr int k_parts = 5;
    int score() const { return path_right + direction_right + side_right + zones_right + technique_right; } // of k_parts
    bool operator==(const OwnStrokeFinding&) const = default;
};

// Nothing where nothing is drawn.
std::optional<OwnStrokeFinding> find_own_stroke(const session::SessionState& state, const session::Context& context, ComposeCache& cache);
// The drawn line on the body; green where hands may work, violet inside protected zones.
std::optional<OverlayMesh> own_stroke_overlay(const session::SessionState& state, const session::Context& context, ComposeCache& cache);

} // namespace dorsum::scene
