// play, pause, toggle-play, loop, step, tick
#include "session/args.h"
#include "session/rows.h"

#include <cmath>
#include <fmt/format.h>

namespace dorsum::session {

namespace {

constexpr float k_max_tick_s = 3600;

// The open plan's steps, or why they may not be reached.
core::Result<const std::vector<content::StrokeStep>*> open_plan(const SessionState& state, const Context& context) {
    const PlanBlock block = plan_block(state, context);
    if (block != PlanBlock::none)
        return core::Error{core::ErrorCode::denied, plan_block_text(block, state, context), "action", {}};
    const auto& steps = context.catalog.find_condition(state.condition)->plan.steps;
    if (steps.empty()) return denied(state, context, "notice.no_plan", "There is no stroke plan for this condition.");
    return &steps;
}

bool at_the_end(const SessionState& state, const std::vector<content::StrokeStep>& steps, const Context& context) {
    const auto last = steps.size() - 1;
    return static_cast<std::size_t>(state.playback.step) >= last &&
           state.playback.time_s >= step_duration_s(steps[last], state, context);
}

core::Status start_playing(SessionState& state, const Context& context) {
    const auto steps = open_plan(state, context);
    if (!steps) return steps.error();
    if (at_the_end(state, **steps, context)) {
        state.playback.step = 0;
        state.playback.time_s = 0;
    }
    state.playback.playing = true;
    state.before = false; // strokes are drawn on the body with the condition
    return {};
}

std::optional<int> wanted_step(const std::string& word, int now, const std::vector<content::StrokeStep>& steps) {
    const int last = static_cast<int>(steps.size()) - 1;
    if (word == "next") return std::min(now + 1, last);
    if (word == "previous") return std::max(now - 1, 0);
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
    state.playback.playing = false;
    return args.finish();
}

core::Status apply_toggle_play(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    if (const auto status = args.finish(); !status) return status;
    if (!state.playback.playing) return start_playing(state, context);
    state.playback.playing = false;
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
    const auto step = wanted_step(word, state.playback.step, **steps);
    if (!step) {
        args.fail(fmt::format("there is no step '{}'", word), fmt::format("use next, previous or 1 to {}", (*steps)->size()));
        return args.finish();
    }
    state.playback.step = *step;
    state.playback.time_s = 0;
    return {};
}

core::Status apply_tick(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const double seconds = args.needed_number("seconds", 0, k_max_tick_s);
    if (const auto status = args.finish(); !status) return status;
    advance_playback(state, seconds, context);
    advance_tour(state, seconds, context);
    return {};
}

} // namespace dorsum::session
