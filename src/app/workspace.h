// Everything that is read from disk once and then shared: home folder, content, atlas. Opened before any window or context.
#pragma once

#include "app/options.h"
#include "content/catalog.h"
#include "session/action.h"

#include <functional>
#include <memory>

namespace dorsum::app {

struct Workspace {
    std::filesystem::path home;         // holds assets/ and shaders/
    std::filesystem::path baked_folder; // the default or another baked atlas; empty for foreign meshes
    std::filesystem::path foreign_path; // of foreign meshes
    std::string mapping;                // that they were read with
    content::Catalog catalog;
    anatomy::Atlas atlas;
    core::Diagnostics diagnostics;      // what was wrong and could be lived with
    std::string pin;
    std::vector<int> lods;              // levels of detail that are there
    std::vector<int> missing_lods;      // those that are still to be loaded
    bool fine_released = false;         // most meshes of the finest level are on the graphics card only (fine_meshes.h)
    std::filesystem::path start_folder; // of the body that the program started with
    std::string start_body;             // empty: an atlas without a choice
    float start_stature_mm = 0;

    session::Context context() const { return {atlas, catalog, pin, start_body, start_stature_mm}; }
    std::filesystem::path folder_of(const std::string& body) const;
};

// Told how far something is, 0..1, and what it is at.
using Progress = std::function<void(float done, const std::string& what)>;

enum class ForeignLevels { now, later };

// first_lods: levels that must be there at once; the others are left to LevelLoader. A foreign atlas has all of them, or, where they
// may come later and the cache does not know it yet, its finest only. Bakes the default atlas when it is
// missing or out of date (with a progress bar on stderr unless options.quiet).
core::Result<std::unique_ptr<Workspace>> open_workspace(const Options& options, std::vector<int> first_lods,
                                                       const Progress& progress = {}, ForeignLevels foreign = ForeignLevels::now);

// Exchanges the atlas for that of the state's body, baking it where that is needed, and scales it to the state's stature. Everything
// that was made from the atlas (caches, meshes on the graphics card) is the caller's to renew: true where there is something to.
core::Result<bool> show_body(Workspace& workspace, const session::SessionState& state);

// Is another body wanted than the one shown, or the same one taller or shorter?
bool other_body_wanted(const Workspace& workspace, const session::SessionState& state);
float wanted_stature_mm(const Workspace& workspace, const session::SessionState& state);

// Folder of one body's atlas below the cache folder; empty: the default body.
std::filesystem::path atlas_folder(const std::string& body);

// Bakes options.body with a progress bar. What `dorsum bake` and every first start do.
core::Status bake_with_progress(const Options& options, const std::filesystem::path& home, const std::filesystem::path& out,
                                core::Diagnostics& diagnostics, const Progress& progress = {});

// Warnings and errors to stderr, one line each.
void print(const core::Diagnostics& diagnostics, core::Severity least = core::Severity::warning);

} // namespace dorsum::app
