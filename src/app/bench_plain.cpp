// dorsum bench --plain FILE: somebody else's file with the plainest shading, every triangle, to stand beside other viewers.
#include "app/bench.h"

#include "app/bench_clock.h"
#include "app/png.h"
#include "core/files.h"
#include "core/memory.h"
#include "import/importer.h"
#include "platform/platform.h"
#include "render/offscreen.h"

#include <fmt/format.h>

namespace dorsum::app {

namespace {

// The sphere round everything fills the height of the picture (as tests/perf/bound.cpp does).
scene::CameraPose pose_of(const geometry::Bounds& bounds, float yaw_deg) {
    constexpr float k_fov_deg = 30;
    const float radius = bounds.radius(), distance = radius / std::sin(glm::radians(0.5f * k_fov_deg)), yaw = glm::radians(yaw_deg);
    scene::CameraPose pose;
    pose.target_mm = bounds.centre();
    pose.eye_mm = pose.target_mm + distance * glm::vec3(std::sin(yaw), 0, -std::cos(yaw));
    pose.fov_y_deg = k_fov_deg;
    pose.near_mm = distance - radius;
    pose.far_mm = distance + radius;
    return pose;
}

} // namespace

core::Result<nlohmann::ordered_json> bench_plain(const Options& options) {
    core::keep_freed_memory(); // as the allocator does by itself where, by chance, a large block was freed before
    const auto home = core::find_home_folder();
    if (!home) return home.error();
    import::ImportOptions reading;
    reading.assets = *home / "assets";
    reading.as_is = true;
    core::Diagnostics diagnostics;
    auto atlas = import::load_atlas(options.atlas, reading, diagnostics);
    if (!atlas) {
        print(diagnostics);
        return atlas.error();
    }
    auto context = platform::HeadlessContext::make();
    if (!context) return context.error();
    auto renderer = render::Renderer::make((*context)->loader(), *home / "shaders", core::cache_folder() / "programs");
    if (!renderer) return renderer.error();
    (*renderer)->upload(*atlas, 0);
    scene::Frame frame;
    for (std::size_t i = 0; i < atlas->structures.size(); ++i) frame.items.push_back({anatomy::StructureIndex(i)});
    const geometry::Bounds bounds = atlas->bounds;
    for (auto& structure : atlas->structures) structure.lods[0] = {}; // it is on the graphics card now
    render::Quality quality;
    quality.plain = true;
    const auto offscreen = render::Offscreen::make(options.width, options.height);
    const auto draw = [&](float yaw_deg) {
        frame.camera = pose_of(bounds, yaw_deg);
        (*renderer)->draw(frame, quality, options.width, options.height, offscreen->framebuffer());
        render::finish();
    };
    draw(0);
    const double first_at_s = seconds_of(CLOCK_MONOTONIC);
    if (!options.out.empty())
        if (auto written = write_png(options.out, offscreen->read()); !written) return written.error();
    draw(6);
    const auto times = measure(options.frames, [&](int i) { draw(360.0f * static_cast<float>(i + 1) / static_cast<float>(options.frames)); });
    return nlohmann::ordered_json{{"file", options.atlas.string()},
                                  {"size", fmt::format("{}x{}", options.width, options.height)},
                                  {"frames", options.frames},
                                  {"frame_ms_median", times.median_ms()},
                                  {"frame_ms_p95", times.p95_ms()},
                                  {"cpu_ms_per_frame", times.cpu_ms_each},
                                  {"triangles", (*renderer)->stats().triangles},
                                  {"draw_calls", (*renderer)->stats().draw_calls},
                                  {"first_picture_at_s", first_at_s},
                                  {"peak_rss_mb", peak_mb()},
                                  {"renderer", (*renderer)->renderer_name()}};
}

} // namespace dorsum::app
