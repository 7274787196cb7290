#include "core/diagnostics.h"

#include <algorithm>

namespace dorsum::core {

std::string Diagnostic::text() const {
    std::string out = severity == Severity::error ? "error: " : severity == Severity::warning ? "warning: " : "note: ";
    out += file;
    if (!pointer.empty()) out += "#" + pointer;
    out += ": " + message;
    if (!remedy.empty()) out += " (" + remedy + ")";
    return out;
}

void Diagnostics::error(std::string file, std::string pointer, std::string message, std::string remedy) {
    add({Severity::error, std::move(file), std::move(pointer), std::move(message), std::move(remedy)});
}

void Diagnostics::warning(std::string file, std::string pointer, std::string message, std::string remedy) {
    add({Severity::warning, std::move(file), std::move(pointer), std::move(message), std::move(remedy)});
}

void Diagnostics::note(std::string file, std::string pointer, std::string message) {
    add({Severity::note, std::move(file), std::move(pointer), std::move(message), {}});
}

void Diagnostics::append(const Diagnostics& other) {
    items_.insert(items_.end(), other.items_.begin(), other.items_.end());
}

bool Diagnostics::has_errors() const {
    return std::any_of(items_.begin(), items_.end(), [](const auto& d) { return d.severity == Severity::error; });
}

} // namespace dorsum::core
