// One file through Assimp, in this process.
#pragma once

#include "core/result.h"
#include "import/scene_reader.h"

namespace dorsum::import {

struct FileContent {
    std::vector<RawPart> parts;
    std::vector<std::string> warnings;
};

core::Result<FileContent> read_with_assimp(const std::filesystem::path& path);

} // namespace dorsum::import
