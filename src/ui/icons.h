// Small signs drawn with lines, so that no icon font is needed.
#pragma once

#include <imgui.h>

namespace dorsum::ui {

enum class Icon { none, play, pause, previous, next, plus, minus, home, undo, redo, close, check, lock, back, picture, gear };

void draw_icon(ImDrawList& list, Icon icon, ImVec2 centre, float size, ImU32 colour);

} // namespace dorsum::ui
