// Problems found in files, collected so that all of them are reported at once, each with file and place.
#pragma once

#include "core/result.h"

#include <string>
#include <vector>

namespace dorsum::core {

enum class Severity { note, warning, error };

struct Diagnostic {
    Severity severity = Severity::error;
    std::string file;    // path as the user knows it
    std::string pointer; // JSON pointer, node name or line inside the file; may be empty
    std::string message;
    std::string remedy;

    std::string text() const; // "error: file#/pointer: message (remedy)"
};

class Diagnostics {
public:
    void add(Diagnostic diagnostic) { items_.push_back(std::move(diagnostic)); }
    void error(std::string file, std::string pointer, std::string message, std::string remedy = {});
    void warning(std::string file, std::string pointer, std::string message, std::string remedy = {});
    void note(std::string file, std::string pointer, std::string message);
    void append(const Diagnostics& other);

    const std::vector<Diagnostic>& items() const { return items_; }
    bool has_errors() const;

private:
    std::vector<Diagnostic> items_;
};

} // namespace dorsum::core
