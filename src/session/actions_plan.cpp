// play, pause, toggle-play, loop, step, tick
#include "session/args.h"
#include "session/plan_player.h"
#include "session/rows.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::session {

namespace {

constexpr float k_max_tick_s = 3600;

// The open plan's steps, or why they may not be reached.
core::Result<std::span<const content::StrokeStep>> open_plan(const SessionState& state, const Context& context) {
    const PlanBlock block = plan_block(state, context);
    if (block != PlanBlock::none)
        return core::Error{core::ErrorCode::denied, plan_block_text(block, state, context), "action", {}};
    const auto steps = plan_steps(state, context);
    if (steps.empty()) return denied(state, context, "notice.no_plan", "There is no stroke plan for this condition.");
    return steps;
}

bool at_the_end(const SessionState& state, std::span<const content::StrokeStep> steps, const Context& context) {
    const auto at = static_cast<std::size_t>(std::clamp(state.playback.step, 0, static_cast<int>(steps.size()) - 1));
    return state.playback.time_s >= played_s(steps[at], state, context) && next_step(state, context, 1) == state.playback.step;
}

// From the first step again where the plan is at its end, and past what is left out.
core::Status go_to_what_plays(SessionState& state, std::span<const content::StrokeStep> steps, const Context& context) {
    if (at_the_end(state, steps, context)) state.playback.step = 0, state.playback.time_s = 0;
    const auto drawn = [&] { return on_body(steps[static_cast<std::size_t>(state.playback.step)], state, context); };
    if (drawn().drawn) return {};
    state.playback.step = next_step(state, context, 1);
    state.playback.time_s = 0;
    const auto now = drawn();
    if (now.drawn) return {};
    const auto words = refusal_words(now.refused, state, context);
    return core::Error{core::ErrorCode::denied, words.empty() ? std::string() : words.front(), "action", {}};
}

core::Status start_playing(SessionState& state, const Context& context) {
    if (!state.library.technique.empty()) { // what is shown by itself plays by itself
        state.library.playing = true;
        return {};
    }
    const auto steps = open_plan(state, context);
    if (!steps) return steps.error();
    if (auto ready = go_to_what_plays(state, *steps, context); !ready) return ready;
    state.playback.playing = true;
    leave_disc_cut(state, context);
    state.before = false; // strokes are drawn on the body with the condition
    // A plan that calms is done in step with slow breathing.
    if (context.catalog.find_condition(state.condition)->breath_pacer && !state.breathing.on) state.breathing = {true, state.breathing.per_min, 0, true};
    state.library = {};
    keep_step_in_view(state, context);
    return {};
}

// The guide that came with the plan rests with it; one that the user began goes on.
void stop_playing(SessionState& state) {
    if (state.playback.playing && state.breathing.of_plan) state.breathing.on = state.breathing.of_plan = false;
    state.playback.playing = state.library.playing = false;
}

std::optional<int> wanted_step(const std::string& word, const SessionState& state, const Context& context, std::span<const content::StrokeStep> steps) {
    const int last = static_cast<int>(steps.size()) - 1;
    if (word == "next") return next_step(state, context, 1);
    if (word == "previous") return next_step(state, context, -1);
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (steps[i].id == word) return static_cast<int>(i);
    const auto number = parse_number(word);
    if (!number || *number != std::floor(*number) || *number < 1 || *number > last + 1) return std::nullopt;
    return static_cast<int>(*number) - 1;
}

} // namespace

core::Status apply_play(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    state.playback.speed = args.number("speed", 0.25f, 8.0f).value_or(state.playback.speed);
    if (const auto status = args.finish(); !status) return status;
    return start_playing(state, context);
}

core::Status apply_pause(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    if (const auto status = args.finish(); !status) return status;
    stop_playing(state);
    return {};
}

core::Status apply_toggle_play(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    if (const auto status = args.finish(); !status) return status;
    if (!state.playback.playing && !state.library.playing) return start_playing(state, context);
    stop_playing(state);
    return {};
}

core::Status apply_loop(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    state.playback.loop = args.flag(state.playback.loop);
    return args.finish();
}

core::Status apply_step(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string word = args.maybe_word().value_or("next");
    if (const auto status = args.finish(); !status) return status;
    const auto steps = open_plan(state, context);
    if (!steps) return steps.error();
    const auto step = wanted_step(word, state, context, *steps);
    if (!step) {
        args.fail(fmt::format("there is no step '{}'", word), fmt::format("use next, previous or 1 to {}", steps->size()));
        return args.finish();
    }
    state.playback.step = *step;
    state.playback.time_s = 0;
    leave_disc_cut(state, context);
    state.library = {};
    keep_step_in_view(state, context);
    return {};
}

core::Status apply_tick(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const double seconds = args.needed_number("seconds", 0, k_max_tick_s);
    if (const auto status = args.finish(); !status) return status;
    advance_playback(state, seconds, context);
    advance_library(state, seconds, context);
    advance_breathing(state, seconds, context);
    advance_tour(state, seconds, context);
    return {};
}

} // namespace dorsum::session
