// The only place with Assimp: files or folders -> Atlas + diagnostics.
#pragma once

#include "anatomy/atlas.h"
#include "core/diagnostics.h"

#include <filesystem>
#include <functional>
#include <optional>

namespace dorsum::import {

// All rows of assets/anatomy/structures/*.json, sides expanded ("{side}"). Problems to diagnostics.
std::vector<anatomy::Terms> load_terms(const std::filesystem::path& assets, core::Diagnostics& diagnostics);

struct ImportOptions {
    std::filesystem::path assets;                 // for terms and mapping tables
    std::string mapping;                          // mapping id in assets/mappings; empty: chosen by the table whose patterns fit best
    float stature_mm = 0;                         // a baked body is scaled to it, about the floor; 0: its own
    std::vector<int> lods{0, 1, 2};               // levels to load of a baked atlas; foreign ones are simplified to all three
    bool levels_later = false;                    // a large foreign atlas comes with its finest level only, the first time: loaded once more without
                                                  // this, on a thread, it has them all (and the cache keeps them)
    bool as_is = false;                           // foreign meshes untouched: nothing welded, thinned, named or given levels (to compare viewers)
    std::function<void(float)> progress;          // 0..1; may be empty
    // Of a baked atlas: told of each structure as soon as a level of it is there, from several threads. It may take the mesh away, so
    // that a level that is only wanted in another form never lies in memory as a whole.
    std::function<void(anatomy::StructureIndex, anatomy::Structure&)> each;
};

// path: a baked atlas folder (manifest.json + lod*.glb), a mesh file (OBJ, STL, FBX, GLB, glTF, PLY), or a folder of them.
// A file that cannot be read is reported and left out; the result is an error only when nothing usable remains.
core::Result<anatomy::Atlas> load_atlas(const std::filesystem::path& path, const ImportOptions& options,
                                        core::Diagnostics& diagnostics);

// Adds a level of detail to an atlas that was loaded with fewer (the baked one).
core::Status load_lod(anatomy::Atlas& atlas, const std::filesystem::path& baked_folder, int lod, core::Diagnostics& diagnostics);

// Reads single meshes of a baked atlas's finest level again, with their joints, at the atlas's stature: for who needs one now and then
// and need not hold them all. From any thread. Nothing where the file is gone or no longer fits. `atlas` outlives it.
std::function<std::optional<geometry::Mesh>(anatomy::StructureIndex)> finest_mesh_reader(const anatomy::Atlas& atlas, const std::filesystem::path& baked_folder);

} // namespace dorsum::import
