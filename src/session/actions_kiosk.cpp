// mode, pin, idle, touch, reset: who is in front of the screen, and what must be forgotten between two people. Every number and
// every permission is the mode's data.
#include "session/args.h"
#include "session/rows.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dorsum::session {

namespace {

constexpr float k_max_idle_s = 1e7f;

bool is_private(const content::Mode* mode) { return mode != nullptr && (!mode->stores || mode->leave_needs_pin); }

enum class Idle { active, warning, reset, attract };

Idle idle_after(const content::Mode* mode, float seconds) {
    if (mode == nullptr || mode->idle_reset_s <= 0) return Idle::active;
    if (seconds >= mode->idle_reset_s) {
        const bool attract = !mode->attract_tour.empty() && mode->attract_after_s > 0 && seconds >= mode->attract_after_s;
        return attract ? Idle::attract : Idle::reset;
    }
    return mode->idle_warn_s > 0 && seconds >= mode->idle_warn_s ? Idle::warning : Idle::active;
}

// As long in any case, whatever the guess: the time tells nothing about the PIN.
bool same_pin(const std::string& guess, const std::string& pin) {
    std::size_t difference = guess.size() ^ pin.size();
    for (std::size_t i = 0; i < pin.size(); ++i)
        difference |= static_cast<unsigned char>(pin[i]) ^ static_cast<unsigned char>(i < guess.size() ? guess[i] : 0);
    return difference == 0;
}

void enter_mode(SessionState& state, const content::Mode& mode, const Context& context) {
    const bool forget = is_private(context.catalog.find_mode(state.mode)) || is_private(&mode);
    state.mode = mode.id;
    state.dialog.clear();
    state.wanted_mode.clear();
    state.playback.playing = false;
    state.tour = TourState{};
    if (forget) {
        const std::string quality = state.quality;
        state = initial_state(context, mode.id);
        state.quality = quality;
        return;
    }
    state.voice = mode.voice;
    state.labels = mode.labels;
    state.captions = mode.captions;
    state.latin = mode.latin;
}

float idle_seconds(const Action& action) {
    Args args(action);
    return args.needed_number("seconds", 0, k_max_idle_s);
}

} // namespace

bool forgets(const SessionState& before, const Action& action, const SessionState& after, const Context& context) {
    const content::Mode* mode = context.catalog.find_mode(before.mode);
    if (before.mode != after.mode) return is_private(mode) || is_private(context.catalog.find_mode(after.mode));
    if (before.idle == IdlePhase::attract && after.idle == IdlePhase::active) return true;
    if (action.name == "reset") return is_private(mode);
    return action.name == "idle" && before.idle != IdlePhase::attract && idle_after(mode, idle_seconds(action)) >= Idle::reset;
}

void wake(SessionState& state, const Context& context) {
    if (state.idle == IdlePhase::attract) state = fresh_state(state, context);
    state.idle = IdlePhase::active;
}

core::Status apply_mode(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string id = args.word("a mode id");
    const content::Mode* wanted = context.catalog.find_mode(id);
    if (wanted == nullptr) {
        std::vector<std::string_view> known;
        for (const auto& mode : context.catalog.modes) known.push_back(mode.id);
        args.fail(fmt::format("there is no mode '{}'", id), fmt::format("use {}", fmt::join(known, ", ")));
    }
    if (const auto status = args.finish(); !status) return status;
    const content::Mode* mode = context.catalog.find_mode(state.mode);
    // Without a PIN nobody could ever leave again; whoever starts the program without one is told so on entering.
    if (id != state.mode && mode != nullptr && mode->leave_needs_pin && !context.pin.empty()) {
        state.wanted_mode = id;
        state.dialog = "pin";
        return {};
    }
    if (id != state.mode) {
        enter_mode(state, *wanted, context);
        if (wanted->leave_needs_pin && context.pin.empty()) state.notice = "notice.no_pin";
    }
    return {};
}

core::Status apply_pin(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string guess = args.word("digits");
    if (!std::all_of(guess.begin(), guess.end(), [](char c) { return c >= '0' && c <= '9'; })) args.fail("a PIN has digits only");
    if (const auto status = args.finish(); !status) return status;
    const content::Mode* wanted = context.catalog.find_mode(state.wanted_mode);
    if (wanted == nullptr) return {}; // nothing waits: not even whether it was right is told
    if (!same_pin(guess, context.pin)) return denied(state, context, "notice.wrong_pin", "That PIN is not right.");
    enter_mode(state, *wanted, context);
    return {};
}

core::Status apply_idle(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const float seconds = args.needed_number("seconds", 0, k_max_idle_s);
    if (const auto status = args.finish(); !status) return status;
    const content::Mode* mode = context.catalog.find_mode(state.mode);
    const Idle idle = idle_after(mode, seconds);
    if (idle == Idle::active) wake(state, context);
    if (state.idle == IdlePhase::attract) return {};
    if (idle == Idle::warning) state.idle = IdlePhase::warning;
    if (idle < Idle::reset) return {};
    state = fresh_state(state, context);
    if (idle == Idle::attract) {
        state.idle = IdlePhase::attract;
        start_tour(state, mode->attract_tour, context);
    }
    return {};
}

core::Status apply_touch(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    wake(state, context);
    return args.finish();
}

core::Status apply_reset(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    state = fresh_state(state, context);
    return args.finish();
}

} // namespace dorsum::session
