// Other people's meshes -> an atlas in our frame, units and names, as far as they go.
#pragma once

#include "import/importer.h"

namespace dorsum::import {

core::Result<anatomy::Atlas> load_foreign(const std::vector<std::filesystem::path>& files, const std::string& name,
                                          const ImportOptions& options, core::Diagnostics& diagnostics);

} // namespace dorsum::import
