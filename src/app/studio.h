// The headless side of drawing: a context, a renderer with the atlas uploaded, and frames of a session.
#pragma once

#include "app/warm_up.h"
#include "app/workspace.h"
#include "platform/platform.h"
#include "render/renderer.h"
#include "scene/compose.h"

namespace dorsum::app {

struct Studio {
    std::unique_ptr<platform::HeadlessContext> context;
    std::unique_ptr<render::Renderer> renderer;
    std::shared_ptr<scene::ComposeCache> cache;
};

core::Result<Studio> open_studio(const Workspace& workspace, const std::vector<int>& lods);

// A workspace with one level of detail, packed for the renderer; without GL. The level is workspace->lods.front(): `lod`, or the finest
// where a foreign atlas has no other yet.
struct PackedWorkspace {
    std::unique_ptr<Workspace> workspace;
    std::vector<render::PackedPart> level;
};
core::Result<PackedWorkspace> open_packed(const Options& options, int lod, const Progress& progress, ForeignLevels foreign = ForeignLevels::now);

// What the driver compiles for them ahead (warm_up.h).
WarmUp::Pictures first_pictures(const Options& options, bool software, int width, int height);

// The workspace and its studio with one level of detail, the first to be seen: a thread reads and packs the atlas while this one makes the
// context and has the driver compile what a first picture needs.
struct Opened {
    std::unique_ptr<Workspace> workspace;
    Studio studio;
    std::unique_ptr<WarmUp> warming; // still compiling, perhaps
};
core::Result<Opened> open_together(const Options& options, int lod, const WarmUp::Pictures& pictures);

// The frame of a state with its camera at rest.
scene::Frame frame_of(const session::SessionState& state, const Workspace& workspace, scene::ComposeCache& cache, int width, int height,
                      int lod = 0);

// What a quality level means for a picture that nobody waits for.
render::Quality picture_quality(const std::string& level);

} // namespace dorsum::app
