#include "platform/platform.h"

#include <cstdlib>

namespace dorsum::platform {

bool have_display() {
#if defined(__linux__) || defined(__FreeBSD__)
    const auto is_set = [](const char* name) {
        const char* value = std::getenv(name);
        return value != nullptr && *value != '\0';
    };
    return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
#else
    return true;
#endif
}

} // namespace dorsum::platform
