// How the body behaves: forward_bend, breathe, onset, root, compare, and what is painted on it
#include "anatomy/spine_pose.h"
#include "session/args.h"
#include "session/rows.h"
#include "session/scene_format.h"

#include <fmt/format.h>

namespace dorsum::session {

namespace {

core::Status switch_flag(bool& flag, const Action& action) {
    Args args(action);
    flag = args.flag(flag);
    return args.finish();
}

// From behind and a little above, over the bent back.
Camera bent_view(const Context& context) {
    const auto frames = anatomy::bend(anatomy::spine_body(context.atlas.spine), {{}, 1, 0}, context.catalog.body_model);
    Camera camera;
    camera.target_mm = 0.5f * (frames[anatomy::level_t(8).value].centre_mm + frames[anatomy::level_l(3).value].centre_mm);
    camera.yaw_deg = 0;
    camera.pitch_deg = 5;
    camera.distance_mm = 1250;
    return camera;
}

} // namespace

core::Status apply_forward_bend(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string word = args.maybe_word().value_or("toggle");
    const bool was = state.forward_bend > 0;
    const auto number = parse_number(word);
    float wanted = 0;
    if (word == "on" || (word == "toggle" && !was)) wanted = 1;
    else if (word == "off" || word == "toggle") wanted = 0;
    else if (number && *number >= 0 && *number <= 1) wanted = static_cast<float>(*number);
    else args.fail(fmt::format("'{}' is not how far to bend", word.substr(0, 40)), "use on, off, toggle or 0 to 1");
    if (const auto status = args.finish(); !status) return status;
    state.forward_bend = wanted;
    const bool on = wanted > 0;
    if (on == was) return {};
    state.camera = on ? bent_view(context) : *standard_view("posterior", view_bounds(state, context));
    return {};
}

core::Status apply_breathe(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const auto& pacer = context.catalog.pacer;
    const auto per_min = args.number("per_min", pacer.least_per_min, pacer.most_per_min);
    bool on = state.breathing.on || per_min.has_value();
    if (args.words_left() > 0 || !per_min) on = args.flag(state.breathing.on);
    if (const auto status = args.finish(); !status) return status;
    // A change of pace goes on from the same place in the breath.
    const float pace = per_min.value_or(state.breathing.per_min);
    if (on && state.breathing.on) state.breathing.time_s *= static_cast<double>(state.breathing.per_min) / static_cast<double>(pace);
    if (on && !state.breathing.on) state.breathing.time_s = 0;
    state.breathing.on = on;
    if (!action.words.empty() || !state.playback.playing) state.breathing.of_plan = false; // asked for by itself now
    state.breathing.per_min = pace;
    return {};
}

core::Status apply_onset(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    const std::string when = args.word_of({"first_days", "later", "unknown"});
    if (const auto status = args.finish(); !status) return status;
    change_onset(state, when == "unknown" ? "" : when);
    if (when != "later") state.confirmed.erase("timing"); // what was confirmed is that the first days are over
    state.playback.playing = false;
    return {};
}

core::Status apply_root(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    state.root = args.word_of(k_sciatic_roots);
    return args.finish();
}

core::Status apply_compare(SessionState& state, const Action& action, const Context& context) {
    const auto before = state;
    const auto status = switch_flag(state.compare, action);
    if (state.compare) state.before = false;
    if (status) follow_subject(state, before, context);
    return status;
}
core::Status apply_referral(SessionState& state, const Action& action, const Context&) { return switch_flag(state.referral, action); }
core::Status apply_skin_zones(SessionState& state, const Action& action, const Context&) { return switch_flag(state.skin_zones, action); }
core::Status apply_guarding(SessionState& state, const Action& action, const Context&) { return switch_flag(state.guarding, action); }
core::Status apply_fibre_length(SessionState& state, const Action& action, const Context&) {
    return switch_flag(state.fibre_length, action);
}
core::Status apply_curve_marks(SessionState& state, const Action& action, const Context&) {
    return switch_flag(state.curve_marks, action);
}

} // namespace dorsum::session
