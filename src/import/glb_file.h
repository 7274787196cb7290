// The GLB files that our own bake writes, read straight from their bytes: no second copy of a level in memory, and no time lost.
// (Other people's files go through Assimp: scene_reader.h.)
#pragma once

#include "core/result.h"
#include "geometry/mesh.h"

#include <string_view>
#include <utility>
#include <vector>

namespace dorsum::import {

using NamedMesh = std::pair<std::string, geometry::Mesh>;

// Every node with a mesh, by the node's name; positions times `scale`. `bytes` may be taken back page by page while it is read.
// Error malformed: what the file lacks.
core::Result<std::vector<NamedMesh>> read_own_glb(std::string_view bytes, float scale);

} // namespace dorsum::import
