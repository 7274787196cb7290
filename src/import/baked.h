// The project's own baked atlas: manifest.json and lod*.glb.
#pragma once

#include "import/importer.h"

namespace dorsum::import {

core::Result<anatomy::Atlas> load_baked(const std::filesystem::path& folder, const ImportOptions& options,
                                        core::Diagnostics& diagnostics);

} // namespace dorsum::import
