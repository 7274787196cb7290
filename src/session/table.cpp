// The one table of everything that can be done. Help and examples are written for people who type actions into scripts.
#include "session/rows.h"

#include "core/spelling.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace dorsum::session {

namespace {

std::string camera_group(const Action&) { return "camera"; }
std::string search_group(const Action& action) { return action.words.empty() || action.words[0] == "clear" ? "" : "search"; }
std::string curve_group(const Action& action) { return action.words.empty() ? "curve" : ""; }
std::string body_group(const Action& action) { return action.named.empty() ? "" : "body"; }
std::string bend_group(const Action& action) { return action.words.empty() || action.words[0] == "on" || action.words[0] == "off" ? "" : "bend"; }
std::string disc_group(const Action& action) { return action.named.size() == 1 && action.named.count("shrink") ? "shrink" : ""; }
std::string breathe_group(const Action& action) { return action.words.empty() ? "breathe" : ""; }
// One drag is one step: its path grows from the same first point.
std::string trace_group(const Action& action) {
    const auto path = action.named.find("path");
    return path == action.named.end() ? "" : "trace " + path->second.substr(0, path->second.find(';'));
}
// Typing is one step.
std::string technique_group(const Action& action) { return action.named.size() == 1 && action.named.count("find") && action.words.empty() ? "technique find" : ""; }
std::string clip_group(const Action& action) { return action.words.empty() ? "clip" : ""; }
// Dragging a pin, or typing its name.
std::string marker_group(const Action& action) {
    const bool again = action.words.size() >= 2 && (action.words[0] == "move" || action.words[0] == "name");
    return again ? "marker " + action.words[0] + " " + action.words[1] : "";
}

// Only a slider's numbers belong together; "on" and "off" are steps of their own.
std::string layer_group(const Action& action) {
    const bool number = action.words.size() == 2 && action.words[1] != "on" && action.words[1] != "off";
    return number ? "layer " + action.words[0] : "";
}

constexpr auto k_user = RowKind::user;
constexpr auto k_system = RowKind::system;
constexpr auto k_history = RowKind::history;
constexpr auto k_outside = RowKind::outside;

constexpr Row k_rows[] = {
    // What is seen
    {{"select", "<structure id>|none", "Select a structure; in a find-it quiz this is the answer", "", "select vertebra.l4"}, apply_select},
    {{"isolate", "<selector>|none", "Show nothing but these structures", "I", "isolate group:lumbar"}, apply_isolate},
    {{"hide", "[<selector>]", "Hide these structures; alone: the selected one", "H", "hide muscle.trapezius_descending"}, apply_hide},
    {{"fade", "[<selector>]", "Make these structures see-through; alone: the selected one", "F", "fade muscle.trapezius_descending.left"}, apply_fade},
    {{"show", "[<selector>|all]", "Bring hidden, faded and isolated structures back", "Shift+H", "show all"}, apply_show},
    {{"search", "<words>|clear", "Look for structures by plain words, Latin, synonyms or numbers", "", "search \"lower back\""},
     apply_search, k_user, true, search_group},
    {{"layer", "<layer>|all on|off|<opacity 0..1>", "Peel a layer or make it see-through", "", "layer skin 0.4"}, apply_layer, k_user, true, layer_group},
    {{"clip", "axial|sagittal|coronal|toggle|off [face=yes] | [axis=x|y|z] [at=<l4>|<l4_l5>|none] [offset=<mm>] [by=<mm>] [turn=<deg>] [tilt=<deg>] [flip=yes|no|toggle] [face=yes]",
      "Cut the body with a plane: one of three, or at a vertebra or disc, across the spine there; face=yes looks at the cut", "",
      "clip axis=x offset=0"}, apply_clip, k_user, true, clip_group},
    {{"xray", "[on|off|toggle]", "See through the whole body", "X", "xray on"}, apply_xray},
    {{"marker", "add structure=<id> at=x,y,z [name=<words>] | name <n> <words> | move <n> at=x,y,z [structure=<id>] | delete <n>|all",
      "Set a pin on a structure (the body at rest, mm), name it, move it, take it away", "",
      "marker add structure=vertebra.l4 at=0,1040,-60 name=\"sore here\""}, apply_marker, k_user, true, marker_group},
    {{"labels", "[on|off|toggle]", "Names beside the structures", "L", "labels on"}, apply_labels},
    {{"latin", "[on|off|toggle]", "Latin names", "N", "latin on"}, apply_latin},
    {{"legend", "[on|off|toggle]", "The legend of signs and colours", "G", "legend off"}, apply_legend},
    {{"safety_zones", "[on|off|toggle]", "Where hands must be light or stay away", "Z", "safety_zones on"}, apply_safety_zones},

    {{"body", "[man|woman|adolescent] [stature=<cm>|own]", "Whose body is shown, and how tall; alone with stature=: the same body",
      "", "body woman stature=170"}, apply_body, k_user, true, body_group},

    // Camera
    {{"view", "[posterior|anterior|left|right|superior|oblique|home]", "A standard view; alone: home", "Home", "view posterior"}, apply_view},
    {{"camera", "[target=x,y,z] [yaw=<deg>] [pitch=<deg>] [distance=<mm>]", "Set the camera; yaw 0 looks at the back", "",
      "camera target=0,1100,0 yaw=20 pitch=10 distance=900"}, apply_camera, k_user, true, camera_group},
    {{"orbit", "[dyaw=<deg>] [dpitch=<deg>]", "Turn the camera round its target", "", "orbit dyaw=15 dpitch=-5"}, apply_orbit, k_user, true, camera_group},
    {{"pan", "[dx=<heights>] [dy=<heights>]", "Move the picture right and up, in view heights", "", "pan dx=0.1 dy=-0.05"}, apply_pan, k_user, true, camera_group},
    {{"zoom", "factor=<x> [toward=x,y,z]", "Above 1: nearer; the point stays where it is in the picture", "", "zoom factor=1.5"},
     apply_zoom, k_user, true, camera_group},
    {{"focus", "[<selector>|selection]", "Frame structures; alone: the selected one", ".", "focus disc.l5_s1"}, apply_focus},

    // Conditions
    {{"condition", "<condition id>|none", "Open one of the kinds of back pain, or close it", "", "condition none"}, apply_condition},
    {{"side", "left|right", "The side that hurts (the patient's)", "", "side right"}, apply_side},
    {{"curve", "cobb=<deg> side=left|right [apex=] [upper=] [lower=] [segment=1] | add ... | preset <id> | off",
      "Bend the spine; the side is where the curve bulges to", "", "curve cobb=40 side=right"}, apply_curve, k_user, true, curve_group},
    {{"sciatic_variant", "a|b|c|d|e|f", "How the sciatic nerve passes piriformis: a below the muscle, in most people; b to f as in Beaton and Anson", "",
      "sciatic_variant b"}, apply_sciatic_variant},
    {{"disc", "level=<l5_s1> side=left|right|central stage=none|bulge|protrusion|extrusion|sequestration [zone=central|paracentral|foraminal] [shrink=0..1]",
      "The state of a disc; shrink: how far it has gone back by itself", "", "disc level=l5_s1 side=left stage=extrusion"}, apply_disc, k_user, true, disc_group},
    {{"root", "all|l4|l5|s1|s2|s3", "Which root of the sciatic nerve is lit", "", "root l5"}, apply_root},
    {{"forward_bend", "[on|off|toggle|<0..1>]", "Bend the trunk forward, as in the Adams test", "", "forward_bend on"}, apply_forward_bend, k_user, true, bend_group},
    {{"breathe", "[on|off|toggle] [per_min=<4..8>]", "A guide to slow breathing; ribs move with it", "", "breathe per_min=6"}, apply_breathe, k_user, true, breathe_group},
    {{"onset", "first_days|later|unknown", "When a strain began: in the first days only light strokes are shown", "", "onset first_days"}, apply_onset, k_user, false},
    {{"referral", "[on|off|toggle]", "Traditional referral zones (debated)", "", "referral on"}, apply_referral},
    {{"skin_zones", "[on|off|toggle]", "Skin that a root of the sciatic nerve may feel with", "", "skin_zones on"}, apply_skin_zones},
    {{"guarding", "[on|off|toggle]", "Muscles that brace around the sore place", "", "guarding off"}, apply_guarding},
    {{"fibre_length", "[on|off|toggle]", "Paint muscles by how much the curve shortens or lengthens their fibres", "", "fibre_length on"}, apply_fibre_length},
    {{"curve_marks", "[on|off|toggle]", "Names at the apex, end and neutral vertebrae", "", "curve_marks off"}, apply_curve_marks},
    {{"compare", "[on|off|toggle]", "Two views side by side: without and with the condition", "Shift+B", "compare on"}, apply_compare},
    {{"before", "[on|off|toggle]", "Before and after: the body without the condition", "B", "before on"}, apply_before},

    // Safety and plan
    {{"screen", "<question id> yes|no | none | done", "Answer the safety screen; none: no to all that are open; done: close it", "", "screen none"},
     apply_screen, k_user, false},
    {{"confirm", "timing|checked_by_professional|professional", "Confirm what a plan asks for", "", "confirm professional"}, apply_confirm, k_user, false},
    {{"play", "[speed=<0.25..8>]", "Play the stroke plan", "", "play"}, apply_play},
    {{"pause", "", "Pause the stroke plan", "", "pause"}, apply_pause},
    {{"toggle-play", "", "Play or pause", "Space", "toggle-play"}, apply_toggle_play},
    {{"loop", "[on|off|toggle]", "Play this step again and again", "R", "loop on"}, apply_loop},
    {{"step", "[next|previous|<number from 1>|<step id>]", "Go to a step of the plan; alone: the next", "PageDown", "step next"}, apply_step},

    {{"captions", "[on|off|toggle]", "What is done now, as a line of words under the body", "", "captions on"}, apply_captions},
    {{"technique", "list | none | [id=<technique>] [on=<muscle>|selection|usual] [find=<words>|all]",
      "All kinds of stroke; show one moving on its usual muscle or on another", "", "technique list"}, apply_technique, k_user, true, technique_group},

    // Study
    {{"trace", "[on|off|toggle|clear] | path=x,y,z;x,y,z;...", "Draw a stroke on the body and learn what it is like; on: a drag draws", "D",
      "trace path=-40,1200,-90;-40,1300,-90"}, apply_trace, k_user, true, trace_group},
    {{"quiz", "start <quiz id> [seed=<n>] | answer <structure id> | next | stop", "Name-it and find-it quizzes", "", "quiz stop"}, apply_quiz, k_user, false},
    {{"tour", "start <tour id> | next | stop", "A guided tour", "", "tour stop"}, apply_tour, k_user, false},

    // Words and comfort
    {{"language", "<code>", "The language of every word", "", "language en"}, apply_language},
    {{"voice", "patient|student|clinician", "Who the words are for", "", "voice patient"}, apply_voice},
    {{"reduced_motion", "[on|off|toggle]", "No flights, no flowing light", "", "reduced_motion on"}, apply_reduced_motion},
    {{"text_scale", "<100..200>|larger|smaller", "How large the words are, per cent", "", "text_scale 150"}, apply_text_scale},
    {{"high_contrast", "[on|off|toggle]", "High contrast", "", "high_contrast on"}, apply_high_contrast},
    {{"theme", "light|dark|contrast", "Panels and studio: light, dark, or high contrast", "", "theme dark"}, apply_theme},
    {{"lines", "off|fine|medium|strong", "Silhouette and furrow lines", "", "lines fine"}, apply_lines},
    {{"skin_tone", "1|2|3|4|5", "The tone of the skin, from very fair to very deep", "", "skin_tone 4"}, apply_skin_tone},
    {{"quality", "auto|low|medium|high|ultra", "How finely the picture is drawn", "", "quality auto"}, apply_quality},
    {{"dialog", "[<name>|none]", "Open or close a dialog; alone: close", "Escape", "dialog help"}, apply_dialog},

    // Session
    {{"mode", "<mode id>", "Clinic, study, kiosk: what is on the screen and allowed", "", "mode clinic"}, apply_mode, k_user, false},
    {{"pin", "<digits>", "The staff PIN that leaves a guarded mode", "", "pin 0000"}, apply_pin, k_system, false},
    {{"reset", "", "Begin anew in this mode", "Ctrl+R", "reset"}, apply_reset, k_user, false},
    {{"undo", "", "Take the last step back", "Ctrl+Z", "undo"}, apply_history, k_history, false},
    {{"redo", "", "Do it again", "Ctrl+Y", "redo"}, apply_history, k_history, false},
    {{"save", "<path>", "Save this session as a file; one of that name is replaced (only the dialog asks first)", "", "save my-scene.json"}, apply_path, k_outside, false, nullptr, Effect::Kind::save_scene},
    {{"open", "<path>", "Open a saved session", "", "open my-scene.json"}, apply_path, k_outside, false, nullptr, Effect::Kind::open_scene},
    {{"picture", "<path>", "Save the picture as PNG; one of that name is replaced (only the dialog asks first)", "", "picture back.png"}, apply_path, k_outside, false, nullptr, Effect::Kind::save_picture},
    {{"export", "<folder>", "Save the body as drawn and its overlays; files of the same names there are replaced (only the dialog asks first)", "", "export out"}, apply_path, k_outside, false, nullptr, Effect::Kind::export_folder},
    {{"quit", "", "Close the program", "Ctrl+Q", "quit"}, apply_quit, k_outside, false, nullptr, Effect::Kind::quit},

    // Clocks
    {{"tick", "seconds=<s>", "Time passes: strokes and tours move on", "", "tick seconds=0.5"}, apply_tick, k_system, false},
    {{"idle", "seconds=<s>", "Nobody has touched anything for so long", "", "idle seconds=1"}, apply_idle, k_system, false},
    {{"touch", "", "Somebody is here", "", "touch"}, apply_touch, k_system, false},
};
constexpr std::size_t k_row_count = std::size(k_rows);

constexpr std::array<ActionSpec, k_row_count> specs() {
    std::array<ActionSpec, k_row_count> specs{};
    for (std::size_t i = 0; i < k_row_count; ++i) specs[i] = k_rows[i].spec;
    return specs;
}
constexpr std::array<ActionSpec, k_row_count> k_specs = specs();

} // namespace

std::span<const ActionSpec> action_table() { return k_specs; }

const Row* find_row(std::string_view name) {
    const auto found = std::find_if(std::begin(k_rows), std::end(k_rows), [&](const Row& row) { return row.spec.name == name; });
    return found == std::end(k_rows) ? nullptr : found;
}

core::Error unknown_action(std::string_view name) {
    const std::string_view start = name.substr(0, 40);
    const auto nearest = std::min_element(k_specs.begin(), k_specs.end(), [&](const ActionSpec& a, const ActionSpec& b) {
        return core::spelling_distance(start, a.name) < core::spelling_distance(start, b.name);
    });
    return {core::ErrorCode::invalid, fmt::format("there is no action '{}'", start), "action",
            fmt::format("did you mean '{}'?", nearest->name)};
}

} // namespace dorsum::session
