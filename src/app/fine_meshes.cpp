#include "app/fine_meshes.h"

#include "core/memory.h"
#include "import/importer.h"

#include <algorithm>
#include <mutex>

namespace dorsum::app {

bool stays_fine(anatomy::Tissue tissue) {
    using anatomy::Tissue;
    return tissue == Tissue::nerve || tissue == Tissue::cord || tissue == Tissue::disc;
}

void release_fine(Workspace& workspace) {
    const bool loaded = std::find(workspace.lods.begin(), workspace.lods.end(), 0) != workspace.lods.end();
    if (workspace.atlas.foreign || workspace.baked_folder.empty() || !loaded) return;
    for (auto& s : workspace.atlas.structures)
        if (!stays_fine(s.terms.tissue) && !s.lods[1].empty()) s.lods[0] = {};
    workspace.fine_released = true;
    core::return_free_memory();
}

core::Status restore_fine(Workspace& workspace) {
    if (!workspace.fine_released) return {};
    core::Diagnostics diagnostics;
    auto done = import::load_lod(workspace.atlas, workspace.baked_folder, 0, diagnostics);
    print(diagnostics);
    if (done) workspace.fine_released = false;
    return done;
}

const geometry::Mesh& finest_mesh(const Workspace& workspace, const scene::ComposeCache& cache, anatomy::StructureIndex structure,
                                  std::optional<geometry::Mesh>& read) {
    const auto& held = workspace.atlas.at(structure);
    if (held.lods[0].empty() && cache.finest) read = cache.finest(structure);
    return read ? *read : anatomy::mesh_at(held, 0);
}

std::shared_ptr<scene::ComposeCache> make_cache(const Workspace& workspace) {
    auto cache = scene::make_compose_cache(workspace.atlas);
    if (workspace.atlas.foreign) return cache;
    struct Door { // opened when somebody first cuts the body
        std::once_flag once;
        std::function<std::optional<geometry::Mesh>(anatomy::StructureIndex)> read;
    };
    cache->finest = [&workspace, door = std::make_shared<Door>()](anatomy::StructureIndex structure) -> std::optional<geometry::Mesh> {
        if (!workspace.fine_released) return {};
        std::call_once(door->once, [&] { door->read = import::finest_mesh_reader(workspace.atlas, workspace.baked_folder); });
        return door->read ? door->read(structure) : std::nullopt;
    };
    return cache;
}

} // namespace dorsum::app
