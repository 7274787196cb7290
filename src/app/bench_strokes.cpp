// dorsum bench --strokes: how long the steps of the plans take to be laid on the body for the first time, as when one is opened.
#include "app/bench.h"

#include "app/bench_clock.h"
#include "app/start_state.h"
#include "scene/strokes.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace dorsum::app {

namespace {

struct Row {
    std::string state, step;
    std::vector<double> wall_ms, cpu_ms; // by round
};

core::Result<session::SessionState> state_of(const Options& options, const std::string& curve, const std::string& skin, Workspace& workspace) {
    Options scene = options;
    scene.actions.insert(scene.actions.end(), {curve, skin});
    auto history = start_session(scene, workspace);
    if (!history) return history.error();
    return history->state();
}

double mean(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()); }

} // namespace

core::Result<nlohmann::ordered_json> bench_strokes(const Options& options) {
    auto workspace = open_workspace(options, {scene::k_tree_lod});
    if (!workspace) return workspace.error();
    const auto context = (*workspace)->context();
    scene::ComposeCache cache(context.atlas);
    constexpr int k_most_rounds = 5; // a round takes some ten seconds
    const int rounds = std::clamp(options.frames, 1, k_most_rounds);
    std::vector<Row> rows;
    // The round before the first is not counted: ray trees are made then, once for all steps.
    for (int round = -1; round < rounds; ++round) {
        std::size_t number = 0;
        for (const char* curve : {"curve off", "curve cobb=40 side=right"})
            for (const char* skin : {"layer skin off", "layer skin 1"}) {
                const auto state = state_of(options, curve, skin, **workspace);
                if (!state) return state.error();
                for (const auto& condition : context.catalog.conditions)
                    for (const auto& step : condition.plan.all_steps()) {
                        if (round < 0) rows.push_back({fmt::format("{}, {}", curve, skin), step.id, {}, {}});
                        cache.laid.clear();
                        const double before = cpu_ms();
                        const auto at = BenchClock::now();
                        (void)scene::lay_strokes(step, *state, context, cache);
                        auto& row = rows[number++];
                        if (round < 0) continue;
                        row.wall_ms.push_back(ms_since(at));
                        row.cpu_ms.push_back(cpu_ms() - before);
                    }
            }
        fmt::print(stderr, "round {} of {}\n", round + 1, rounds);
    }
    std::vector<double> wall, cpu;
    nlohmann::ordered_json out;
    for (const auto& row : rows) {
        wall.push_back(quantile(row.wall_ms, 0.5)), cpu.push_back(quantile(row.cpu_ms, 0.5));
        out["steps"].push_back({{"step", row.step}, {"state", row.state}, {"wall_ms", wall.back()}, {"cpu_ms", cpu.back()}});
    }
    std::sort(out["steps"].begin(), out["steps"].end(), [](const auto& a, const auto& b) { return a["wall_ms"] > b["wall_ms"]; });
    out["steps_laid"] = rows.size();
    out["wall_ms_mean"] = mean(wall), out["wall_ms_most"] = quantile(wall, 1);
    out["cpu_ms_mean"] = mean(cpu), out["cpu_ms_most"] = quantile(cpu, 1);
    return out;
}

} // namespace dorsum::app
