#include "app/level_loader.h"

#include "import/importer.h"

#include <algorithm>
#include <iterator>

namespace dorsum::app {

LevelLoader::LevelLoader(const Workspace& workspace, std::function<void()> wake) {
    if (workspace.baked_folder.empty() || workspace.missing_lods.empty()) return;
    left_ = workspace.missing_lods.size();
    thread_ = std::thread(&LevelLoader::run, this, workspace.baked_folder, workspace.home / "assets", workspace.missing_lods, std::move(wake));
}

LevelLoader::~LevelLoader() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
}

void LevelLoader::run(std::filesystem::path folder, std::filesystem::path assets, std::vector<int> lods, std::function<void()> wake) {
    for (auto at = lods.rbegin(); at != lods.rend() && !stop_; ++at) { // the coarse one first: it is what a turning body needs
        import::ImportOptions options;
        options.assets = assets;
        options.lods = {*at};
        core::Diagnostics diagnostics;
        auto loaded = import::load_atlas(folder, options, diagnostics);
        print(diagnostics);
        if (!loaded) continue; // the level that is there serves on
        {
            const std::lock_guard lock(mutex_);
            ready_.push_back({*at, std::move(loaded).value()});
        }
        wake();
    }
}

std::vector<int> LevelLoader::take_loaded(anatomy::Atlas& atlas) {
    std::vector<Loaded> ready;
    {
        const std::lock_guard lock(mutex_);
        ready.swap(ready_);
    }
    std::vector<int> lods;
    for (auto& level : ready) {
        left_ -= left_ > 0 ? 1 : 0;
        const auto lod = static_cast<std::size_t>(level.lod);
        // Meanwhile the body may have been exchanged, or made taller.
        if (level.atlas.body && atlas.body) {
            if (level.atlas.body->id != atlas.body->id) continue;
            anatomy::set_stature(level.atlas, atlas.body->stature_mm);
        }
        for (auto& structure : level.atlas.structures)
            if (const auto index = atlas.find(structure.terms.id); index.valid())
                atlas.structures[index.value].lods[lod] = std::move(structure.lods[lod]);
        if (level.lod == 0) { // the finest level's end plates are the drawn ones
            const auto is_plate = [](const anatomy::Landmark& l) { return l.id.starts_with("endplate."); };
            std::erase_if(atlas.landmarks, is_plate);
            std::copy_if(level.atlas.landmarks.begin(), level.atlas.landmarks.end(), std::back_inserter(atlas.landmarks), is_plate);
        }
        lods.push_back(level.lod);
    }
    return lods;
}

} // namespace dorsum::app
