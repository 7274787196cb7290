#include "app/level_loader.h"

#include "import/importer.h"

#include <algorithm>
#include <iterator>

namespace dorsum::app {

LevelLoader::LevelLoader(const Workspace& workspace, std::function<void()> wake) {
    if (workspace.missing_lods.empty()) return;
    left_ = workspace.missing_lods.size();
    const bool foreign = workspace.atlas.foreign;
    Wanted wanted{foreign ? workspace.foreign_path : workspace.baked_folder, workspace.home / "assets", workspace.mapping, workspace.missing_lods, foreign};
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
    core::Diagnostics diagnostics;
    auto loaded = import::load_atlas(wanted.path, options, diagnostics);
    if (!wanted.foreign) print(diagnostics); // of foreign meshes they were told at the first loading
    if (!loaded) return false;
    const std::lock_guard lock(mutex_);
    ready_.push_back({lods, std::move(loaded).value()});
    return true;
}

std::vector<int> LevelLoader::take_loaded(anatomy::Atlas& atlas) {
    std::vector<Loaded> ready;
    {
        const std::lock_guard lock(mutex_);
        ready.swap(ready_);
    }
    std::vector<int> lods;
    for (auto& level : ready) {
        left_ -= std::min(left_, level.lods.size());
        // Meanwhile the body may have been exchanged, or made taller.
        if (level.atlas.body && atlas.body) {
            if (level.atlas.body->id != atlas.body->id) continue;
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
        lods.insert(lods.end(), level.lods.rbegin(), level.lods.rend());
    }
    return lods;
}

} // namespace dorsum::app
