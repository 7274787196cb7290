#include "core/result.h"

namespace dorsum::core {

std::string Error::text() const {
    std::string out;
    if (!place.empty()) out += place + ": ";
    out += message;
    if (!remedy.empty()) out += " (" + remedy + ")";
    return out;
}

} // namespace dorsum::core
