#include "core/check.h"

#include <string>

namespace dorsum::core {

void check_failed(const char* condition, const char* file, int line) {
    throw CheckFailure(std::string(file) + ":" + std::to_string(line) + ": check failed: " + condition);
}

} // namespace dorsum::core
