#include "app/studio.h"

#include "app/detail.h"
#include "app/fine_meshes.h"
#include "app/start_state.h"

#include "core/files.h"

#include <future>

namespace dorsum::app {

namespace {

core::Result<Studio> empty_studio(const std::filesystem::path& home) {
    Studio studio;
    auto context = platform::HeadlessContext::make();
    if (!context) return context.error();
    studio.context = std::move(context).value();
    auto renderer = render::Renderer::make(studio.context->loader(), home / "shaders", core::cache_folder() / "programs");
    if (!renderer) return renderer.error();
    studio.renderer = std::move(renderer).value();
    return studio;
}

} // namespace

core::Result<Studio> open_studio(const Workspace& workspace, const std::vector<int>& lods) {
    auto studio = empty_studio(workspace.home);
    if (!studio) return studio.error();
    for (int lod : lods) studio->renderer->upload(workspace.atlas, lod);
    studio->cache = make_cache(workspace);
    return studio;
}

core::Result<PackedWorkspace> open_packed(const Options& options, int lod, const Progress& progress, ForeignLevels foreign) {
    auto workspace = open_workspace(options, {lod}, progress, foreign);
    if (!workspace) return workspace.error();
    PackedWorkspace opened{std::move(workspace).value(), {}};
    opened.level = render::pack_level(opened.workspace->atlas, opened.workspace->lods.front());
    return opened;
}

WarmUp::Pictures first_pictures(const Options& options, bool software, int width, int height) {
    const Detail detail(software, width * height);
    WarmUp::Pictures pictures{detail.choose(options.quality, true).quality, detail.choose(options.quality, false).quality, width, height, first_wall(options)};
    // Left to itself a large picture falls to low on a slow machine: compiled then, its programs would lie beside a picture at rest.
    if (software && width * height > k_many_pixels && (options.quality.empty() || options.quality == "auto")) pictures.slower = detail.choose("low", true).quality;
    return pictures;
}

core::Result<Opened> open_together(const Options& options, int lod, const WarmUp::Pictures& pictures) {
    const auto home = core::find_home_folder();
    if (!home) return home.error();
    auto reading = std::async(std::launch::async, [&] { return open_packed(options, lod, {}); });
    auto studio = empty_studio(*home);
    std::unique_ptr<WarmUp> warming;
    if (studio) {
        warming = std::make_unique<WarmUp>(*studio->renderer, *home, pictures);
        while (!warming->has_first()) warming->next();
    }
    auto read = reading.get();
    if (!read) return read.error();
    if (!studio) return studio.error();
    studio->renderer->upload_part(read->workspace->atlas, lod, std::move(read->level));
    studio->renderer->upload(read->workspace->atlas, lod);
    studio->cache = make_cache(*read->workspace);
    return Opened{std::move(read->workspace), std::move(studio).value(), std::move(warming)};
}

scene::Frame frame_of(const session::SessionState& state, const Workspace& workspace, scene::ComposeCache& cache, int width, int height,
                      int lod) {
    const auto context = workspace.context();
    const float aspect = static_cast<float>(width) / static_cast<float>(std::max(1, height));
    return scene::compose({state, context, state.camera, aspect, {}, 0, {}, lod}, cache);
}

render::Quality picture_quality(const std::string& level) {
    render::Quality quality;
    quality.supersample = level == "low" || level == "medium" ? 1 : 2;
    quality.fxaa = level == "medium"; // not after a 2x2: it breaks fine nerves into ropes
    quality.ambient_occlusion = level != "low";
    quality.contact_shadow = quality.lines = level != "low";
    quality.fibre_detail = level != "low";
    quality.weighted_blending = level != "low";
    return quality;
}

} // namespace dorsum::app
