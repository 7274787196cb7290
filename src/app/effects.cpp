// What actions ask of the outside world: files and leaving.
#include "app/viewer.h"

#include "app/commands.h"
#include "app/png.h"
#include "core/files.h"
#include "session/scene_file.h"

#include <filesystem>
#include <fmt/format.h>

namespace dorsum::app {

namespace {

// What became of a file, in the session's language.
std::string told_of(const session::Effect& effect, const core::Status& done, const content::Texts& texts) {
    using Kind = session::Effect::Kind;
    const auto key = [&]() -> std::string {
        if (effect.kind == Kind::open_scene) return done ? "file.opened" : "file.open_failed";
        if (!done) return "file.save_failed";
        return effect.kind == Kind::save_picture ? "file.picture_saved" : effect.kind == Kind::export_folder ? "file.exported" : "file.saved";
    };
    const auto why = [&]() -> std::string {
        switch (done.error().code) {
        case core::ErrorCode::not_found: return "file.why.not_found";
        case core::ErrorCode::unreadable: return "file.why.unreadable";
        case core::ErrorCode::unwritable: return "file.why.unwritable";
        case core::ErrorCode::malformed: return "file.why.malformed";
        case core::ErrorCode::invalid: return "file.why.invalid";
        case core::ErrorCode::too_large: return "file.why.too_large";
        case core::ErrorCode::unsupported: return "file.why.unsupported";
        case core::ErrorCode::denied: break;
        }
        return "file.why.denied";
    };
    std::error_code ec; // where: a name alone does not tell which folder is meant
    const auto path = std::filesystem::absolute(effect.path, ec).lexically_normal().string();
    return ui::fill(texts.get(key()), {ec ? effect.path : path, done ? std::string() : texts.get(why())});
}

} // namespace

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
    notice_ = told_of(effect, done, context_.catalog.text(state.language));
    file_failed_ = !done;
    if (done && history_.state().dialog == "files") history_.apply({"dialog", {"none"}, {}}, context_);
    if (!done) fmt::print(stderr, "{}\n", done.error().text()); // whole, and in English
    dirty_ = true;
}

} // namespace dorsum::app
