// What can be said about a mesh file before a reader is let near it.
#pragma once

#include "core/result.h"

#include <filesystem>

namespace dorsum::import {

// Empty, huge, cut short, not what its extension says: one clear message each.
core::Status check_file(const std::filesystem::path& path);

// Text formats have no length to compare with; but a whole file ends with a whole line.
bool ends_within_a_line(const std::filesystem::path& path);

} // namespace dorsum::import
