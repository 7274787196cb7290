#include "platform/platform.h"

#include <cstdlib>

namespace dorsum::platform {
namespace {

bool is_set(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

} // namespace

bool have_display() {
#if defined(__linux__) || defined(__FreeBSD__)
    return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
#else
    return true;
#endif
}

bool want_debug_context() { return is_set("DORSUM_GL_DEBUG"); }

} // namespace dorsum::platform
