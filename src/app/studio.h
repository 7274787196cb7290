// The headless side of drawing: a context, a renderer with the atlas uploaded, and frames of a session.
#pragma once

#include "app/workspace.h"
#include "platform/platform.h"
#include "render/renderer.h"
#include "scene/compose.h"

#include <algorithm>
#include <future>

namespace dorsum::app {

struct Studio {
    std::unique_ptr<platform::HeadlessContext> context;
    std::unique_ptr<render::Renderer> renderer;
    std::shared_ptr<scene::ComposeCache> cache;
};

core::Result<Studio> open_studio(const Workspace& workspace, const std::vector<int>& lods);

// Has the driver compile what a first picture needs, a software one on two threads where it has not met these programs before. The
// renderer's context is current.
void warm_up(render::Renderer& renderer, const std::filesystem::path& home, const render::Quality& first);

// The same in parts, for a window that answers between them.
class WarmUp {
public:
    using Warming = render::Renderer::Warming;
    WarmUp(render::Renderer& renderer, const std::filesystem::path& home, const render::Quality& first, std::vector<Warming> order);

    enum class Patience { none, all };
    // Makes the next part; without patience it leaves alone what the second thread is still at. False when none is left.
    bool next(Patience patience = Patience::all);
    bool has(Warming part) const { return std::find(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(done_), part) != order_.begin() + static_cast<std::ptrdiff_t>(done_); }

private:
    render::Renderer& renderer_;
    render::Quality first_;
    std::vector<Warming> order_;
    std::size_t done_ = 0;
    std::future<void> second_; // waits when it goes, whatever happens here
};

// A workspace with one level of detail, packed for the renderer; without GL. The level is workspace->lods.front(): `lod`, or the finest
// where a foreign atlas has no other yet.
struct PackedWorkspace {
    std::unique_ptr<Workspace> workspace;
    render::PackedLevel level;
};
core::Result<PackedWorkspace> open_packed(const Options& options, int lod, const Progress& progress, ForeignLevels foreign = ForeignLevels::now);

// The workspace and its studio with one level of detail, the first to be seen: a thread reads and packs the atlas while this one makes the
// context and has the driver compile what a picture at `first` needs.
struct Opened {
    std::unique_ptr<Workspace> workspace;
    Studio studio;
};
core::Result<Opened> open_together(const Options& options, int lod, const render::Quality& first);

// The frame of a state with its camera at rest.
scene::Frame frame_of(const session::SessionState& state, const Workspace& workspace, scene::ComposeCache& cache, int width, int height,
                      int lod = 0);

// What a quality level means for a picture that nobody waits for.
render::Quality picture_quality(const std::string& level);

} // namespace dorsum::app
