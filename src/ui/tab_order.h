// Tab goes through every control of every panel in the order in which they are drawn; Dear ImGui's own stays within one window.
#pragma once

#include "ui/panel.h"

namespace dorsum::ui {

// Notes the last ImGui item as a stop, where the keyboard can do something with it.
void add_tab_stop(PanelContext& p, const std::string& name);
// At the beginning of a frame, before anything is drawn: a press of Tab goes on from where the keyboard is among the stops of the frame
// before, one of Shift+Tab back; both go round.
void follow_tab(Memory& memory);

} // namespace dorsum::ui
