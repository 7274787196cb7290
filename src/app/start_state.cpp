#include "app/start_state.h"

#include "app/fine_meshes.h"
#include "core/files.h"
#include "scene/step_on_body.h"
#include "session/scene_file.h"

#include <fmt/format.h>

namespace dorsum::app {

session::Context context_on_body(const Workspace& workspace, scene::ComposeCache& cache) {
    auto context = workspace.context();
    context.ask_body = [&workspace, &cache](const auto& step, const auto& state) { return scene::step_on_body(step, state, workspace.context(), cache); };
    return context;
}

core::Status act(session::History& history, std::string_view text, const session::Context& context) {
    const auto action = session::parse_action(text);
    if (!action) return action.error();
    if (auto checked = session::check_action(history.state(), *action, context); !checked) return checked.error();
    history.apply(*action, context);
    return {};
}

namespace {

core::Status open_scene(session::History& history, const std::filesystem::path& path, Workspace& workspace) {
    const auto text = core::read_text_file(path);
    if (!text) return text.error();
    auto scene = session::read_scene(*text, path.string(), workspace.diagnostics);
    if (!scene) return scene.error();
    history.reset(session::fit_scene(std::move(*scene), workspace.context(), path.string(), workspace.diagnostics));
    return {};
}

} // namespace

scene::Frame first_wall(const Options& options) {
    scene::Frame frame;
    for (const auto& text : options.actions) {
        const auto action = session::parse_action(text);
        if (!action || action->name != "theme" || action->words.empty()) continue;
        frame.high_contrast = action->words.front() == "contrast";
        if (!frame.high_contrast) frame.dark = action->words.front() == "dark";
    }
    return frame;
}

core::Result<session::History> start_session(const Options& options, Workspace& workspace) {
    const auto context = workspace.context();
    if (!workspace.catalog.find_mode(options.mode))
        return core::Error{core::ErrorCode::invalid, fmt::format("there is no mode \"{}\"", options.mode), "--mode",
                           "use clinic, study or kiosk"};
    session::History history(session::initial_state(context, options.mode));
    if (!options.scene.empty())
        if (auto opened = open_scene(history, options.scene, workspace); !opened) return opened.error();
    const auto option = [&](std::string_view name, const std::string& value) -> core::Status {
        return value.empty() ? core::Status{} : act(history, fmt::format("{} {}", name, value), context);
    };
    for (const auto& [name, value] : {std::pair{"language", options.language}, {"voice", options.voice}, {"quality", options.quality},
                                      {"condition", options.condition}, {"view", options.view}})
        if (auto done = option(name, value); !done) return done.error();
    if (auto shown = show_body(workspace, history.state()); !shown) return shown.error();
    auto cache = make_cache(workspace);
    for (const auto& text : options.actions) {
        auto done = act(history, text, context_on_body(workspace, *cache));
        if (done) {
            const auto other = show_body(workspace, history.state());
            if (!other) done = other.error();
            else if (*other) cache = make_cache(workspace);
        }
        if (!done) {
            auto error = done.error();
            error.place = error.place.empty() ? "--do \"" + text + "\"" : "--do \"" + text + "\", " + error.place;
            return error;
        }
    }
    return history;
}

} // namespace dorsum::app
