// The session that the command line asks for: scene file, mode, condition, view, and actions in order.
#pragma once

#include "app/workspace.h"
#include "scene/compose_cache.h"
#include "session/history.h"

namespace dorsum::app {

// The workspace's context, which asks this cache how steps lie on the body. Both outlive it; a cache of another atlas needs another context.
session::Context context_on_body(const Workspace& workspace, scene::ComposeCache& cache);

// Errors: an unknown id, a malformed action; the message names the option or action.
core::Result<session::History> start_session(const Options& options, Workspace& workspace);

// A frame without anything, in the studio that the command line asks for; a scene file is not looked at.
scene::Frame first_wall(const Options& options);

// One action text: parsed, checked, applied. Error: why not (nothing was applied).
core::Status act(session::History& history, std::string_view text, const session::Context& context);

} // namespace dorsum::app
