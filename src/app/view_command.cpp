// dorsum view: the window, or a script played without one; and what ./run does where there is no display.
#include "app/commands.h"

#include "app/fine_meshes.h"
#include "app/level_loader.h"
#include "app/png.h"
#include "app/script.h"
#include "app/start_state.h"
#include "app/studio.h"
#include "app/viewer.h"

#include "core/files.h"
#include "core/memory.h"
#include "render/offscreen.h"

#include <atomic>
#include <chrono>
#include <fmt/format.h>
#include <future>
#include <optional>

namespace dorsum::app {

namespace {

constexpr int k_first_lod = 2; // the coarsest level, as in turning, is on screen first; the others follow from a thread

int report(const core::Result<ScriptReport>& played) {
    if (!played) return fail(played.error());
    fmt::print("{} lines, {} failed\n", played->lines, played->failures);
    return played->failures ? 1 : 0;
}

int play_headless(const Options& options, Workspace& workspace, session::History history) {
    auto studio = open_studio(workspace, {0, 1, 2});
    if (!studio) return fail(studio.error());
    release_fine(workspace);
    auto viewer = Viewer::make_headless(workspace, std::move(history), *studio->renderer, options.width, options.height);
    if (!viewer) return fail(viewer.error());
    return report(play_script(options.script, options.out.empty() ? "." : options.out, **viewer));
}

// The window's main loop: wait for input as long as nothing changes by itself, then one turn.
int run_loop(platform::Window& window, Viewer& viewer, Workspace& workspace) {
    std::optional<LevelLoader> loader; // not while the driver still compiles what the first picture needs
    using Clock = std::chrono::steady_clock;
    auto before = Clock::now();
    double wait_s = 0;
    bool fullscreen = window.fullscreen();
    for (;;) {
        for (const auto& event : window.wait_events(wait_s)) viewer.event(event);
        if (loader)
            for (auto& level : loader->take_loaded(workspace)) viewer.level_loaded(std::move(level));
        if (loader && loader->take_finished()) // far levels last: nobody needs them before somebody steps far back
            for (int lod = anatomy::k_lod_count; lod < render::k_levels; ++lod) viewer.level_loaded({lod});
        const auto now = Clock::now();
        const double dt_s = std::min(0.1, std::chrono::duration<double>(now - before).count());
        before = now;
        const auto turn = viewer.step(dt_s);
        if (loader) loader->hold(viewer.refining());
        // First what the driver compiles: its compiler and a level on its way need much memory, each of them.
        if (!loader && viewer.complete() && !viewer.compiling()) loader.emplace(workspace, [&window] { window.wake(); });
        if (turn.quit) return 0;
        if (turn.drew) window.swap();
        if (viewer.wants_fullscreen() != fullscreen) {
            fullscreen = viewer.wants_fullscreen();
            window.set_fullscreen(fullscreen);
        }
        wait_s = turn.wait_s;
    }
}

// A line across the window and a word in its title while the atlas is read or baked on a thread: the window answers from its first
// frame. Nothing where the person closes it meanwhile.
std::optional<core::Result<PackedWorkspace>> open_while_waiting(const Options& options, platform::Window& window, WarmUp& warm) {
    std::atomic<float> done{0};
    auto opening = std::async(std::launch::async, [&] {
        return open_packed(options, k_first_lod, [&done](float f, const std::string&) { done = f; }, ForeignLevels::later);
    });
    const auto show = [&] {
        int width = 0, height = 0;
        window.framebuffer_size(width, height);
        render::draw_progress_line(width, height, done);
        window.swap();
    };
    show();
    for (bool closed = false, warming = true;;) {
        if (opening.wait_for(std::chrono::milliseconds(warming ? 0 : 15)) == std::future_status::ready) {
            window.set_title("Dorsum");
            if (closed) return {};
            return opening.get();
        }
        for (const auto& event : window.wait_events(0)) closed = closed || std::holds_alternative<platform::CloseRequested>(event);
        window.set_title(fmt::format("Dorsum … {:.0f} %", 100 * done.load()));
        if (closed) continue;
        warming = !warm.has_first(); // while the other thread reads; the rest when the picture stands
        if (warming) (void)warm.next(WarmUp::Patience::none);
        show();
    }
}

int run_window(const Options& options) {
    core::keep_few_heaps();
    auto window = platform::Window::make({"Dorsum", options.width, options.height, options.fullscreen});
    if (!window) return fail(window.error());
    const auto home = core::find_home_folder();
    if (!home) return fail(home.error());
    auto renderer = render::Renderer::make((*window)->loader(), *home / "shaders", core::cache_folder() / "programs");
    if (!renderer) return fail(renderer.error());
    // Where the driver has to compile everything first, the skeleton is shown as soon as it can be.
    const bool staged = (*renderer)->software() && (*renderer)->new_to_driver() && options.script.empty();
    ViewerOptions viewer_options;
    (*window)->framebuffer_size(viewer_options.width, viewer_options.height);
    WarmUp warm(**renderer, *home, first_pictures(options, (*renderer)->software(), viewer_options.width, viewer_options.height));
    auto opened = open_while_waiting(options, **window, warm);
    if (!opened) return 0;
    if (!*opened) return fail(opened->error());
    Workspace& workspace = *(*opened)->workspace;
    auto history = start_session(options, workspace);
    print(workspace.diagnostics);
    if (!history) return fail(history.error());
    (*renderer)->upload_part(workspace.atlas, workspace.lods.front(), std::move((*opened)->level));
    (*renderer)->upload(workspace.atlas, workspace.lods.front());
    (*window)->framebuffer_size(viewer_options.width, viewer_options.height); // again: it may have been resized meanwhile
    viewer_options.content_scale = (*window)->content_scale();
    if (staged && !workspace.atlas.foreign)
        viewer_options.ready_for = [&warm](int stage) {
            const auto ready = [&] { return stage < 1 ? warm.has_solid() : warm.has_first(); };
            if (!ready()) warm.next(WarmUp::Patience::none);
            return ready();
        };
    else
        while (!warm.has_first()) warm.next();
    using Compiled = ViewerOptions::Compiled;
    const auto compiled = [&warm] { return warm.has_all() ? Compiled::all : warm.has_rest() ? Compiled::resting : Compiled::moving; };
    viewer_options.compiled = compiled();
    if (!warm.has_all())
        viewer_options.compile_on = [&warm, compiled] {
            (void)warm.next(WarmUp::Patience::none);
            return compiled();
        };
    auto viewer = Viewer::make(workspace, std::move(*history), **renderer, viewer_options);
    if (!viewer) return fail(viewer.error());
    if (workspace.atlas.foreign && workspace.missing_lods.empty()) // all its levels came at once; the finest is shown last
        for (int lod = k_first_lod - 1; lod >= 0; --lod) (*viewer)->level_loaded({lod});
    if (!options.script.empty()) return report(play_script(options.script, options.out.empty() ? "." : options.out, **viewer));
    return run_loop(**window, **viewer, workspace);
}

} // namespace

int run_view(const Options& options) {
    const bool scripted = !options.script.empty();
    if (!scripted && !platform::have_display()) {
        fmt::print(stderr, "dorsum: there is no display; rendering the six condition scenes instead\n");
        return render_condition_scenes(options, "out");
    }
    const bool headless = options.headless || (scripted && !platform::have_display());
    if (!headless) return run_window(options);
    auto workspace = open_workspace(options, {0, 1, 2});
    if (!workspace) return fail(workspace.error());
    auto history = start_session(options, **workspace);
    print((*workspace)->diagnostics);
    if (!history) return fail(history.error());
    return play_headless(options, **workspace, std::move(*history));
}

int render_condition_scenes(const Options& options, const std::filesystem::path& folder) {
    auto workspace = open_workspace(options, {0, 1, 2});
    if (!workspace) return fail(workspace.error());
    print((*workspace)->diagnostics);
    auto studio = open_studio(**workspace, {0});
    if (!studio) return fail(studio.error());
    for (const auto& condition : (*workspace)->catalog.conditions) {
        Options scene = options;
        scene.condition = condition.id;
        auto history = start_session(scene, **workspace);
        if (!history) return fail(history.error());
        const auto frame = frame_of(history->state(), **workspace, *studio->cache, options.width, options.height);
        const auto path = folder / (condition.id + ".png");
        const auto image = studio->renderer->draw_to_image(frame, picture_quality("high"), options.width, options.height);
        if (auto written = write_png(path, image); !written) return fail(written.error());
        fmt::print("{}\n", path.string());
    }
    return 0;
}

} // namespace dorsum::app
