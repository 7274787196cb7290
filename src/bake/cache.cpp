#include "bake/cache.h"

#include "core/files.h"
#include "core/hash.h"

#include <cstring>
#include <fmt/format.h>
#include <set>
#include <sstream>

namespace dorsum::bake {
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t k_magic = 0x34656b6162726f64; // "dorbake4"
constexpr const char* k_list_extension = ".parts"; // the names of one body's parts
constexpr const char* k_light_extension = ".cells"; // its light
constexpr const char* k_glide_extension = ".glides"; // how its vertebrae glide
constexpr std::size_t k_max_file_bytes = std::size_t{1} << 30;

class Packer {
public:
    template <class T>
    void put(const std::vector<T>& values) {
        const std::uint64_t count = values.size();
        append(&count, sizeof count);
        append(values.data(), count * sizeof(T));
    }
    void put_mesh(const geometry::Mesh& mesh) {
        put(mesh.positions);
        put(mesh.normals);
        put(mesh.fibres);
        put(mesh.course);
        put(mesh.indices);
    }
    std::string take() {
        core::Hash64 hash;
        hash.text(bytes_);
        std::string out(16, '\0');
        const std::uint64_t head[2] = {k_magic, hash.digest()};
        std::memcpy(out.data(), head, 16);
        return out + bytes_;
    }

private:
    void append(const void* data, std::size_t size) {
        if (size > 0) bytes_.append(static_cast<const char*>(data), size);
    }
    std::string bytes_;
};

class Unpacker {
public:
    explicit Unpacker(std::string_view file) {
        std::uint64_t head[2];
        if (file.size() < 16) return;
        std::memcpy(head, file.data(), 16);
        rest_ = file.substr(16);
        good_ = head[0] == k_magic && core::Hash64().text(rest_).digest() == head[1];
    }
    template <class T>
    void get(std::vector<T>& values) {
        std::uint64_t count = 0;
        if (!good_ || rest_.size() < sizeof count) return fail();
        std::memcpy(&count, rest_.data(), sizeof count);
        rest_.remove_prefix(sizeof count);
        if (count > rest_.size() / sizeof(T)) return fail();
        values.resize(count);
        if (count > 0) std::memcpy(values.data(), rest_.data(), count * sizeof(T));
        rest_.remove_prefix(count * sizeof(T));
    }
    void get_mesh(geometry::Mesh& mesh) {
        get(mesh.positions);
        get(mesh.normals);
        get(mesh.fibres);
        get(mesh.course);
        get(mesh.indices);
    }
    bool good() const { return good_ && rest_.empty(); }

private:
    void fail() { good_ = false; }
    std::string_view rest_;
    bool good_ = false;
};

} // namespace

fs::path Cache::file(std::uint64_t key, const char* kind) const { return folder_ / fmt::format("{:016x}.{}", key, kind); }

std::optional<Baked> Cache::find_structure(std::uint64_t key) const {
    if (folder_.empty()) return {};
    const auto text = core::read_text_file(file(key, "mesh"), k_max_file_bytes);
    if (!text) return {};
    Unpacker in(*text);
    Baked baked;
    in.get_mesh(baked.levels[0]);
    in.get(baked.centre_line);
    if (!in.good()) return {};
    return baked;
}

void Cache::store(std::uint64_t key, const Baked& baked) const {
    if (folder_.empty()) return;
    Packer out;
    out.put_mesh(baked.levels[0]);
    out.put(baked.centre_line);
    (void)core::write_file_atomically(file(key, "mesh"), out.take()); // without a cache the next bake is slower, no more
}

std::optional<Reads> Cache::find_reads(std::uint64_t key) const {
    if (folder_.empty()) return {};
    const auto text = core::read_text_file(file(key, "reads"), k_max_file_bytes);
    if (!text) return {};
    Unpacker in(*text);
    std::vector<char> names;
    in.get(names);
    if (!in.good()) return {};
    Reads reads;
    std::istringstream lines(std::string(names.begin(), names.end()));
    for (std::string line; std::getline(lines, line);) reads.insert(line);
    return reads;
}

void Cache::store_reads(std::uint64_t key, const Reads& reads) const {
    if (folder_.empty()) return;
    std::vector<char> names;
    for (const std::string& read : reads) {
        names.insert(names.end(), read.begin(), read.end());
        names.push_back('\n');
    }
    Packer out;
    out.put(names);
    (void)core::write_file_atomically(file(key, "reads"), out.take());
}

bool Cache::find_levels(std::uint64_t key, Levels& levels) const {
    if (folder_.empty()) return false;
    const auto text = core::read_text_file(file(key, "levels"), k_max_file_bytes);
    if (!text) return false;
    Unpacker in(*text);
    Levels found;
    for (auto& mesh : found) in.get_mesh(mesh);
    if (!in.good()) return false;
    if (found[0].empty()) found[0] = std::move(levels[0]);
    levels = std::move(found);
    return true;
}

void Cache::store_levels(std::uint64_t key, const Levels& levels, bool with_finest) const {
    if (folder_.empty()) return;
    Packer out;
    for (std::size_t i = 0; i < levels.size(); ++i) out.put_mesh(i > 0 || with_finest ? levels[i] : geometry::Mesh{});
    (void)core::write_file_atomically(file(key, "levels"), out.take());
}

std::vector<std::string> Cache::files_of_all_bodies(std::string_view extension) const {
    std::vector<std::string> out;
    std::error_code ec;
    if (folder_.empty()) return out;
    for (fs::directory_iterator it(folder_, ec), end; !ec && it != end; it.increment(ec)) {
        if (!it->path().filename().string().ends_with(extension)) continue;
        if (auto text = core::read_text_file(it->path(), k_max_file_bytes)) out.push_back(std::move(*text));
    }
    return out;
}

Light Cache::find_light() const {
    Light light;
    for (const auto& text : files_of_all_bodies(k_light_extension)) {
        Unpacker in(text);
        std::vector<std::uint64_t> keys, counts, found, seen;
        std::vector<float> values;
        in.get(keys);
        in.get(counts);
        in.get(found);
        in.get(seen);
        in.get(values);
        const std::size_t words = SeenCubes::word_count();
        if (!in.good() || keys.size() != counts.size() || keys.size() != found.size() || seen.size() != words * keys.size()) continue;
        auto from = values.begin();
        for (std::size_t i = 0; i < keys.size() && counts[i] <= static_cast<std::size_t>(values.end() - from); ++i) {
            const auto to = from + static_cast<std::ptrdiff_t>(counts[i]);
            const auto first = seen.begin() + static_cast<std::ptrdiff_t>(i * words);
            light.emplace(keys[i], CellLight{{first, first + static_cast<std::ptrdiff_t>(words)}, found[i], {from, to}});
            from = to;
        }
    }
    return light;
}

void Cache::store_light(const std::string& body, const Light& light) const {
    if (folder_.empty()) return;
    std::vector<std::uint64_t> keys, counts, found, seen;
    std::vector<float> values;
    for (const auto& [key, cell] : light) {
        keys.push_back(key);
        counts.push_back(cell.light.size());
        found.push_back(cell.found);
        seen.insert(seen.end(), cell.seen.begin(), cell.seen.end());
        values.insert(values.end(), cell.light.begin(), cell.light.end());
    }
    Packer out;
    out.put(keys);
    out.put(counts);
    out.put(found);
    out.put(seen);
    out.put(values);
    (void)core::write_file_atomically(folder_ / (body + k_light_extension), out.take());
}

Glides Cache::find_glides() const {
    Glides glides;
    for (const auto& text : files_of_all_bodies(k_glide_extension)) {
        Unpacker in(text);
        std::vector<std::uint64_t> keys;
        std::vector<glm::vec3> tables; // one after the other
        in.get(keys);
        in.get(tables);
        if (!in.good() || keys.empty() || tables.size() % keys.size() != 0) continue;
        const auto places = static_cast<std::ptrdiff_t>(tables.size() / keys.size());
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const auto from = tables.begin() + static_cast<std::ptrdiff_t>(i) * places;
            glides.emplace(keys[i], std::vector<glm::vec3>(from, from + places));
        }
    }
    return glides;
}

void Cache::store_glides(const std::string& body, const Glides& glides) const {
    if (folder_.empty()) return;
    std::vector<std::uint64_t> keys;
    std::vector<glm::vec3> tables;
    for (const auto& [key, table] : glides) {
        keys.push_back(key);
        tables.insert(tables.end(), table.begin(), table.end());
    }
    Packer out;
    out.put(keys);
    out.put(tables);
    (void)core::write_file_atomically(folder_ / (body + k_glide_extension), out.take());
}

void Cache::keep_only(const std::string& body, const std::vector<std::uint64_t>& structure_keys,
                      const std::vector<std::uint64_t>& level_keys, const std::vector<std::uint64_t>& reads_keys) const {
    if (folder_.empty()) return;
    std::string own;
    for (const auto key : structure_keys) own += file(key, "mesh").filename().string() + "\n";
    for (const auto key : reads_keys) own += file(key, "reads").filename().string() + "\n";
    for (const auto key : level_keys) own += file(key, "levels").filename().string() + "\n";
    (void)core::write_file_atomically(folder_ / (body + k_list_extension), own);
    std::set<fs::path> wanted;
    std::vector<fs::path> parts;
    std::error_code ec;
    for (fs::directory_iterator it(folder_, ec), end; !ec && it != end; it.increment(ec)) {
        const auto extension = it->path().extension();
        if (extension == ".mesh" || extension == ".levels" || extension == ".reads") parts.push_back(it->path());
        if (!it->path().filename().string().ends_with(k_list_extension)) continue;
        if (const auto text = core::read_text_file(it->path())) {
            std::istringstream lines(*text);
            for (std::string line; std::getline(lines, line);) wanted.insert(line);
        }
    }
    for (const auto& path : parts)
        if (!wanted.count(path.filename())) fs::remove(path, ec);
}

} // namespace dorsum::bake
