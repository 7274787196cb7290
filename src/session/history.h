// Undo and redo of everything. Camera drags, sliders and the clock coalesce into one entry; wiping is one call.
#pragma once

#include "session/action.h"

#include <vector>

namespace dorsum::session {

class History {
public:
    explicit History(SessionState start) : state_(std::move(start)) {}

    const SessionState& state() const { return state_; }
    // Reduces and remembers. `undo` and `redo` are actions too. Clock ticks, hovering and notices are never undo steps.
    void apply(const Action& action, const Context& context);
    bool can_undo() const { return !past_.empty(); }
    bool can_redo() const { return !future_.empty(); }
    // A new session with nothing remembered (kiosk reset, opened scene).
    void reset(SessionState start);
    // The last action texts, newest last (for bug reports); at most 50.
    const std::vector<std::string>& recent() const { return recent_; }

private:
    void remember_text(const Action& action);
    void travel(std::vector<SessionState>& from, std::vector<SessionState>& to, const char* nothing);
    void push(SessionState next, const std::string& group);

    SessionState state_;
    std::vector<SessionState> past_, future_;
    std::string last_group_; // consecutive actions of one group are one undo step
    std::vector<std::string> recent_;
};

} // namespace dorsum::session
