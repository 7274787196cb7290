#include "app/level_loader.h"

#include "anatomy/end_plates.h"
#include "app/fine_meshes.h"
#include "import/importer.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <utility>

namespace dorsum::app {

namespace {

constexpr std::size_t k_part_vertices = 1 << 16; // of the finest level, handed over at a time: what fills a buffer of the renderer's

} // namespace

LevelLoader::LevelLoader(const Workspace& workspace, std::function<void()> wake) {
    if (workspace.missing_lods.empty()) return;
    left_ = workspace.missing_lods.size();
    const bool foreign = workspace.atlas.foreign;
    if (workspace.atlas.body) body_ = *workspace.atlas.body;
    Wanted wanted{foreign ? workspace.foreign_path : workspace.baked_folder, workspace.home / "assets", workspace.mapping, workspace.missing_lods, foreign,
                  body_.stature_mm};
    thread_ = std::thread([this, wanted = std::move(wanted), wake = std::move(wake)] { run(wanted, wake); });
}

LevelLoader::~LevelLoader() {
    stop_ = true;
    hold(false);
    if (thread_.joinable()) thread_.join();
}

void LevelLoader::hold(bool held) {
    held_ = held;
    held_.notify_all();
}

void LevelLoader::run(const Wanted& wanted, const std::function<void()>& wake) {
    if (wanted.foreign) { // made from what the first loading left in the cache, all at once
        load(wanted, wanted.lods, wake);
        return;
    }
    for (auto at = wanted.lods.rbegin(); at != wanted.lods.rend() && !stop_; ++at) load(wanted, {*at}, wake); // the coarse one first: it is what a turning body needs
}

void LevelLoader::load(const Wanted& wanted, const std::vector<int>& lods, const std::function<void()>& wake) {
    import::ImportOptions options;
    options.assets = wanted.assets;
    options.mapping = wanted.mapping;
    options.lods = lods;
    options.stature_mm = wanted.stature_mm;
    Loaded level{lods, {}, {}, !wanted.foreign && lods.front() == 0};
    std::mutex packing;
    std::size_t vertices = 0;
    if (level.packed)
        options.each = [&](anatomy::StructureIndex, anatomy::Structure& s) {
            held_.wait(true);
            auto packed = render::pack_mesh(s.lods[0]);
            // Vertebrae are measured once more when all of them are there.
            if (!stays_fine(s.terms.tissue) && !anatomy::has_end_plates(s.terms.id)) s.lods[0] = {};
            const std::lock_guard lock(packing);
            vertices += packed.vertices.size();
            level.parts.emplace_back(s.terms.id, std::move(packed));
            if (vertices < k_part_vertices) return;
            vertices = 0;
            hand_over({lods, {}, std::exchange(level.parts, {}), true}, wake);
        };
    core::Diagnostics diagnostics;
    auto loaded = import::load_atlas(wanted.path, options, diagnostics);
    if (!wanted.foreign) print(diagnostics); // of foreign meshes they were told at the first loading
    if (!loaded) {
        fmt::print(stderr, "{}\nthe level of detail that is shown serves on\n", loaded.error().text());
        hand_over({lods, {}, {}, false}, wake);
        return;
    }
    level.atlas = std::move(loaded).value();
    if (level.packed)
        for (auto& s : level.atlas->structures)
            if (!stays_fine(s.terms.tissue)) s.lods[0] = {};
    hand_over(std::move(level), wake);
}

void LevelLoader::hand_over(Loaded level, const std::function<void()>& wake) {
    {
        const std::lock_guard lock(mutex_);
        ready_.push_back(std::move(level));
    }
    wake();
}

std::vector<LevelLoader::Level> LevelLoader::take_loaded(Workspace& workspace) {
    std::vector<Loaded> ready;
    {
        const std::lock_guard lock(mutex_);
        ready.swap(ready_);
    }
    auto& atlas = workspace.atlas;
    // Meanwhile the body may have been exchanged, or made taller: then what was packed is not of this one.
    spoilt_ = spoilt_ || (atlas.body && (atlas.body->id != body_.id || atlas.body->stature_mm != body_.stature_mm));
    std::vector<Level> levels;
    for (auto& level : ready) {
        if (!level.parts.empty() && !spoilt_) {
            Level part{level.lods.front(), {}, false};
            for (auto& [id, mesh] : level.parts)
                if (const auto index = atlas.find(id); index.valid()) part.parts.push_back({index, std::move(mesh)});
            levels.push_back(std::move(part));
        }
        const bool failed = !level.atlas && level.parts.empty();
        if (level.atlas || failed) left_ -= std::min(left_, level.lods.size());
        if (failed) // nobody waits for it any longer
            std::erase_if(workspace.missing_lods, [&](int lod) { return std::find(level.lods.begin(), level.lods.end(), lod) != level.lods.end(); });
        if (!level.atlas) continue;
        if (level.atlas->body && atlas.body) {
            if (level.atlas->body->id != atlas.body->id) continue;
            anatomy::set_stature(*level.atlas, atlas.body->stature_mm);
        }
        for (auto& structure : level.atlas->structures)
            if (const auto index = atlas.find(structure.terms.id); index.valid())
                for (const int lod : level.lods)
                    atlas.structures[index.value].lods[static_cast<std::size_t>(lod)] = std::move(structure.lods[static_cast<std::size_t>(lod)]);
        if (level.lods.front() == 0) { // the finest level's end plates are the drawn ones
            const auto is_plate = [](const anatomy::Landmark& l) { return l.id.starts_with("endplate."); };
            std::erase_if(atlas.landmarks, is_plate);
            std::copy_if(level.atlas->landmarks.begin(), level.atlas->landmarks.end(), std::back_inserter(atlas.landmarks), is_plate);
        }
        for (auto lod = level.lods.rbegin(); lod != level.lods.rend(); ++lod) levels.push_back({*lod, {}, true});
        if (!level.packed) continue;
        workspace.fine_released = true;
        if (spoilt_) // once more, all of it
            if (auto done = restore_fine(workspace); !done) fmt::print(stderr, "{}\n", done.error().text());
    }
    return levels;
}

} // namespace dorsum::app
