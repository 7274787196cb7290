#include "app/level_loader.h"

#include "anatomy/end_plates.h"
#include "app/fine_meshes.h"
#include "import/importer.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace dorsum::app {

namespace {

// One for every structure of the atlas; where the level has no mesh of its own a neighbour's serves.
render::PackedLevel in_order(std::vector<std::pair<std::string, render::PackedMesh>> packed, const anatomy::Atlas& atlas) {
    render::PackedLevel level(atlas.structures.size());
    for (auto& [id, mesh] : packed)
        if (const auto index = atlas.find(id); index.valid()) level[index.value] = std::move(mesh);
    for (std::size_t i = 0; i < level.size(); ++i)
        if (level[i].indices.empty()) level[i] = render::pack_mesh(anatomy::mesh_at(atlas.structures[i], 0));
    return level;
}

} // namespace

LevelLoader::LevelLoader(const Workspace& workspace, std::function<void()> wake) {
    if (workspace.missing_lods.empty()) return;
    left_ = workspace.missing_lods.size();
    const bool foreign = workspace.atlas.foreign;
    Wanted wanted{foreign ? workspace.foreign_path : workspace.baked_folder, workspace.home / "assets", workspace.mapping, workspace.missing_lods, foreign,
                  workspace.atlas.body ? workspace.atlas.body->stature_mm : 0};
    thread_ = std::thread([this, wanted = std::move(wanted), wake = std::move(wake)] { run(wanted, wake); });
}

LevelLoader::~LevelLoader() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
}

void LevelLoader::run(const Wanted& wanted, const std::function<void()>& wake) {
    if (wanted.foreign) { // made from what the first loading left in the cache, all at once
        if (load(wanted, wanted.lods)) wake();
        return;
    }
    for (auto at = wanted.lods.rbegin(); at != wanted.lods.rend() && !stop_; ++at) // the coarse one first: it is what a turning body needs
        if (load(wanted, {*at})) wake();
}

// False where it could not be loaded: the level that is there serves on.
bool LevelLoader::load(const Wanted& wanted, const std::vector<int>& lods) {
    import::ImportOptions options;
    options.assets = wanted.assets;
    options.mapping = wanted.mapping;
    options.lods = lods;
    options.stature_mm = wanted.stature_mm;
    Loaded level{lods, {}, {}};
    std::mutex packing;
    if (!wanted.foreign && lods.front() == 0)
        options.each = [&](anatomy::StructureIndex, anatomy::Structure& s) {
            auto packed = render::pack_mesh(s.lods[0]);
            // Vertebrae are measured once more when all of them are there.
            if (!stays_fine(s.terms.tissue) && !anatomy::has_end_plates(s.terms.id)) s.lods[0] = {};
            const std::lock_guard lock(packing);
            level.packed.emplace_back(s.terms.id, std::move(packed));
        };
    core::Diagnostics diagnostics;
    auto loaded = import::load_atlas(wanted.path, options, diagnostics);
    if (!wanted.foreign) print(diagnostics); // of foreign meshes they were told at the first loading
    if (!loaded) return false;
    level.atlas = std::move(loaded).value();
    if (!level.packed.empty())
        for (auto& s : level.atlas.structures)
            if (!stays_fine(s.terms.tissue)) s.lods[0] = {};
    const std::lock_guard lock(mutex_);
    ready_.push_back(std::move(level));
    return true;
}

std::vector<LevelLoader::Level> LevelLoader::take_loaded(Workspace& workspace) {
    std::vector<Loaded> ready;
    {
        const std::lock_guard lock(mutex_);
        ready.swap(ready_);
    }
    auto& atlas = workspace.atlas;
    std::vector<Level> levels;
    for (auto& level : ready) {
        left_ -= std::min(left_, level.lods.size());
        bool grown = false;
        // Meanwhile the body may have been exchanged, or made taller.
        if (level.atlas.body && atlas.body) {
            if (level.atlas.body->id != atlas.body->id) continue;
            grown = level.atlas.body->stature_mm != atlas.body->stature_mm;
            anatomy::set_stature(level.atlas, atlas.body->stature_mm);
        }
        for (auto& structure : level.atlas.structures)
            if (const auto index = atlas.find(structure.terms.id); index.valid())
                for (const int lod : level.lods)
                    atlas.structures[index.value].lods[static_cast<std::size_t>(lod)] = std::move(structure.lods[static_cast<std::size_t>(lod)]);
        if (level.lods.front() == 0) { // the finest level's end plates are the drawn ones
            const auto is_plate = [](const anatomy::Landmark& l) { return l.id.starts_with("endplate."); };
            std::erase_if(atlas.landmarks, is_plate);
            std::copy_if(level.atlas.landmarks.begin(), level.atlas.landmarks.end(), std::back_inserter(atlas.landmarks), is_plate);
        }
        for (auto lod = level.lods.rbegin(); lod != level.lods.rend(); ++lod) levels.push_back({*lod, {}});
        if (level.packed.empty()) continue;
        workspace.fine_released = true;
        if (grown) { // what was packed is of another size: once more, all of it
            if (auto done = restore_fine(workspace); !done) fmt::print(stderr, "{}\n", done.error().text());
        } else {
            levels.back().packed = in_order(std::move(level.packed), atlas);
        }
    }
    return levels;
}

} // namespace dorsum::app
