// What actions ask of the outside world: files and leaving.
#include "app/viewer.h"

#include "app/commands.h"
#include "app/png.h"
#include "core/files.h"
#include "session/scene_file.h"

#include <fmt/format.h>

namespace dorsum::app {

void Viewer::carry_out(const session::Effect& effect) {
    using Kind = session::Effect::Kind;
    const auto& state = history_.state();
    core::Status done;
    switch (effect.kind) {
    case Kind::none: return;
    case Kind::quit: quit_ = true; return;
    case Kind::save_scene: done = core::write_file_atomically(effect.path, session::write_scene(state)); break;
    case Kind::save_picture: done = write_png(effect.path, draw_to_image(detail_.choose("high", false).quality)); break;
    case Kind::export_folder: done = export_scene(state, workspace_, effect.path); break;
    case Kind::open_scene: {
        const auto text = core::read_text_file(effect.path);
        if (!text) {
            done = text.error();
            break;
        }
        core::Diagnostics diagnostics;
        auto scene = session::read_scene(*text, effect.path, diagnostics);
        print(diagnostics);
        if (!scene) done = scene.error();
        else history_.reset(session::fit_scene(std::move(*scene), context_, effect.path, diagnostics));
        break;
    }
    }
    notice_ = done ? fmt::format("{}: done", effect.path) : done.error().text();
    if (!done) fmt::print(stderr, "{}\n", notice_);
    dirty_ = true;
}

} // namespace dorsum::app
