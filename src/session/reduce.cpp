#include "session/rows.h"

#include <fmt/format.h>

namespace dorsum::session {

namespace {

core::Status mode_allows(const SessionState& state, const Row& row, const Context& context) {
    const content::Mode* mode = context.catalog.find_mode(state.mode);
    if (mode == nullptr || row.kind == RowKind::system || mode->allows(row.spec.name)) return {};
    // The way out of a guarded mode is guarded by the PIN, not by the list.
    if (mode->leave_needs_pin && row.spec.name == "mode") return {};
    return denied(state, context, "notice.mode_forbids", "This is not available in this mode.");
}

core::Status run(SessionState& state, const Row& row, const Action& action, const Context& context) {
    if (const auto allowed = mode_allows(state, row, context); !allowed) return allowed;
    return row.apply(state, action, context);
}

// What must hold after every action, whichever it was.
void settle(SessionState& state, const Context& context) {
    if (state.playback.playing && plan_block(state, context) != PlanBlock::none) state.playback.playing = false;
    settle_library(state, context);
    if (state.dialog != "pin") state.wanted_mode.clear();
    state.camera = clamped(state.camera, context.atlas.bounds);
}

std::string notice_of(const core::Error& error) {
    return error.remedy.empty() ? error.message : fmt::format("{} ({})", error.message, error.remedy);
}

} // namespace

Outcome reduce_outcome(const SessionState& state, const Action& action, const Context& context) {
    Outcome outcome{state};
    const Row* row = find_row(action.name);
    core::Status status;
    if (row == nullptr) {
        status = unknown_action(action.name);
    } else {
        SessionState next = state;
        if (row->kind != RowKind::system) {
            wake(next, context);
            next.notice.clear();
        }
        status = run(next, *row, action, context);
        if (status) {
            settle(next, context);
            outcome.forgets = forgets(state, action, next, context);
            outcome.state = std::move(next);
            return outcome;
        }
    }
    outcome.refused = true;
    outcome.state.notice = notice_of(status.error());
    return outcome;
}

SessionState reduce(const SessionState& state, const Action& action, const Context& context) {
    return reduce_outcome(state, action, context).state;
}

core::Status check_action(const SessionState& state, const Action& action, const Context& context) {
    const Row* row = find_row(action.name);
    if (row == nullptr) return unknown_action(action.name);
    SessionState trial = state;
    if (row->kind != RowKind::system) wake(trial, context);
    return run(trial, *row, action, context);
}

Effect effect_of(const SessionState& state, const Action& action, const Context& context) {
    const Row* row = find_row(action.name);
    if (row == nullptr || row->effect == Effect::Kind::none || !check_action(state, action, context)) return {};
    Effect effect{row->effect, {}};
    for (const auto& word : action.words) effect.path += (effect.path.empty() ? "" : " ") + word;
    return effect;
}

std::string notice_text(const SessionState& state, const Context& context, const std::string& key, std::string_view plain) {
    const auto language = context.catalog.texts.find(state.language);
    if (language != context.catalog.texts.end()) {
        const auto entry = language->second.entries.find(key);
        if (entry != language->second.entries.end()) return entry->second;
    }
    return std::string(plain);
}

core::Error denied(const SessionState& state, const Context& context, const std::string& key, std::string_view plain) {
    return {core::ErrorCode::denied, notice_text(state, context, key, plain), "action", {}};
}

} // namespace dorsum::session
