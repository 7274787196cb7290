// Scripted sessions: what a person does, on a virtual clock, with expectations and pictures. One command a line, # comments:
//   do ACTION                      any action of the table
//   click widget NAME              on a named widget of the panels ("condition.sciatica")
//   click structure ID             on the middle of what is visible of it;  also: double-click structure ID
//   click at X Y                   pixels
//   drag FROM_X FROM_Y TO_X TO_Y   with the left button; also: drag pin NUMBER DX DY, drag cut DX DY (by the plane's grip)
//   wheel X Y STEPS
//   key NAME                       "Ctrl+Z", "Escape", "L"
//   type TEXT                      into the focused field
//   wait SECONDS                   of the virtual clock (30 turns a second)
//   settle                         until nothing moves
//   picture FILE.png               into the script's out folder
//   expect WHAT VALUE              see script.cpp for WHAT; "expect not WHAT VALUE" turns it round
#pragma once

#include "app/viewer.h"

#include <filesystem>

namespace dorsum::app {

struct ScriptReport {
    int lines = 0, failures = 0;
};

// Plays a script file. Failed expectations are printed with file and line and counted; a line that cannot be read or done is an
// error that ends the script.
core::Result<ScriptReport> play_script(const std::filesystem::path& file, const std::filesystem::path& out, Viewer& viewer);

} // namespace dorsum::app
