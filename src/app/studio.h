// The headless side of drawing: a context, a renderer with the atlas uploaded, and frames of a session.
#pragma once

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

// The frame of a state with its camera at rest.
scene::Frame frame_of(const session::SessionState& state, const Workspace& workspace, scene::ComposeCache& cache, int width, int height,
                      int lod = 0);

// What a quality level means for a picture that nobody waits for.
render::Quality picture_quality(const std::string& level);

} // namespace dorsum::app
