// dorsum bench: a steady orbit, headless; what a frame costs in wall and processor time.
#include "app/commands.h"

#include "app/detail.h"
#include "app/start_state.h"
#include "app/studio.h"
#include "core/files.h"
#include "render/offscreen.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

namespace dorsum::app {

namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begin) { return std::chrono::duration<double, std::milli>(Clock::now() - begin).count(); }

rusage usage() {
    rusage u{};
    getrusage(RUSAGE_SELF, &u);
    return u;
}

double cpu_ms(const rusage& u) {
    return 1e3 * static_cast<double>(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + 1e-3 * static_cast<double>(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

double quantile(std::vector<double> values, double q) {
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(q * static_cast<double>(values.size())))];
}

} // namespace

int run_bench(const Options& options) {
    const auto begin = Clock::now();
    auto workspace = open_workspace(options, {1});
    if (!workspace) return fail(workspace.error());
    auto history = start_session(options, **workspace);
    if (!history) return fail(history.error());
    auto studio = open_studio(**workspace, {1});
    if (!studio) return fail(studio.error());
    const auto offscreen = render::Offscreen::make(options.width, options.height);
    Detail detail(studio->renderer->software());
    auto state = history->state();
    const auto draw = [&](bool moving) {
        const auto choice = detail.choose(state.quality, moving);
        studio->renderer->draw(frame_of(state, **workspace, *studio->cache, options.width, options.height, choice.lod), choice.quality,
                               options.width, options.height, offscreen->framebuffer());
        render::finish();
    };
    draw(true);
    const double first_frame_ms = ms_since(begin);
    Options rest = options; // the other levels, as the window loads them after its first frame
    auto full = open_workspace(rest, {0, 1, 2});
    if (!full) return fail(full.error());
    (*workspace)->atlas = std::move((*full)->atlas);
    studio->cache = scene::make_compose_cache((*workspace)->atlas);
    for (int lod : {0, 1, 2}) studio->renderer->upload((*workspace)->atlas, lod);

    std::vector<double> frames;
    for (int i = 0; i < 24; ++i) { // warm: caches, shaders, and the automatic quality finds its level
        const auto at = Clock::now();
        state.camera.yaw_deg += 3;
        draw(true);
        detail.measured(ms_since(at));
    }
    const double cpu_before = cpu_ms(usage());
    for (int i = 0; i < options.frames; ++i) {
        state.camera.yaw_deg += 360.0f / static_cast<float>(options.frames);
        const auto at = Clock::now();
        draw(true);
        frames.push_back(ms_since(at));
    }
    const double cpu = (cpu_ms(usage()) - cpu_before) / static_cast<double>(options.frames);
    const auto moving_triangles = studio->renderer->stats().triangles;
    const auto at = Clock::now();
    draw(false);
    draw(false);
    const nlohmann::ordered_json out{{"atlas", (*workspace)->atlas.name},
                                     {"size", fmt::format("{}x{}", options.width, options.height)},
                                     {"frames", options.frames},
                                     {"frame_ms_median", quantile(frames, 0.5)},
                                     {"frame_ms_p95", quantile(frames, 0.95)},
                                     {"cpu_ms_per_frame", cpu},
                                     {"first_frame_ms", first_frame_ms},
                                     {"rest_frame_ms", 0.5 * ms_since(at)},
                                     {"triangles", moving_triangles},
                                     {"moving_lod", detail.moving_lod()},
                                     {"mesh_uploads", studio->renderer->stats().mesh_uploads},
                                     {"peak_rss_mb", static_cast<double>(usage().ru_maxrss) / 1024},
                                     {"renderer", studio->renderer->renderer_name()}};
    if (options.json.empty()) fmt::print("{}\n", out.dump(1));
    else if (auto written = core::write_file_atomically(options.json, out.dump(1)); !written) return fail(written.error());
    return 0;
}

} // namespace dorsum::app
