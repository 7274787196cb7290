// Inside of the action table: one row per action, and the functions that the rows name.
#pragma once

#include "anatomy/spine_pose.h"
#include "session/action.h"

namespace dorsum::session {

// Checks the arguments and changes the state. On an error the state may be half changed: callers work on a copy.
using Apply = core::Status (*)(SessionState& state, const Action& action, const Context& context);
// Consecutive actions of one non-empty group are one undo step (a drag, a slider).
using Group = std::string (*)(const Action& action);

// `system` rows come from clocks and guards, not from a wish of the user: no mode can forbid them, they neither wake a
// sleeping kiosk nor become undo steps.
enum class RowKind { user, system, history, outside };

struct Row {
    ActionSpec spec;
    Apply apply = nullptr;
    RowKind kind = RowKind::user;
    bool in_tour = true; // a tour's stop may do it
    Group group = nullptr;
    Effect::Kind effect = Effect::Kind::none;
};

const Row* find_row(std::string_view name);
core::Error unknown_action(std::string_view name);

// What reduce does, and what History must know about it.
struct Outcome {
    SessionState state;
    bool refused = false;
    bool forgets = false; // a new person's session begins: nothing before it may be reached again
};
Outcome reduce_outcome(const SessionState& state, const Action& action, const Context& context);

// Does this action, taken from `before` to `after`, end one person's session? (actions_kiosk.cpp)
bool forgets(const SessionState& before, const Action& action, const SessionState& after, const Context& context);
// Back from the attract tour or the idle warning; every action of a user does that first.
void wake(SessionState& state, const Context& context);
// The session begins anew in the same mode; what belongs to the machine or the staff stays.
SessionState fresh_state(const SessionState& state, const Context& context);

// Notices: the words of the text catalogue where it has the key, else the plain English given here.
std::string notice_text(const SessionState& state, const Context& context, const std::string& key, std::string_view plain);
core::Error denied(const SessionState& state, const Context& context, const std::string& key, std::string_view plain);
PlanBlock screen_block(const SessionState& state, const Context& context); // of the safety screen alone
std::string plan_block_text(PlanBlock block, const SessionState& state, const Context& context);

// The atlas's structures that a selector means, as ids.
core::Result<std::vector<std::string>> ids_of(const std::string& selector, const Context& context);

// Camera (camera.cpp)
geometry::Bounds bounds_of(const std::string& selector, const SessionState& state, const Context& context);
// What a standard view frames: the open condition's subject, else the back (head to seat; the legs are a drag away).
// Curve and forward bend as they are drawn; a breath moves no vertebra.
anatomy::SpinePose spine_pose(const SessionState& state);
geometry::Bounds back_bounds(const anatomy::Atlas& atlas);
geometry::Bounds view_bounds(const SessionState& state, const Context& context);
// Where the camera still stands as it framed the subject in `before`, it frames what the subject is now; one that a hand has moved stays.
void follow_subject(SessionState& state, const SessionState& before, const Context& context);
// The camera that a condition opens with.
std::optional<Camera> condition_view(const content::Condition& condition, const SessionState& state, const Context& context);
Camera framed(Camera camera, const geometry::Bounds& bounds);
Camera clamped(Camera camera, const geometry::Bounds& atlas_bounds);

// The camera goes where the hands of a step will work (step_view.cpp); in a plan only where they would not be seen: beside the picture, or from
// the far side of the body.
void look_at_step(SessionState& state, const content::StrokeStep& step, const Context& context);
void keep_step_in_view(SessionState& state, const Context& context);

// How tall the body of this state stands, mm; 0 where the atlas has no choice of bodies (actions_body.cpp)
float shown_stature_mm(const SessionState& state, const Context& context);

// Playback (playback.cpp): to the end of the plan at most; true while something still plays.
void advance_playback(SessionState& state, double seconds, const Context& context);
void advance_breathing(SessionState& state, double seconds, const Context& context);
int next_step(const SessionState& state, const Context& context, int way); // neighbour that is not left out; the present one where there is none
void change_onset(SessionState& state, const std::string& onset); // another plan begins at its first step
void advance_library(SessionState& state, double seconds, const Context& context); // technique.cpp
void settle_library(SessionState& state, const Context& context); // closed where it may not be open
void advance_tour(SessionState& state, double seconds, const Context& context);
void start_tour(SessionState& state, const std::string& tour, const Context& context);

// The plain body again: straight spine, whole discs, every layer (actions_condition.cpp).
void close_condition(SessionState& state);
// A condition that opened with its disc cut shows the whole body as soon as its strokes are shown.
void leave_disc_cut(SessionState& state, const Context& context);

// Quiz (quiz.cpp)
core::Result<QuizState> start_quiz(const content::Quiz& quiz, std::uint64_t seed, const Context& context);
void ask(SessionState& state, const Context& context); // fills the options of question `at`
void stop_quiz(SessionState& state);
bool is_right(const QuizState& quiz, const content::Quiz& rules, const std::string& answer);

#define DORSUM_ACTION(name) core::Status name(SessionState& state, const Action& action, const Context& context);
DORSUM_ACTION(apply_select)
DORSUM_ACTION(apply_isolate)
DORSUM_ACTION(apply_hide)
DORSUM_ACTION(apply_fade)
DORSUM_ACTION(apply_show)
DORSUM_ACTION(apply_search)
DORSUM_ACTION(apply_layer)
DORSUM_ACTION(apply_clip)
DORSUM_ACTION(apply_xray)
DORSUM_ACTION(apply_marker)
DORSUM_ACTION(apply_view)
DORSUM_ACTION(apply_camera)
DORSUM_ACTION(apply_orbit)
DORSUM_ACTION(apply_pan)
DORSUM_ACTION(apply_zoom)
DORSUM_ACTION(apply_focus)
DORSUM_ACTION(apply_condition)
DORSUM_ACTION(apply_side)
DORSUM_ACTION(apply_before)
DORSUM_ACTION(apply_disc)
DORSUM_ACTION(apply_root)
DORSUM_ACTION(apply_forward_bend)
DORSUM_ACTION(apply_breathe)
DORSUM_ACTION(apply_onset)
DORSUM_ACTION(apply_compare)
DORSUM_ACTION(apply_referral)
DORSUM_ACTION(apply_skin_zones)
DORSUM_ACTION(apply_guarding)
DORSUM_ACTION(apply_fibre_length)
DORSUM_ACTION(apply_curve_marks)
DORSUM_ACTION(apply_curve)
DORSUM_ACTION(apply_body)
DORSUM_ACTION(apply_play)
DORSUM_ACTION(apply_pause)
DORSUM_ACTION(apply_toggle_play)
DORSUM_ACTION(apply_step)
DORSUM_ACTION(apply_tick)
DORSUM_ACTION(apply_loop)
DORSUM_ACTION(apply_trace)
DORSUM_ACTION(apply_technique)
DORSUM_ACTION(apply_captions)
DORSUM_ACTION(apply_screen)
DORSUM_ACTION(apply_confirm)
DORSUM_ACTION(apply_language)
DORSUM_ACTION(apply_voice)
DORSUM_ACTION(apply_quality)
DORSUM_ACTION(apply_sciatic_variant)
DORSUM_ACTION(apply_labels)
DORSUM_ACTION(apply_latin)
DORSUM_ACTION(apply_legend)
DORSUM_ACTION(apply_safety_zones)
DORSUM_ACTION(apply_reduced_motion)
DORSUM_ACTION(apply_text_scale)
DORSUM_ACTION(apply_high_contrast)
DORSUM_ACTION(apply_theme)
DORSUM_ACTION(apply_lines)
DORSUM_ACTION(apply_skin_tone)
DORSUM_ACTION(apply_dialog)
DORSUM_ACTION(apply_quiz)
DORSUM_ACTION(apply_tour)
DORSUM_ACTION(apply_mode)
DORSUM_ACTION(apply_pin)
DORSUM_ACTION(apply_idle)
DORSUM_ACTION(apply_touch)
DORSUM_ACTION(apply_reset)
DORSUM_ACTION(apply_history)
DORSUM_ACTION(apply_path)
DORSUM_ACTION(apply_quit)
#undef DORSUM_ACTION

} // namespace dorsum::session
