#include "session/action.h"

#include <array>

namespace dorsum::session {

namespace {

// A row's own shortcut comes first; then the arguments that have keys of their own.
constexpr std::array k_shortcuts{
    Shortcut{"I", "isolate selection"},
    Shortcut{"H", "hide"},
    Shortcut{"F", "fade"},
    Shortcut{"Shift+H", "show all"},
    Shortcut{"Ctrl+F", "dialog search"},
    Shortcut{"L", "labels"},
    Shortcut{"N", "latin"},
    Shortcut{"G", "legend"},
    Shortcut{"Z", "safety_zones"},
    Shortcut{"B", "before"},
    Shortcut{"Shift+B", "compare"},
    Shortcut{"X", "xray"},
    Shortcut{"C", "clip toggle"},
    Shortcut{"Shift+C", "clip toggle face=yes"},
    Shortcut{"[", "clip by=-2"},
    Shortcut{"]", "clip by=2"},
    Shortcut{"Home", "view home"},
    Shortcut{"1", "view posterior"},
    Shortcut{"2", "view anterior"},
    Shortcut{"3", "view left"},
    Shortcut{"4", "view right"},
    Shortcut{"5", "view superior"},
    Shortcut{"6", "view oblique"},
    Shortcut{".", "focus"},
    Shortcut{"+", "zoom factor=1.2"},
    Shortcut{"-", "zoom factor=0.8333"},
    Shortcut{"Left", "orbit dyaw=-10"},
    Shortcut{"Right", "orbit dyaw=10"},
    Shortcut{"Up", "orbit dpitch=10"},
    Shortcut{"Down", "orbit dpitch=-10"},
    Shortcut{"Space", "toggle-play"},
    Shortcut{"R", "loop"},
    Shortcut{"D", "trace"},
    Shortcut{"PageDown", "step next"},
    Shortcut{"PageUp", "step previous"},
    Shortcut{"F1", "dialog help"},
    Shortcut{"Ctrl+,", "dialog settings"},
    Shortcut{"Escape", "dialog none"},
    Shortcut{"Ctrl+Z", "undo"},
    Shortcut{"Ctrl+Y", "redo"},
    Shortcut{"Ctrl+Shift+Z", "redo"},
    Shortcut{"Ctrl+R", "reset"},
    Shortcut{"Ctrl+Q", "quit"},
};

} // namespace

std::span<const Shortcut> shortcut_table() { return k_shortcuts; }

} // namespace dorsum::session
