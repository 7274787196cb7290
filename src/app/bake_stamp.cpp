#include "app/bake_stamp.h"

#include "core/files.h"
#include "core/hash.h"

#include <algorithm>
#include <vector>

namespace dorsum::app {

namespace fs = std::filesystem;

namespace {

constexpr const char* k_stamp_file = "stamp";

bool add_file(core::Hash64& hash, const fs::path& path) {
    std::error_code ec;
    const auto size = fs::file_size(path, ec);
    if (ec) return false;
    const auto time = fs::last_write_time(path, ec).time_since_epoch().count();
    hash.text(path.string()).value(size).value(time);
    return !ec;
}

} // namespace

std::string bake_stamp(const fs::path& facts, const fs::path& atlas) {
    core::Hash64 hash;
    std::error_code ec;
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator it(facts, ec), end; !ec && it != end; it.increment(ec))
        if (it->is_regular_file(ec)) files.push_back(it->path());
    if (ec || files.empty()) return {};
    std::sort(files.begin(), files.end());
    const auto program = fs::read_symlink("/proc/self/exe", ec);
    if (ec) return {};
    files.push_back(program);
    for (const char* name : {"manifest.json", "lod0.glb", "lod1.glb", "lod2.glb"}) files.push_back(atlas / name);
    for (const auto& file : files)
        if (!add_file(hash, file)) return {};
    return hash.hex();
}

bool is_stamped(const fs::path& atlas, const std::string& stamp) {
    const auto read = core::read_text_file(atlas / k_stamp_file, 64);
    return !stamp.empty() && read && *read == stamp;
}

void write_stamp(const fs::path& atlas, const std::string& stamp) {
    if (!stamp.empty()) (void)core::write_file_atomically(atlas / k_stamp_file, stamp);
}

} // namespace dorsum::app
