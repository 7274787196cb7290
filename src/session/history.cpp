#include "session/history.h"

#include "session/rows.h"

namespace dorsum::session {

namespace {

constexpr std::size_t k_max_steps = 1000;
constexpr std::size_t k_max_recent = 50;

// What comes from clocks and refusals is not worth an undo step.
bool same_but_for_notices(const SessionState& a, SessionState b) {
    b.notice = a.notice;
    b.idle = a.idle;
    return a == b;
}

// A step that one goes back to has no old message and is not asleep.
SessionState quiet(SessionState state) {
    state.notice.clear();
    state.idle = IdlePhase::active;
    return state;
}

} // namespace

void History::remember_text(const Action& action) {
    // The PIN is a secret, and a running clock would push everything else out.
    if (action.name == "tick" || action.name == "idle" || action.name == "touch") return;
    recent_.push_back(action.name == "pin" ? "pin ****" : to_text(action));
    if (recent_.size() > k_max_recent) recent_.erase(recent_.begin());
}

void History::travel(std::vector<SessionState>& from, std::vector<SessionState>& to, const char* nothing) {
    last_group_.clear();
    if (from.empty()) {
        state_.notice = nothing;
        return;
    }
    to.push_back(quiet(std::move(state_)));
    state_ = std::move(from.back());
    from.pop_back();
}

void History::push(SessionState next, const std::string& group) {
    if (group.empty() || group != last_group_) past_.push_back(quiet(std::move(state_)));
    if (past_.size() > k_max_steps) past_.erase(past_.begin());
    future_.clear();
    state_ = std::move(next);
    last_group_ = group;
}

void History::apply(const Action& action, const Context& context) {
    const Row* row = find_row(action.name);
    Outcome outcome = reduce_outcome(state_, action, context);
    if (outcome.forgets) {
        reset(std::move(outcome.state));
        return;
    }
    remember_text(action);
    if (row != nullptr && row->kind == RowKind::history && !outcome.refused) {
        if (action.name == "undo")
            travel(past_, future_, "Nothing to undo.");
        else
            travel(future_, past_, "Nothing to redo.");
        return;
    }
    const bool step = row != nullptr && row->kind == RowKind::user && !outcome.refused;
    if (!step || same_but_for_notices(state_, outcome.state))
        state_ = std::move(outcome.state);
    else
        push(std::move(outcome.state), row->group == nullptr ? std::string{} : row->group(action));
}

void History::reset(SessionState start) {
    state_ = std::move(start);
    past_.clear();
    future_.clear();
    last_group_.clear();
    recent_.clear();
}

} // namespace dorsum::session
