// Somebody else's atlas, once tidied, named and given its levels of detail, is kept in the cache folder: reading it again takes a
// tenth of the time. Keyed by the files' names, sizes and times, by the tables that name them and by the program.
#pragma once

#include "import/importer.h"

#include <optional>

namespace dorsum::import {

// Empty where something cannot be looked at.
std::string atlas_cache_key(const std::vector<std::filesystem::path>& files, const ImportOptions& options);

// Nothing where it is not there, cut short or damaged. What was wrong with the files comes back with it.
std::optional<anatomy::Atlas> read_cached_atlas(const std::string& key, core::Diagnostics& diagnostics);
// The first `known` diagnostics were there before; the rest belongs to the atlas. Failing costs time only.
void write_cached_atlas(const std::string& key, const anatomy::Atlas& atlas, const core::Diagnostics& diagnostics, std::size_t known);

} // namespace dorsum::import
