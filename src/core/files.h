// Reading and writing whole files. A write never destroys the older file: temporary beside it, sync, rename.
#pragma once

#include "core/result.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dorsum::core {

inline constexpr std::size_t k_max_text_file_bytes = 64u << 20;

// Errors: not_found, unreadable (a folder, no permission), too_large (more than max_bytes).
Result<std::string> read_text_file(const std::filesystem::path& path, std::size_t max_bytes = k_max_text_file_bytes);

// Errors: unwritable (read-only folder, full disk). The older file, if any, stays as it was on every error.
Status write_file_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes);
Status write_file_atomically(const std::filesystem::path& path, std::string_view text);

// Where assets/ and shaders/ are: $DORSUM_HOME, else the source tree the program was built from, else beside the program.
// Error not_found names every place that was tried.
Result<std::filesystem::path> find_home_folder();

// $DORSUM_CACHE, else $XDG_CACHE_HOME/dorsum, else ~/.cache/dorsum; what lies there may be deleted at any time.
std::filesystem::path cache_folder();

} // namespace dorsum::core
