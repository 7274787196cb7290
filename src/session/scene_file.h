// A session as a file (JSON, versioned). Reading never throws and reports every problem with a JSON pointer.
#pragma once

#include "core/diagnostics.h"
#include "session/action.h"

#include <string>
#include <string_view>

namespace dorsum::session {

std::string write_scene(const SessionState& state);
// Unknown keys are warnings; wrong types and a newer version are errors. Never restores gates, dialogs or the safety answers.
core::Result<SessionState> read_scene(std::string_view json, const std::string& file, core::Diagnostics& diagnostics);

// Makes a scene that was read fit this atlas and catalogue: ids that they lack are dropped, each with a warning.
SessionState fit_scene(SessionState scene, const Context& context, const std::string& file, core::Diagnostics& diagnostics);

} // namespace dorsum::session
