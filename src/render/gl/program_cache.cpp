#include "render/gl/program_cache.h"

#include "core/files.h"
#include "core/hash.h"
#include "render/gl/api.h"

#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <vector>

namespace dorsum::render::gl {
namespace {

// Not in the 3.3 core loader.
constexpr GLenum k_binary_length = 0x8741, k_formats = 0x87FE;
constexpr GLenum k_retrievable_hint = 0x8257;

struct Header {
    std::uint64_t digest; // of the binary
    std::uint32_t format, size;
};

template <class F>
F function(Loader loader, const char* name) {
    return reinterpret_cast<F>(loader(name));
}

} // namespace

ProgramCache ProgramCache::make(Loader loader, const Capabilities& capabilities, const std::filesystem::path& folder) {
    ProgramCache cache;
    if (folder.empty()) return cache;
    GLint formats = 0;
    while (glGetError() != GL_NO_ERROR) {}
    glGetIntegerv(k_formats, &formats);
    if (glGetError() != GL_NO_ERROR || formats < 1) return cache;
    cache.get_ = function<GetBinary>(loader, "glGetProgramBinary");
    cache.set_ = function<SetBinary>(loader, "glProgramBinary");
    cache.parameter_ = function<SetParameter>(loader, "glProgramParameteri");
    if (cache.get_ == nullptr || cache.set_ == nullptr || cache.parameter_ == nullptr) return {};
    cache.driver_ = capabilities.renderer + "|" + capabilities.version;
    cache.folder_ = folder;
    return cache;
}

std::uint64_t ProgramCache::key_of(const std::string& vertex, const std::string& fragment) const {
    return core::Hash64().text(driver_).text(vertex).text(fragment).digest();
}

bool ProgramCache::load(unsigned program, std::uint64_t key) const {
    if (folder_.empty()) return false;
    const auto bytes = core::read_text_file(folder_ / fmt::format("{:016x}.bin", key), std::size_t{16} << 20);
    Header header{};
    if (!bytes || bytes->size() < sizeof header) return false;
    std::memcpy(&header, bytes->data(), sizeof header);
    const std::string_view binary = std::string_view(*bytes).substr(sizeof header);
    if (binary.size() != header.size || core::Hash64().text(binary).digest() != header.digest) return false;
    set_(program, header.format, binary.data(), static_cast<int>(binary.size()));
    GLint linked = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    while (glGetError() != GL_NO_ERROR) {} // a format that the driver has forgotten
    return linked != 0;
}

void ProgramCache::ask_for_binary(unsigned program) const {
    if (!folder_.empty()) parameter_(program, k_retrievable_hint, GL_TRUE);
}

void ProgramCache::save(unsigned program, std::uint64_t key) const {
    if (folder_.empty()) return;
    GLint size = 0;
    glGetProgramiv(program, k_binary_length, &size);
    if (size <= 0) return;
    std::vector<char> binary(static_cast<std::size_t>(size));
    GLenum format = 0;
    get_(program, size, &size, &format, binary.data());
    if (glGetError() != GL_NO_ERROR || size <= 0) return;
    const std::string_view content(binary.data(), static_cast<std::size_t>(size));
    const Header header{core::Hash64().text(content).digest(), format, static_cast<std::uint32_t>(size)};
    std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
    bytes += content;
    std::error_code ec;
    std::filesystem::create_directories(folder_, ec);
    (void)core::write_file_atomically(folder_ / fmt::format("{:016x}.bin", key), std::string_view(bytes));
}

bool ProgramCache::knows_as_good(std::uint64_t key) const {
    std::error_code ec;
    return !folder_.empty() && std::filesystem::exists(folder_ / fmt::format("{:016x}.good", key), ec);
}

void ProgramCache::note_as_good(std::uint64_t key) const {
    if (folder_.empty()) return;
    std::error_code ec;
    std::filesystem::create_directories(folder_, ec);
    std::ofstream(folder_ / fmt::format("{:016x}.good", key));
}

} // namespace dorsum::render::gl
