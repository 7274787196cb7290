// The only truth: one comparable value. Undo, save files, kiosk reset, replay, scripts and "redraw only when changed" come from it.
#pragma once

#include "anatomy/spine.h"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dorsum::session {

struct Camera {
    glm::vec3 target_mm{0, 1200, 0};
    float yaw_deg = 0;         // 0 looks at the back (from -Z), 90 from the patient's left, 180 the front
    float pitch_deg = 0;       // + from above; clamped to +-89: never upside down
    float distance_mm = 1800;  // clamped to the atlas: never inside out
    bool operator==(const Camera&) const = default;
};

struct DiscState {
    anatomy::Level upper = anatomy::level_l(5); // the vertebra above the disc
    anatomy::Side side = anatomy::Side::left;   // none: central
    std::string zone = "paracentral";           // central | paracentral | foraminal
    std::string stage = "none";                 // none | bulge | protrusion | extrusion | sequestration
    float shrink = 0;                           // 0 as it happened .. 1 shrunk away
    bool operator==(const DiscState&) const = default;
};

struct Playback {
    bool playing = false;
    int step = 0;          // index into the plan
    double time_s = 0;     // since this step began
    float speed = 1;
    bool loop = false;     // this step again and again
    bool operator==(const Playback&) const = default;
};

// The guide to slow breathing.
struct Breathing {
    bool on = false;
    float per_min = 5.5f;
    double time_s = 0; // since it was switched on
    bool of_plan = false; // it began with a plan, and rests with it
    bool operator==(const Breathing&) const = default;
};

// Where the body is cut: one of three planes, that may be turned and tilted (clip_plane.h says about what), at a place along its
// axis or at a vertebra or disc of the spine as it is bent.
struct ClipPlane {
    char axis = 'x';      // x sagittal, y axial, z coronal
    float offset_mm = 0;  // along the axis: from the body's origin, or from the middle of what `at` names
    bool flipped = false; // false: what lies further along the axis stays
    float turn_deg = 0, tilt_deg = 0;
    std::string at{};     // "l4", "l4_l5"; empty: nowhere special
    bool operator==(const ClipPlane&) const = default;
};

// A place that a user marked on a structure's surface. It bends with the body.
struct Pin {
    std::string structure;
    glm::vec3 rest_mm{0};
    std::string name; // may be empty
    bool operator==(const Pin&) const = default;
};

struct QuizState {
    std::string quiz;                 // id; empty: none running
    std::vector<std::string> order;   // structure ids to ask, in order
    int at = 0;
    std::vector<std::string> options; // name_it: ids offered now
    std::string answer;               // what the learner chose now; empty: not yet
    int correct = 0, asked = 0;
    std::uint64_t seed = 1;
    bool operator==(const QuizState&) const = default;
};

struct TourState {
    std::string tour; // id; empty: none running
    int stop = 0;
    double time_s = 0;
    bool operator==(const TourState&) const = default;
};

// A stroke that the user drew on the body: where the pointer ran, posed world mm. What it is like is worked out, not kept.
struct OwnStroke {
    bool drawing = false;             // the tool: a drag draws instead of turning
    std::vector<glm::vec3> points_mm;
    bool operator==(const OwnStroke&) const = default;
};

// The list of all kinds of stroke, and the one that is shown by itself, outside of any plan.
struct Library {
    bool open = false;
    std::string technique; // id or empty
    std::string on;        // muscle that it is shown on; empty: the one that its data names
    std::string search;    // what the list is narrowed to
    bool playing = false;
    double time_s = 0;
    bool operator==(const Library&) const = default;
};

// Kiosk idling, driven by the idle clock's `idle seconds=` actions.
enum class IdlePhase { active, warning, attract };

inline constexpr int k_skin_tones = 5;

struct SessionState {
    std::string mode = "clinic";
    std::string language = "en";
    std::string voice = "patient"; // patient | student | clinician
    std::string body;              // whose body is shown: id of Catalog::bodies; empty: an atlas that has no choice
    float stature_mm = 0;          // 0: the body's own
    std::string condition;         // id or empty
    anatomy::Side symptomatic = anatomy::Side::left;
    std::string selected;          // structure id or empty
    std::array<float, anatomy::k_layer_count> layer_opacity{0, 1, 1, 1, 1, 1, 1, 1}; // 0 off .. 1; skin starts off
    std::set<std::string> hidden, faded, isolated; // structure ids; isolated empty: nothing isolated
    anatomy::SpineCurve curve;
    DiscState disc;
    Camera camera;
    std::optional<ClipPlane> clip;
    bool xray = false;             // all of the body seen through
    std::vector<Pin> pins;
    std::string sciatic_variant = "a";    // how the sciatic nerve passes piriformis (Beaton & Anson): a below .. f
    std::string root = "all";             // which root of the sciatic nerve is lit: all | l4 | l5 | s1 | s2 | s3
    float forward_bend = 0;               // 0 upright .. 1 bent forward (Adams test)
    Breathing breathing;
    std::string onset;                    // of a strain: "" not asked | first_days | later
    bool compare = false;                 // two views side by side: without and with the condition
    bool referral = false;                // traditional referral zones
    bool skin_zones = false;              // skin that the roots may feel with
    bool guarding = true;                 // muscles that brace around the sore place
    bool fibre_length = false;            // muscles painted by how much the curve shortens or lengthens them
    bool curve_marks = true;              // apex, end and neutral vertebrae named
    Playback playback;
    OwnStroke own_stroke;
    Library library;
    std::string quality = "auto";  // auto | low | medium | high
    bool labels = false;
    bool latin = false;
    bool before = false;           // before/after toggle: true shows the body without the condition
    bool legend = true;
    bool captions = false;         // what is done now, as a line of words under the body
    bool safety_zones = false;
    bool reduced_motion = false;
    int text_scale = 100;          // per cent, 100 .. 200
    bool high_contrast = false;
    std::string theme = "light";   // light | dark; high_contrast goes over either
    std::string lines = "medium";  // off | fine | medium | strong: silhouettes and furrows
    int skin_tone = 2;             // 1 lightest .. k_skin_tones darkest
    std::string search;
    bool screen_passed = false;           // the safety screen was answered with no stop
    std::set<std::string> screen_yes;     // question ids answered yes
    std::set<std::string> screen_no;      // question ids answered no
    std::set<std::string> confirmed;      // plan gates confirmed: "timing", "checked_by_professional", "professional"
    QuizState quiz;
    TourState tour;
    IdlePhase idle = IdlePhase::active;
    std::string wanted_mode;              // asked for and waiting for the staff PIN; empty: nothing waits
    std::string dialog;                   // open dialog: "" | "safety" | "pin" | "settings" | "help" | "about" | "claims" | "files" | "search"
    std::string notice;                   // one line for the user: why an action was refused; a text key or plain text

    bool operator==(const SessionState&) const = default;
};

} // namespace dorsum::session
