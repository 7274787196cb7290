// The session that the command line asks for: scene file, mode, condition, view, and actions in order.
#pragma once

#include "app/workspace.h"
#include "session/history.h"

namespace dorsum::app {

// Errors: an unknown id, a malformed action; the message names the option or action.
core::Result<session::History> start_session(const Options& options, Workspace& workspace);

// One action text: parsed, checked, applied. Error: why not (nothing was applied).
core::Status act(session::History& history, std::string_view text, const session::Context& context);

} // namespace dorsum::app
