// Checks for bugs: always on, in every build. They throw, so that the one catch-all at the frame boundary can undo and go on.
#pragma once

#include <stdexcept>

namespace dorsum::core {

struct CheckFailure : std::logic_error {
    using std::logic_error::logic_error;
};

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

} // namespace dorsum::core

#define DORSUM_CHECK(condition)                                                                                        \
    (static_cast<bool>(condition) ? void(0) : ::dorsum::core::check_failed(#condition, __FILE__, __LINE__))
