#include "import/atlas_cache.h"

#include "core/files.h"
#include "core/hash.h"

#include <algorithm>
#include <cstring>

namespace dorsum::import {

namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t k_magic = 0x31534144; // "DAS1": raise it when what is written changes
constexpr std::size_t k_most_kept = 4;
constexpr std::uint64_t k_most_items = 100'000'000;

fs::path folder() { return core::cache_folder() / "imported"; }

// One list of what is kept serves for writing and for reading.
class Writer {
public:
    static constexpr bool reading = false;
    template <class T>
    void plain(T& v) {
        static_assert(std::is_trivially_copyable_v<T>);
        bytes_.append(reinterpret_cast<const char*>(&v), sizeof v);
    }
    void text(std::string& s) {
        count(s.size());
        bytes_ += s;
    }
    std::size_t count(std::size_t n) {
        auto wide = static_cast<std::uint64_t>(n);
        plain(wide);
        return n;
    }
    template <class T>
    void block(std::vector<T>& v) {
        count(v.size());
        if (!v.empty()) bytes_.append(reinterpret_cast<const char*>(v.data()), v.size() * sizeof(T));
    }
    bool good() const { return true; }
    const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_;
};

class Reader {
public:
    static constexpr bool reading = true;
    explicit Reader(std::string_view bytes) : rest_(bytes) {}
    template <class T>
    void plain(T& v) {
        take(&v, sizeof v);
    }
    void text(std::string& s) {
        s.resize(count(0));
        take(s.data(), s.size());
    }
    std::size_t count(std::size_t) {
        std::uint64_t n = 0;
        plain(n);
        if (n > k_most_items || n > rest_.size() + 1) good_ = false, n = 0;
        return static_cast<std::size_t>(n);
    }
    template <class T>
    void block(std::vector<T>& v) {
        const std::size_t n = count(0);
        if (n > rest_.size() / sizeof(T)) good_ = false;
        if (!good_) return;
        v.resize(n);
        if (n > 0) take(v.data(), n * sizeof(T));
    }
    bool good() const { return good_; }

private:
    void take(void* to, std::size_t size) {
        if (size > rest_.size()) good_ = false;
        if (!good_ || size == 0) return;
        std::memcpy(to, rest_.data(), size);
        rest_.remove_prefix(size);
    }
    std::string_view rest_;
    bool good_ = true;
};

template <class Archive, class T, class Each>
void list(Archive& ar, std::vector<T>& values, Each each) {
    const std::size_t n = ar.count(values.size());
    if constexpr (Archive::reading) values.resize(n);
    for (T& value : values)
        if (ar.good()) each(ar, value);
}

template <class Archive>
void texts(Archive& ar, std::vector<std::string>& values) {
    list(ar, values, [](auto& a, std::string& s) { a.text(s); });
}

template <class Archive>
void terms(Archive& ar, anatomy::Terms& t) {
    for (std::string* s : {&t.id, &t.name_en, &t.name_la, &t.fma, &t.ta2, &t.origin, &t.insertion, &t.nerve, &t.action, &t.mark}) ar.text(*s);
    ar.plain(t.side);
    ar.plain(t.system);
    ar.plain(t.layer);
    ar.plain(t.tissue);
    texts(ar, t.synonyms);
    texts(ar, t.groups);
}

// Skin weights are assigned again: that is quicker than reading them.
template <class Archive>
void mesh(Archive& ar, geometry::Mesh& m) {
    ar.block(m.positions);
    ar.block(m.normals);
    ar.block(m.fibres);
    ar.block(m.course);
    ar.block(m.occlusion);
    ar.block(m.indices);
}

template <class Archive>
void atlas_fields(Archive& ar, anatomy::Atlas& atlas) {
    ar.text(atlas.name);
    list(ar, atlas.structures, [](auto& a, anatomy::Structure& s) {
        terms(a, s.terms);
        for (auto& level : s.lods) mesh(a, level);
        a.plain(s.bounds);
        a.plain(s.proxy);
    });
    ar.plain(atlas.spine);
    list(ar, atlas.landmarks, [](auto& a, anatomy::Landmark& l) {
        a.text(l.id);
        a.text(l.name_en);
        a.text(l.ta2);
        a.plain(l.position_mm);
        a.plain(l.skin);
    });
    texts(ar, atlas.missing);
    ar.plain(atlas.bounds);
}

template <class Archive>
void notes(Archive& ar, std::vector<core::Diagnostic>& items) {
    list(ar, items, [](auto& a, core::Diagnostic& d) {
        a.plain(d.severity);
        for (std::string* s : {&d.file, &d.pointer, &d.message, &d.remedy}) a.text(*s);
    });
}

bool add_file(core::Hash64& hash, const fs::path& path) {
    std::error_code ec;
    const auto size = fs::file_size(path, ec);
    if (ec) return false;
    hash.text(fs::absolute(path, ec).string()).value(size).value(fs::last_write_time(path, ec).time_since_epoch().count());
    return !ec;
}

void drop_oldest() {
    std::error_code ec;
    std::vector<std::pair<fs::file_time_type, fs::path>> kept;
    for (fs::directory_iterator it(folder(), ec), end; !ec && it != end; it.increment(ec)) kept.emplace_back(it->last_write_time(ec), it->path());
    std::sort(kept.begin(), kept.end());
    for (std::size_t i = 0; i + k_most_kept < kept.size(); ++i) fs::remove(kept[i].second, ec);
}

bool sound(const anatomy::Atlas& atlas) {
    for (const auto& s : atlas.structures)
        for (const auto& m : s.lods) {
            for (const std::size_t n : {m.normals.size(), m.fibres.size(), m.course.size(), m.occlusion.size()})
                if (n != 0 && n != m.positions.size()) return false;
            if (std::any_of(m.indices.begin(), m.indices.end(), [&](std::uint32_t i) { return i >= m.positions.size(); })) return false;
        }
    return true;
}

} // namespace

std::string atlas_cache_key(const std::vector<fs::path>& files, const ImportOptions& options) {
    core::Hash64 hash;
    hash.value(k_magic).text(options.mapping);
    std::error_code ec;
    std::vector<fs::path> all = files;
    all.push_back(fs::read_symlink("/proc/self/exe", ec));
    const std::size_t first = all.size();
    for (const char* part : {"anatomy", "mappings"})
        for (fs::recursive_directory_iterator it(options.assets / part, ec), end; !ec && it != end; it.increment(ec))
            if (it->is_regular_file(ec)) all.push_back(it->path());
    std::sort(all.begin() + static_cast<std::ptrdiff_t>(first), all.end());
    for (const auto& path : all)
        if (!add_file(hash, path)) return {};
    return hash.hex();
}

std::optional<anatomy::Atlas> read_cached_atlas(const std::string& key, core::Diagnostics& diagnostics) {
    if (key.empty()) return {};
    const auto bytes = core::read_text_file(folder() / (key + ".bin"), std::size_t{2} << 30);
    if (!bytes || bytes->size() < 12) return {};
    std::uint32_t magic = 0;
    std::uint64_t digest = 0;
    std::memcpy(&magic, bytes->data(), 4);
    std::memcpy(&digest, bytes->data() + 4, 8);
    const std::string_view content = std::string_view(*bytes).substr(12);
    if (magic != k_magic || digest != core::Hash64().text(content).digest()) return {};
    Reader reader(content);
    anatomy::Atlas atlas;
    std::vector<core::Diagnostic> items;
    atlas_fields(reader, atlas);
    notes(reader, items);
    if (!reader.good() || !sound(atlas)) return {};
    atlas.foreign = true;
    for (std::size_t i = 0; i < atlas.structures.size(); ++i) atlas.by_id.emplace(atlas.structures[i].terms.id, anatomy::StructureIndex(i));
    for (auto& item : items) diagnostics.add(std::move(item));
    return atlas;
}

void write_cached_atlas(const std::string& key, const anatomy::Atlas& atlas, const core::Diagnostics& diagnostics, std::size_t known) {
    if (key.empty()) return;
    Writer writer;
    auto& fields = const_cast<anatomy::Atlas&>(atlas); // the one list takes references for reading's sake; writing leaves them be
    atlas_fields(writer, fields);
    std::vector<core::Diagnostic> items(diagnostics.items().begin() + static_cast<std::ptrdiff_t>(std::min(known, diagnostics.items().size())), diagnostics.items().end());
    notes(writer, items);
    std::string bytes(12, '\0');
    const std::uint64_t digest = core::Hash64().text(writer.bytes()).digest();
    std::memcpy(bytes.data(), &k_magic, 4);
    std::memcpy(bytes.data() + 4, &digest, 8);
    bytes += writer.bytes();
    std::error_code ec;
    fs::create_directories(folder(), ec);
    if (core::write_file_atomically(folder() / (key + ".bin"), std::string_view(bytes))) drop_oldest();
}

} // namespace dorsum::import
