// The clinic's own file: its name, its emergency number, and if it wants its own wording of the emergency line, by language.
//   {"name": "Praxis am Markt", "emergency_number": "112", "emergency": {"de": "Im Notfall rufen Sie 112 oder 0123 4567 (Praxis)."}}
#pragma once

#include "content/catalog.h"

#include <filesystem>

namespace dorsum::content {

// Reads the file into catalog.clinic. What is wrong is complained about with file and place, and the neutral wording stays there.
void load_clinic(const std::filesystem::path& path, Catalog& catalog, core::Diagnostics& diagnostics);

} // namespace dorsum::content
