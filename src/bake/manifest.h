// manifest.json beside the GLB files: what glTF has no place for, and what they were made from.
#pragma once

#include "anatomy/atlas.h"
#include "core/result.h"

#include <filesystem>

namespace dorsum::bake {

inline constexpr const char* k_lod_files[anatomy::k_lod_count] = {"lod0.glb", "lod1.glb", "lod2.glb"};

// The files in `folder` must be there already: their sizes and hashes are written down, so that a damaged one is noticed.
std::string manifest_text(const anatomy::Atlas& atlas, const std::string& input_hash, const std::filesystem::path& folder);

// Triangles per level of the atlas in `folder`, if its manifest carries this input hash and its files have the noted sizes.
std::optional<std::array<std::size_t, anatomy::k_lod_count>> find_up_to_date(const std::filesystem::path& folder,
                                                                             const std::string& input_hash);

} // namespace dorsum::bake
