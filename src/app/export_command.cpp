// dorsum export: the body as drawn (atlas.glb) and what is drawn on it (overlays.json).
#include "app/commands.h"

#include "app/export_overlays.h"
#include "app/fine_meshes.h"
#include "app/start_state.h"
#include "bake/glb_writer.h"
#include "core/files.h"
#include "geometry/skinning.h"
#include "session/plan_player.h"

#include <fmt/format.h>

namespace dorsum::app {

core::Status export_scene(const session::SessionState& state, const Workspace& workspace, const std::filesystem::path& folder) {
    const auto& atlas = workspace.atlas;
    const auto cache = make_cache(workspace);
    const auto context = context_on_body(workspace, *cache);
    const auto frame = scene::compose({state, context, state.camera, 1, {}, 0, {}, 0}, *cache);
    std::vector<geometry::Mesh> meshes;
    meshes.reserve(atlas.structures.size());
    std::vector<bake::GlbPart> parts;
    for (std::size_t i = 0; i < atlas.structures.size(); ++i) {
        const auto& structure = atlas.structures[i];
        std::optional<geometry::Mesh> read;
        const auto* mesh = &finest_mesh(workspace, *cache, anatomy::StructureIndex(i), read);
        for (const auto& instead : frame.overrides)
            if (instead.structure == anatomy::StructureIndex(i)) mesh = instead.mesh.get();
        meshes.push_back(geometry::skinned(*mesh, frame.palette));
        meshes.back().skin.clear(); // posed already
        parts.push_back({structure.terms.id, &meshes.back()});
    }
    std::error_code ec;
    std::filesystem::create_directories(folder, ec);
    if (auto written = bake::write_glb(folder / "atlas.glb", parts, {}); !written) return written;
    const auto captions = session::plan_captions(state, context);
    if (!captions.empty())
        if (auto written = core::write_file_atomically(folder / "captions.vtt", session::webvtt(captions)); !written) return written;
    return core::write_file_atomically(folder / "overlays.json", overlays_text(state, context, *cache, frame));
}

int run_export(const Options& options) {
    auto workspace = open_workspace(options, {0, 1, 2});
    if (!workspace) return fail(workspace.error());
    auto history = start_session(options, **workspace);
    print((*workspace)->diagnostics);
    if (!history) return fail(history.error());
    if (auto done = export_scene(history->state(), **workspace, options.out); !done) return fail(done.error());
    fmt::print("{}\n{}\n", (options.out / "atlas.glb").string(), (options.out / "overlays.json").string());
    return 0;
}

} // namespace dorsum::app
