#include "import/importer.h"

#include "core/parallel.h"
#include "import/atlas_cache.h"
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

// Small ones are read faster than they are looked up.
constexpr std::uintmax_t k_worth_keeping_bytes = 4u << 20;

core::Result<anatomy::Atlas> load_or_recall(const std::vector<fs::path>& files, const std::string& name, const ImportOptions& options,
                                            core::Diagnostics& diagnostics) {
    std::uintmax_t bytes = 0;
    for (const auto& file : files) {
        std::error_code ec;
        if (const auto size = fs::file_size(file, ec); !ec) bytes += size;
    }
    if (options.as_is || bytes < k_worth_keeping_bytes) {
        auto whole = options;
        whole.levels_later = false;
        return load_foreign(files, name, whole, diagnostics);
    }
    const std::string key = atlas_cache_key(files, options);
    const std::size_t known = diagnostics.items().size();
    if (auto kept = read_cached_atlas(key, diagnostics)) {
        if (!has_levels(*kept) && !options.levels_later) { // the program ended, or goes on, before they were made
            make_levels(*kept);
            write_cached_atlas(key, *kept, diagnostics, known);
        }
        core::parallel_for(0, kept->structures.size(), [&](std::size_t i) { anatomy::assign_skin_weights(kept->structures[i], kept->spine); });
        if (options.progress) options.progress(1);
        return std::move(*kept);
    }
    auto atlas = load_foreign(files, name, options, diagnostics);
    if (atlas) write_cached_atlas(key, *atlas, diagnostics, known);
    return atlas;
}

} // namespace

core::Result<anatomy::Atlas> load_atlas(const fs::path& path, const ImportOptions& options, core::Diagnostics& diagnostics) {
    std::error_code ec;
    if (!fs::exists(path, ec)) return core::Error{core::ErrorCode::not_found, "no such file or folder", path.string(), "check the path"};
    if (!fs::is_directory(path, ec)) return load_or_recall({path}, path.stem().string(), options, diagnostics);
    if (fs::exists(path / "manifest.json", ec)) return load_baked(path, options, diagnostics);
    const auto files = mesh_files_below(path, diagnostics);
    if (files.empty())
        return core::Error{core::ErrorCode::not_found, "holds no mesh files", path.string(), "name a folder with " + supported_formats()};
    return load_or_recall(files, path.filename().string(), options, diagnostics);
}

} // namespace dorsum::import
