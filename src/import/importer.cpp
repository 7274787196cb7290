#include "import/importer.h"

#include "import/baked.h"
#include "import/foreign.h"
#include "import/scene_reader.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::import {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t k_most_files = 20'000;

std::vector<fs::path> mesh_files_below(const fs::path& folder, core::Diagnostics& diagnostics) {
    std::vector<fs::path> files;
    std::error_code ec;
    const auto options = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator it(folder, options, ec), end; !ec && it != end; it.increment(ec)) {
        if (it->is_regular_file(ec) && is_mesh_file(it->path())) files.push_back(it->path());
        if (files.size() <= k_most_files) continue;
        diagnostics.warning(folder.string(), "", fmt::format("holds more than {} mesh files; the rest is left out", k_most_files),
                            "name a smaller folder");
        break;
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

core::Result<anatomy::Atlas> load_atlas(const fs::path& path, const ImportOptions& options, core::Diagnostics& diagnostics) {
    std::error_code ec;
    if (!fs::exists(path, ec)) return core::Error{core::ErrorCode::not_found, "no such file or folder", path.string(), "check the path"};
    if (!fs::is_directory(path, ec)) return load_foreign({path}, path.stem().string(), options, diagnostics);
    if (fs::exists(path / "manifest.json", ec)) return load_baked(path, options, diagnostics);
    const auto files = mesh_files_below(path, diagnostics);
    if (files.empty())
        return core::Error{core::ErrorCode::not_found, "holds no mesh files", path.string(), "name a folder with " + supported_formats()};
    return load_foreign(files, path.filename().string(), options, diagnostics);
}

} // namespace dorsum::import
