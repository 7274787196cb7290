// Everything a person or a script can do, as one table that serves keys, menus, scripts, --do and tests.
#pragma once

#include "content/catalog.h"
#include "core/result.h"
#include "session/refusal.h"
#include "session/state.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dorsum::session {

// A parsed action: `curve cobb=40 side=right` is name "curve", named {cobb:40, side:right}; `select vertebra.l4` has one
// positional word. Words with blanks are quoted: `search "lower back"`.
struct Action {
    std::string name;
    std::vector<std::string> words;
    std::map<std::string, std::string> named;
    bool operator==(const Action&) const = default;
};

// What reduce may look at besides the state; all of it outlives the session.
struct Context {
    const anatomy::Atlas& atlas;
    const content::Catalog& catalog;
    std::string pin; // kiosk staff PIN; from the options, never saved
    std::string start_body{};  // what a new session shows; empty: the default body
    float start_stature_mm = 0; // 0: its own
    // How a step comes to lie on the body in a state, answered where the geometry is known; the same question always gets the same answer.
    // Nobody to ask: all of every step is drawn.
    std::function<OnBody(const content::StrokeStep&, const SessionState&)> ask_body{};
};

// What an action asks of the outside world; the app carries it out after reduce.
struct Effect {
    enum class Kind { none, save_scene, open_scene, save_picture, export_folder, quit } kind = Kind::none;
    std::string path;
};

struct ActionSpec {
    std::string_view name;      // "select"
    std::string_view arguments; // "<structure id>|none"
    std::string_view help;      // one line
    std::string_view shortcut;  // "Ctrl+Z", "1", "F1"; may be empty
    std::string_view example;   // "select vertebra.l4"
};
std::span<const ActionSpec> action_table();

// What a key does: a row's shortcut, or one of the arguments that a row can have. `keys` is spelled as in ActionSpec.
struct Shortcut {
    std::string_view keys;   // "Ctrl+Z", "1", "Home"
    std::string_view action; // "undo", "view posterior"
};
std::span<const Shortcut> shortcut_table();

// Grammar only. Error invalid names the place and the nearest action name.
core::Result<Action> parse_action(std::string_view text);
std::string to_text(const Action& action);

// Checks the arguments against atlas and catalog: unknown ids, values out of range, an action that the mode does not allow.
core::Status check_action(const SessionState& state, const Action& action, const Context& context);

// Pure and total. An action that cannot be done leaves the state as it was but for `notice`.
SessionState reduce(const SessionState& state, const Action& action, const Context& context);

// What the app must do for this action, if it is allowed in this state.
Effect effect_of(const SessionState& state, const Action& action, const Context& context);

// Why the plan of the current condition may not be shown, or nothing. The one gate; UI, compose and export all ask it.
enum class PlanBlock { none, no_condition, needs_screen, screen_stop, needs_confirmation, mode_forbids };
PlanBlock plan_block(const SessionState& state, const Context& context);

// The steps of the open condition's plan, whether or not it may be shown: in the first days of a strain its early steps. Empty: no plan.
std::span<const content::StrokeStep> plan_steps(const SessionState& state, const Context& context);

// The stroke step being shown (plan allowed, a condition open), or nullptr.
const content::StrokeStep* current_step(const SessionState& state, const Context& context);

// Why no technique may be shown by itself, or nothing: the mode, and the same safety screen as before a plan.
PlanBlock technique_block(const SessionState& state, const Context& context);
// The stroke that shows the library's open technique, on the muscle that was asked for; nothing where none is open or allowed.
std::optional<content::StrokeStep> technique_step(const SessionState& state, const Context& context);
// What is drawn on the body: the library's technique, else the plan's step.
std::optional<content::StrokeStep> shown_step(const SessionState& state, const Context& context);
// The clock of what is drawn.
double shown_time_s(const SessionState& state);

// 0 breathed out .. 1 breathed in, now; and whether it goes inwards. With reduced motion the body does not move: 0.
float breath_of(const SessionState& state, const Context& context);
bool breathing_in(const SessionState& state, const Context& context);

// How long a step is shown at true pace: its duration, or its repeats along the measured length of its longest path.
double step_duration_s(const content::StrokeStep& step, const SessionState& state, const Context& context);

// Vertical field of view that every session camera means (pan and framing count on it; scene::CameraPose has the same).
inline constexpr float k_fov_y_deg = 30;

// Camera for a standard view (posterior, anterior, left, right, superior, oblique) framing bounds, for pictures at least as
// wide as high.
std::optional<Camera> standard_view(std::string_view name, const geometry::Bounds& bounds);
// How wide and high the open condition's subject wants to be seen side by side, as shares of the square that the camera frames: a tall one may
// grow out of it, as long as so much of the trunk shows beside it that it is no strip. {1, 1}: the square.
glm::vec2 pair_shares(const SessionState& state, const Context& context);
// A new session: the mode's defaults, the whole back from behind. An unknown mode gives the catalogue's first.
SessionState initial_state(const Context& context, std::string_view mode);

} // namespace dorsum::session
