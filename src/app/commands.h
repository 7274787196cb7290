// One function per subcommand; each returns the program's exit code (0 well, 1 it failed, 2 it was asked for wrongly).
#pragma once

#include "app/options.h"
#include "app/workspace.h"
#include "render/renderer.h"

namespace dorsum::app {

int run_view(const Options& options);
int run_render(const Options& options);
int run_export(const Options& options);
int run_check(const Options& options);
int run_bake(const Options& options);
int run_bench(const Options& options);
int run_list(const Options& options);

// Prints one clear line on stderr; returns the exit code.
int fail(const core::Error& error);

// The six condition scenes as pictures in `folder`, each named on standard output (what ./run does without a display).
int render_condition_scenes(const Options& options, const std::filesystem::path& folder);

// Visible pixels per structure and overlay, and what is lit.
std::string visible_ids_json(const render::IdImage& ids, const scene::Frame& frame, const anatomy::Atlas& atlas);

// What `export` writes, for the action of the same name.
core::Status export_scene(const session::SessionState& state, const Workspace& workspace, const std::filesystem::path& folder);

} // namespace dorsum::app
