// GLFW's callbacks, turned into Events. Install before ImGui's backend: that one chains to callbacks it finds.
#pragma once

#include "platform/platform.h"

namespace dorsum::platform {

// Appends to *events, which must outlive the window; uses the window's user pointer.
void install_callbacks(GLFWwindow* window, std::vector<Event>* events);

} // namespace dorsum::platform
