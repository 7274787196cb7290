// dorsum check: every problem of atlas, mapping, content and scenes, with file and place.
#include "app/commands.h"

#include "bake/bake.h"
#include "bake/body.h"
#include "content/clinic.h"
#include "core/files.h"
#include "import/importer.h"
#include "session/scene_file.h"

#include <fmt/format.h>

namespace dorsum::app {

namespace fs = std::filesystem;

namespace {

void check_facts(const fs::path& assets, core::Diagnostics& diagnostics) {
    const auto facts = bake::load_facts(assets, diagnostics);
    for (const auto& id : bake::body_ids(assets))
        if (const auto body = bake::load_body(assets, id, diagnostics)) {
            auto changed = facts;
            bake::change_facts(*body, changed, diagnostics);
        }
}

void check_default(const Options& options, core::Diagnostics& diagnostics) {
    const auto home = core::find_home_folder();
    if (!home) return diagnostics.error(home.error().place, "", home.error().message, home.error().remedy);
    import::load_terms(*home / "assets", diagnostics);
    check_facts(*home / "assets", diagnostics);
    auto workspace = open_workspace(options, {0, 1, 2});
    if (!workspace) return diagnostics.error(workspace.error().place, "", workspace.error().message, workspace.error().remedy);
    diagnostics.append((*workspace)->diagnostics);
    content::check_against_atlas((*workspace)->catalog, (*workspace)->atlas, diagnostics);
}

void check_scene_file(const fs::path& path, core::Diagnostics& diagnostics) {
    const auto text = core::read_text_file(path);
    if (!text) return diagnostics.error(path.string(), "", text.error().message, text.error().remedy);
    const auto scene = session::read_scene(*text, path.string(), diagnostics);
    if (!scene && !diagnostics.has_errors()) diagnostics.error(path.string(), "", scene.error().message, scene.error().remedy);
}

void check_clinic_file(const fs::path& path, core::Diagnostics& diagnostics) {
    const auto home = core::find_home_folder();
    if (!home) return diagnostics.error(home.error().place, "", home.error().message, home.error().remedy);
    core::Diagnostics of_content; // not asked about
    auto catalog = content::load_catalog(*home / "assets", of_content);
    content::load_clinic(path, catalog, diagnostics);
}

// An assets folder is content; a file of the name clinic.json is a clinic's own; any other folder, and any file but .json, is an atlas; a .json file is a saved scene.
void check_path(const Options& options, const fs::path& path, core::Diagnostics& diagnostics) {
    std::error_code ec;
    if (!fs::exists(path, ec)) return diagnostics.error(path.string(), "", "no such file or folder", "check the path");
    if (fs::is_directory(path / "content", ec)) {
        import::load_terms(path, diagnostics);
        check_facts(path, diagnostics);
        content::load_catalog(path, diagnostics);
        return;
    }
    if (path.filename() == "clinic.json") return check_clinic_file(path, diagnostics);
    if (path.extension() == ".json") return check_scene_file(path, diagnostics);
    Options with_atlas = options;
    with_atlas.atlas = path;
    auto workspace = open_workspace(with_atlas, {0, 1, 2});
    if (!workspace) return diagnostics.error(workspace.error().place, "", workspace.error().message, workspace.error().remedy);
    diagnostics.append((*workspace)->diagnostics);
    content::check_against_atlas((*workspace)->catalog, (*workspace)->atlas, diagnostics);
    const auto& missing = (*workspace)->atlas.missing;
    for (const auto& id : missing) diagnostics.note(path.string(), "", "this atlas lacks " + id);
}

} // namespace

int run_check(const Options& options) {
    core::Diagnostics diagnostics;
    if (options.paths.empty()) check_default(options, diagnostics);
    for (const auto& path : options.paths) check_path(options, path, diagnostics);
    int errors = 0, warnings = 0;
    for (const auto& item : diagnostics.items()) {
        fmt::print("{}\n", item.text());
        errors += item.severity == core::Severity::error;
        warnings += item.severity == core::Severity::warning;
    }
    fmt::print("{} errors, {} warnings\n", errors, warnings);
    return errors ? 1 : 0;
}

} // namespace dorsum::app
