// Other people's meshes -> an atlas in our frame, units and names, as far as they go.
#pragma once

#include "import/importer.h"

namespace dorsum::import {

core::Result<anatomy::Atlas> load_foreign(const std::vector<std::filesystem::path>& files, const std::string& name,
                                          const ImportOptions& options, core::Diagnostics& diagnostics);

// The coarser levels, made from the finest; and whether they are there.
void make_levels(anatomy::Atlas& atlas);
bool has_levels(const anatomy::Atlas& atlas);

} // namespace dorsum::import
