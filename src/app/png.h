// Pictures to PNG files, through stb; written whole or not at all.
#pragma once

#include "core/result.h"
#include "render/renderer.h"

#include <filesystem>

namespace dorsum::app {

core::Status write_png(const std::filesystem::path& path, const render::Image& image);

} // namespace dorsum::app
