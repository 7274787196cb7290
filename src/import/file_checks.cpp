#include "import/file_checks.h"

#include "import/scene_reader.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/format.h>
#include <fstream>

namespace dorsum::import {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view k_extensions[] = {".glb", ".gltf", ".obj", ".stl", ".fbx", ".ply"};

std::string extension_of(const fs::path& path) {
    std::string e = path.extension().string();
    std::transform(e.begin(), e.end(), e.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return e;
}

std::uint32_t u32(const std::string& bytes, std::size_t at) {
    std::uint32_t v = 0;
    if (at + 4 <= bytes.size()) std::memcpy(&v, bytes.data() + at, 4);
    return v;
}

core::Error damaged(const fs::path& path, std::string message) {
    return {core::ErrorCode::malformed, std::move(message), path.string(), "export or copy the file again"};
}

core::Status check_glb(const fs::path& path, const std::string& head, std::uintmax_t size) {
    if (!head.starts_with("glTF")) return damaged(path, "is not a GLB file: it does not begin with \"glTF\"");
    if (u32(head, 4) != 2) return damaged(path, fmt::format("is glTF version {}; only version 2 is read", u32(head, 4)));
    if (u32(head, 8) > size) return damaged(path, fmt::format("is cut short: {} of {} bytes are there", size, u32(head, 8)));
    if (u32(head, 8) < size)
        return damaged(path, fmt::format("says that it has {} bytes, but has {}", u32(head, 8), size));
    if (20ull + u32(head, 12) > size || head.substr(16, 4) != "JSON") return damaged(path, "has a damaged first chunk");
    return {};
}

core::Status check_stl(const fs::path& path, const std::string& head, std::uintmax_t size) {
    if (head.starts_with("solid") && head.find("facet") != std::string::npos) return {}; // text
    if (size < 84) return damaged(path, "is too short for an STL file");
    const std::uintmax_t wanted = 84ull + 50ull * u32(head, 80);
    if (wanted > size) return damaged(path, fmt::format("is cut short or no STL file: {} of {} bytes are there", size, wanted));
    return {};
}

// The end of a text file: a cut one rarely ends in a whole line.
std::string tail_of(const fs::path& path, std::uintmax_t size) {
    std::ifstream in(path, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(size > 256 ? size - 256 : 0));
    std::string tail(256, '\0');
    in.read(tail.data(), 256);
    tail.resize(static_cast<std::size_t>(in.gcount()));
    return tail;
}

core::Status check_text(const fs::path& path, const std::string& head, const std::string& kind) {
    if (head.find('\0') != std::string::npos) return damaged(path, fmt::format("is not {} text: it holds zero bytes", kind));
    return {};
}

} // namespace

bool is_mesh_file(const fs::path& path) {
    const std::string e = extension_of(path);
    return std::find(std::begin(k_extensions), std::end(k_extensions), e) != std::end(k_extensions);
}

std::string supported_formats() { return "GLB, glTF, OBJ, STL, FBX, PLY"; }

bool ends_within_a_line(const fs::path& path) {
    const std::string kind = extension_of(path);
    if (kind != ".obj") return false;
    std::error_code ec;
    const std::string tail = tail_of(path, fs::file_size(path, ec));
    return !tail.empty() && tail.back() != '\n' && tail.back() != '\r';
}

core::Status check_file(const fs::path& path) {
    std::error_code ec;
    if (!fs::exists(path, ec)) return core::Error{core::ErrorCode::not_found, "no such file", path.string(), "check the path"};
    if (!fs::is_regular_file(path, ec))
        return core::Error{core::ErrorCode::unreadable, "is not a regular file", path.string(), "name a mesh file"};
    const std::string kind = extension_of(path);
    if (!is_mesh_file(path))
        return core::Error{core::ErrorCode::unsupported, fmt::format("\"{}\" is no mesh format that is read here", kind),
                           path.string(), "use " + supported_formats()};
    const std::uintmax_t size = fs::file_size(path, ec);
    if (ec) return core::Error{core::ErrorCode::unreadable, ec.message(), path.string(), "check its permissions"};
    if (size == 0) return core::Error{core::ErrorCode::malformed, "is empty (0 bytes)", path.string(), "export or copy the file again"};
    if (size > k_max_file_bytes)
        return core::Error{core::ErrorCode::too_large, fmt::format("has {} MB; the limit is {} MB", size >> 20, k_max_file_bytes >> 20),
                           path.string(), "simplify or split the mesh"};
    std::ifstream in(path, std::ios::binary);
    std::string head(4096, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    if (head.empty()) return core::Error{core::ErrorCode::unreadable, "cannot be read", path.string(), "check its permissions"};
    if (kind == ".glb") return check_glb(path, head, size);
    if (kind == ".stl") {
        const auto status = check_stl(path, head, size);
        if (status && head.starts_with("solid") && tail_of(path, size).find("endsolid") == std::string::npos && u32(head, 80) > size)
            return damaged(path, "is cut short: its last line is not \"endsolid\"");
        return status;
    }
    if (kind == ".ply" && !head.starts_with("ply")) return damaged(path, "is not a PLY file: it does not begin with \"ply\"");
    if (kind == ".obj" || kind == ".gltf") return check_text(path, head, kind == ".obj" ? "OBJ" : "glTF");
    return {};
}

} // namespace dorsum::import
