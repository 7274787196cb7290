// Everything that is read from disk once and then shared: home folder, content, atlas. Opened before any window or context.
#pragma once

#include "app/options.h"
#include "content/catalog.h"
#include "session/action.h"

#include <memory>

namespace dorsum::app {

struct Workspace {
    std::filesystem::path home;         // holds assets/ and shaders/
    std::filesystem::path baked_folder; // the default or another baked atlas; empty for foreign meshes
    content::Catalog catalog;
    anatomy::Atlas atlas;
    core::Diagnostics diagnostics;      // what was wrong and could be lived with
    std::string pin;
    std::vector<int> missing_lods;      // levels of detail that are still to be loaded

    session::Context context() const { return {atlas, catalog, pin}; }
};

// first_lods: levels that must be there at once; the others are left to load_missing_lods. Bakes the default atlas when it is
// missing or out of date (with a progress bar on stderr unless options.quiet).
core::Result<std::unique_ptr<Workspace>> open_workspace(const Options& options, std::vector<int> first_lods);

// Folder of the default atlas below the cache folder.
std::filesystem::path default_atlas_folder();

// Bakes with a progress bar; returns the folder. What `dorsum bake` and every first start do.
core::Status bake_with_progress(const Options& options, const std::filesystem::path& home, const std::filesystem::path& out,
                                core::Diagnostics& diagnostics);

// Warnings and errors to stderr, one line each.
void print(const core::Diagnostics& diagnostics, core::Severity least = core::Severity::warning);

} // namespace dorsum::app
