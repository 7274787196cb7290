#include "app/studio.h"

#include "core/files.h"

namespace dorsum::app {

core::Result<Studio> open_studio(const Workspace& workspace, const std::vector<int>& lods) {
    Studio studio;
    auto context = platform::HeadlessContext::make();
    if (!context) return context.error();
    studio.context = std::move(context).value();
    auto renderer = render::Renderer::make(studio.context->loader(), workspace.home / "shaders", core::cache_folder() / "programs");
    if (!renderer) return renderer.error();
    studio.renderer = std::move(renderer).value();
    for (int lod : lods) studio.renderer->upload(workspace.atlas, lod);
    studio.cache = scene::make_compose_cache(workspace.atlas);
    return studio;
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
