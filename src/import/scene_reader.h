// Mesh files through Assimp, in a process of their own: whatever a damaged file does to the reader, the program goes on.
#pragma once

#include "core/diagnostics.h"
#include "geometry/mesh.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dorsum::import {

inline constexpr std::uintmax_t k_max_file_bytes = 512ull << 20;
inline constexpr std::size_t k_max_triangles = 20'000'000;

// One node of a file that has triangles; nodes' transforms are applied, units are the file's.
struct RawPart {
    std::size_t file = 0;                // index into the list that was read
    std::vector<std::string> names;      // node, meshes: whatever may say what it is
    geometry::Mesh mesh;                 // positions and indices; normals only where the file has them
    std::optional<float> unit_mm;        // what the format or the file says one unit is
};

bool is_mesh_file(const std::filesystem::path& path); // by its extension
std::string supported_formats();

// Everything readable in the files, in their order. Each file that is not gets one error with file, place and remedy.
std::vector<RawPart> read_mesh_files(const std::vector<std::filesystem::path>& files, core::Diagnostics& diagnostics,
                                     const std::function<void(float)>& progress);

} // namespace dorsum::import
