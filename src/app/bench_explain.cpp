// dorsum bench --explain: what each feature costs, measured by switching one at a time against the same plain picture, one frame
// of each in turn so that a busy machine does not favour any of them.
#include "app/bench.h"

#include "app/bench_clock.h"
#include "app/start_state.h"
#include "app/studio.h"
#include "render/offscreen.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>

namespace dorsum::app {

namespace {

struct Feature {
    std::string name;
    std::vector<std::string> actions;                // of the session, on top of the common state
    std::function<void(render::Quality&)> switch_on; // in the renderer
    scene::Frame frame;
    render::Quality quality;
    std::vector<double> wall_ms, cpu_ms;
};

render::Quality bare() {
    render::Quality quality;
    quality.outlines = false;
    quality.fibre_detail = false;
    quality.weighted_blending = false;
    return quality;
}

std::vector<Feature> features() {
    const auto nothing = [](render::Quality&) {};
    std::vector<Feature> list;
    const auto add = [&](std::string name, std::vector<std::string> actions, std::function<void(render::Quality&)> on) {
        list.push_back({std::move(name), std::move(actions), std::move(on), {}, {}, {}, {}});
    };
    add("bare", {}, nothing);
    add("fibres", {}, [](auto& q) { q.fibre_detail = true; });
    add("selection outline", {"select muscle.latissimus_dorsi.left"}, [](auto& q) { q.outlines = true; });
    add("tension zones", {"condition upper_back_tension"}, nothing);
    add("ambient occlusion", {}, [](auto& q) { q.ambient_occlusion = true; });
    add("contact shadow with it", {}, [](auto& q) { q.ambient_occlusion = q.contact_shadow = true; });
    add("engraved lines", {}, [](auto& q) { q.lines = true; });
    add("fxaa", {}, [](auto& q) { q.fxaa = true; });
    add("supersampling 2x2", {}, [](auto& q) { q.supersample = 2; });
    add("bent spine (skinning)", {"curve cobb=40 side=right"}, nothing);
    add("cutting plane", {"clip axis=x offset=0"}, nothing);
    add("see-through muscles", {"layer superficial 0.4"}, nothing);
    add("the same, all surfaces", {"layer superficial 0.4"}, [](auto& q) { q.weighted_blending = true; });
    add("skin shell", {"layer skin 0.4"}, nothing);
    return list;
}

} // namespace

core::Result<nlohmann::ordered_json> bench_explain(const Options& options) {
    constexpr int k_lod = 1;
    auto workspace = open_workspace(options, {k_lod});
    if (!workspace) return workspace.error();
    auto studio = open_studio(**workspace, {k_lod});
    if (!studio) return studio.error();
    const auto offscreen = render::Offscreen::make(options.width, options.height);
    auto list = features();
    for (auto it = list.begin(); it != list.end();) {
        Options scene = options;
        scene.actions.insert(scene.actions.end(), it->actions.begin(), it->actions.end());
        auto history = start_session(scene, **workspace);
        if (!history) { // this atlas lacks what the feature needs
            it = list.erase(it);
            continue;
        }
        auto state = history->state();
        state.camera = session::SessionState{}.camera; // a condition frames its own part of the body; the same view for all here
        auto framed = start_session(options, **workspace);
        if (framed) state.camera = framed->state().camera;
        it->frame = frame_of(state, **workspace, *studio->cache, options.width, options.height, k_lod);
        it->quality = bare();
        it->switch_on(it->quality);
        ++it;
    }
    const auto draw = [&](const Feature& feature) {
        studio->renderer->draw(feature.frame, feature.quality, options.width, options.height, offscreen->framebuffer());
        render::finish();
    };
    for (const auto& feature : list) {
        fmt::print(stderr, "warming up: {}\n", feature.name);
        draw(feature), draw(feature);
    }
    // Minutes pass here on a slow machine: whoever waits is told how many more, after the first round and then twenty times at most.
    const auto begin = BenchClock::now();
    const auto tell = [&](int done) {
        const double left_s = ms_since(begin) / 1000 / done * (options.frames - done);
        fmt::print(stderr, "round {} of {}, {:.0f} s left\n", done, options.frames, left_s);
    };
    for (int round = 0; round < options.frames; ++round) {
        for (auto& feature : list) {
            draw(feature); // targets of another size or kind are made here, not in the measured frame
            const double before = cpu_ms();
            const auto at = BenchClock::now();
            draw(feature);
            feature.wall_ms.push_back(ms_since(at));
            feature.cpu_ms.push_back(cpu_ms() - before);
        }
        if (round % std::max(1, options.frames / 20) == 0) tell(round + 1);
    }
    nlohmann::ordered_json out{{"size", fmt::format("{}x{}", options.width, options.height)}, {"level_of_detail", k_lod}};
    const double bare_wall = quantile(list.front().wall_ms, 0.5), bare_cpu = quantile(list.front().cpu_ms, 0.5);
    fmt::print(stderr, "{:<24} {:>9} {:>9} {:>9} {:>7}\n", "feature", "frame ms", "cpu ms", "adds cpu", "cpu x");
    for (const auto& feature : list) {
        const double wall = quantile(feature.wall_ms, 0.5), cpu = quantile(feature.cpu_ms, 0.5);
        fmt::print(stderr, "{:<24} {:>9.1f} {:>9.1f} {:>+9.1f} {:>7.2f}\n", feature.name, wall, cpu, cpu - bare_cpu, cpu / bare_cpu);
        out["features"].push_back({{"name", feature.name}, {"frame_ms", wall}, {"cpu_ms", cpu}, {"adds_ms", wall - bare_wall}, {"cpu_ratio", cpu / bare_cpu}});
    }
    out["renderer"] = studio->renderer->renderer_name();
    return out;
}

} // namespace dorsum::app
