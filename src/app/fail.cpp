#include "app/commands.h"

#include <cstdio>
#include <fmt/format.h>

namespace dorsum::app {

int fail(const core::Error& error) {
    fmt::print(stderr, "dorsum: {}\n", error.text());
    return error.code == core::ErrorCode::invalid ? 2 : 1;
}

} // namespace dorsum::app
