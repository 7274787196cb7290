// compose: atlas + catalogue + state -> Frame. Pure; the same input gives the same frame.
#pragma once

#include "anatomy/cobb.h"
#include "scene/frame.h"
#include "session/action.h"

#include <optional>

namespace dorsum::scene {

// Things computed once per atlas that compose needs again and again (ray trees for projecting strokes, ...).
class ComposeCache;
std::shared_ptr<ComposeCache> make_compose_cache(const anatomy::Atlas& atlas);

// The state's curve and disc as they are to be drawn: none of them while the body is shown "before".
anatomy::SpineCurve shown_curve(const session::SessionState& state);
session::DiscState shown_disc(const session::SessionState& state);
// All that bends the body now, and the joints that carry it.
anatomy::SpinePose shown_pose(const session::SessionState& state, const session::Context& context);
std::vector<glm::mat4> shown_palette(const session::SessionState& state, const session::Context& context);

struct ComposeInput {
    const session::SessionState& state;
    const session::Context& context;
    const session::Camera& camera; // the camera as displayed (it may be in flight towards state.camera)
    float aspect = 16.0f / 9.0f;   // width to height of the picture; with panels: the free part's smaller side to the picture's height
    glm::vec2 shift{0};            // CameraPose::shift
    double flow_s = 0;             // clock of the flowing light along lit nerves; transient
    std::string hovered{};         // structure id under the pointer; transient, not part of the state
    int lod = 0;
};

Frame compose(const ComposeInput& input, ComposeCache& cache);

CameraPose camera_pose(const session::Camera& camera, const geometry::Bounds& atlas_bounds, float aspect);

// A stroke as geometry, in posed world mm: what the overlay draws and what export writes.
struct StrokePath {
    std::string step_id, technique, target; // target: structure id it lies on
    anatomy::Side side = anatomy::Side::none;
    std::vector<glm::vec3> points_mm, normals;
    int pressure = 1;
    float pace = 0;
    std::string pace_unit, direction;
    std::vector<std::string> zones; // protected zones that it meets, as posed
    std::vector<float> target_mm;   // per point: how far the nearest target's surface is; below 0: none near
    std::vector<float> beside_mm;   // per point: 0 where a target lies below it, else how far beside one it runs; below 0: far off
    std::vector<float> fibre_deg;   // per point: the path's angle to that target's fibres, 0 along .. 90 across; below 0: no fibres
    content::FibreRule fibre_rule = content::FibreRule::any; // of the technique; a path along an edge of bone has none
    std::vector<char> fibre_bound;  // per point: 1 where the rule binds: not where a glide turns from one muscle's way into the next one's
};
std::vector<StrokePath> stroke_paths(const content::StrokeStep& step, const session::SessionState& state,
                                     const session::Context& context, ComposeCache& cache);

// Vertebra frames as drawn, and the Cobb angles measured on them (one per curve segment).
// The curves are found on the drawn end plates, standing upright: a bent trunk is no film.
struct SpineMeasure {
    std::array<anatomy::VertebraFrame, anatomy::k_level_count> frames;
    std::vector<float> cobb_deg;
    std::vector<anatomy::FoundCurve> curves;
    anatomy::SpineBody body; // rest frames and end plates
};
SpineMeasure measure_spine(const session::SessionState& state, const anatomy::Atlas& atlas, const anatomy::BodyModel& model = {});

} // namespace dorsum::scene
