// The finest level of detail lies on the graphics card (with a software driver: in the same memory a second time). What the program itself
// reads of it is little, and so most of its meshes are let go after the upload and read again, one by one, where somebody cuts the body.
#pragma once

#include "app/workspace.h"
#include "scene/compose_cache.h"

namespace dorsum::app {

// Nerves and discs stay: their lines, variants and bulges are made from the finest level whenever the session changes.
bool stays_fine(anatomy::Tissue tissue);

// After the finest level was uploaded; of a baked atlas, where a coarser mesh can stand in. Nobody sees it.
void release_fine(Workspace& workspace);
// Before it is uploaded anew: all of it is there again.
core::Status restore_fine(Workspace& workspace);
// make_compose_cache, with the way to the meshes that were let go. The workspace outlives it.
std::shared_ptr<scene::ComposeCache> make_cache(const Workspace& workspace);
// The mesh of that level, held or read again into `read` by the workspace's cache: its file is opened once for all of them.
const geometry::Mesh& finest_mesh(const Workspace& workspace, const scene::ComposeCache& cache, anatomy::StructureIndex structure,
                                  std::optional<geometry::Mesh>& read);

} // namespace dorsum::app
