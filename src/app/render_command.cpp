// dorsum render: a picture and, where asked for, which structures are visible in it.
#include "app/commands.h"

#include "app/png.h"
#include "app/start_state.h"
#include "app/studio.h"
#include "app/viewer.h"
#include "core/files.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

namespace dorsum::app {

namespace {

struct Seen {
    std::size_t pixels = 0;
    int left = 1 << 30, top = 1 << 30, right = -1, bottom = -1;
    double x = 0, y = 0;

    void add(int px, int py) {
        ++pixels;
        left = std::min(left, px), right = std::max(right, px), top = std::min(top, py), bottom = std::max(bottom, py);
        x += px, y += py;
    }
    nlohmann::ordered_json json() const {
        const auto n = static_cast<double>(pixels);
        return {{"pixels", pixels}, {"box", {left, top, right, bottom}}, {"centre", {x / n, y / n}}};
    }
};

std::map<std::uint32_t, Seen> count(const std::vector<std::uint32_t>& ids, int width) {
    std::map<std::uint32_t, Seen> seen;
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (ids[i]) seen[ids[i]].add(static_cast<int>(i) % width, static_cast<int>(i) / width);
    return seen;
}

// Side by side: the left half shows the body without the condition, the right half with it, from the same place.
void put_without_beside(render::Image& image, session::SessionState state, const Workspace& workspace, Studio& studio) {
    const auto half_of = [&](bool before) {
        state.before = before;
        auto frame = frame_of(state, workspace, *studio.cache, image.width / 2, image.height);
        frame.camera.shift.x = before ? -0.5f : 0.5f;
        return studio.renderer->draw_to_image(frame, picture_quality(state.quality), image.width, image.height);
    };
    const auto without = half_of(true), with = half_of(false);
    const auto row = static_cast<std::size_t>(image.width) * 4, half = row / 8 * 4;
    for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); ++y) {
        const auto at = [&](const render::Image& from, std::size_t x) { return from.rgba.begin() + static_cast<std::ptrdiff_t>(y * row + x); };
        const auto to = image.rgba.begin() + static_cast<std::ptrdiff_t>(y * row);
        std::copy(at(without, 0), at(without, half), to);
        std::copy(at(with, half), at(with, row), to + static_cast<std::ptrdiff_t>(half));
    }
}

} // namespace

std::string visible_ids_json(const render::IdImage& ids, const scene::Frame& frame, const anatomy::Atlas& atlas) {
    nlohmann::ordered_json out{{"width", ids.width}, {"height", ids.height}};
    auto& structures = out["structures"] = nlohmann::ordered_json::object();
    for (const auto& [id, seen] : count(ids.structures, ids.width)) structures[atlas.structures[id - 1].terms.id] = seen.json();
    auto& overlays = out["overlays"] = nlohmann::ordered_json::object();
    for (const auto& [id, seen] : count(ids.overlays, ids.width)) overlays[frame.overlays[id - 1].id] = seen.json();
    auto& lit = out["lit"] = nlohmann::ordered_json::object();
    for (const auto& item : frame.items) {
        const auto& id = atlas.at(item.structure).terms.id;
        if (item.glow > 0) lit[id]["glow"] = item.glow;
        for (int zone = 0; zone < frame.zone_count; ++zone)
            if (item.zones >> zone & 1u) {
                auto& grade = lit[id]["grade"];
                const float painted = frame.zones[static_cast<std::size_t>(zone)].grade;
                grade = grade.is_null() ? painted : std::max(grade.get<float>(), painted);
            }
        if (item.selected) lit[id]["selected"] = true;
    }
    return out.dump(1);
}

int run_render(const Options& options) {
    auto workspace = open_workspace(options, {0, 1, 2});
    if (!workspace) return fail(workspace.error());
    auto history = start_session(options, **workspace);
    print((*workspace)->diagnostics);
    if (!history) return fail(history.error());
    auto studio = open_studio(**workspace, {0});
    if (!studio) return fail(studio.error());
    const auto& state = history->state();
    const auto frame = frame_of(state, **workspace, *studio->cache, options.width, options.height);
    render::Image image;
    if (options.with_ui) {
        auto viewer = Viewer::make_headless(**workspace, std::move(*history), *studio->renderer, options.width, options.height);
        if (!viewer) return fail(viewer.error());
        image = (*viewer)->settled_picture();
    } else {
        image = studio->renderer->draw_to_image(frame, picture_quality(state.quality), options.width, options.height);
        if (state.compare && !state.condition.empty()) put_without_beside(image, state, **workspace, *studio);
    }
    if (auto written = write_png(options.out, image); !written) return fail(written.error());
    if (!options.ids.empty()) {
        const auto ids = studio->renderer->draw_ids(frame, options.width, options.height);
        if (auto written = core::write_file_atomically(options.ids, visible_ids_json(ids, frame, (*workspace)->atlas)); !written)
            return fail(written.error());
    }
    fmt::print("{}\n", options.out.string());
    return 0;
}

} // namespace dorsum::app
