#include "app/options.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>

namespace dorsum::app {

namespace {

void add_body(CLI::App& app, Options& o) {
    app.add_option("--body", o.body, "Whose body: man, woman or adolescent (default: man)");
    app.add_option_function<double>("--stature", [&o](double cm) { o.stature_mm = static_cast<float>(10 * cm); }, "Height of the body in cm (default: its own)")
        ->check(CLI::Range(100.0, 230.0));
}

void add_scene_options(CLI::App& app, Options& o) {
    app.add_option("--atlas", o.atlas, "A baked atlas folder, a mesh file, or a folder of meshes (default: Dorsum's own)");
    app.add_option("--mapping", o.mapping, "Mapping table in assets/mappings for foreign meshes (default: the one that fits best)");
    add_body(app, o);
    app.add_option("--mode", o.mode, "clinic, study or kiosk")->capture_default_str();
    app.add_option("--language", o.language, "Language of the words, for example en");
    app.add_option("--clinic", o.clinic, "The clinic's own file: name, emergency number, wording (or $DORSUM_CLINIC, else ~/.config/dorsum/clinic.json)");
    app.add_option("--voice", o.voice, "patient, student or clinician");
    app.add_option("--condition", o.condition, "Open a condition (see: dorsum list conditions)");
    app.add_option("--view", o.view, "Standard view (see: dorsum list views)");
    app.add_option("--state", o.scene, "Open a saved scene file");
    app.add_option("--quality", o.quality, "auto, low, medium, high or ultra");
    app.add_option("--do", o.actions, "An action, for example \"select vertebra.l4\"; may be given again (see: dorsum list actions)")
        ->allow_extra_args(false);
}

void add_size(CLI::App& app, Options& o) {
    app.add_option_function<std::string>(
           "--size",
           [&o](const std::string& text) {
               int w = 0, h = 0;
               char rest = 0;
               if (std::sscanf(text.c_str(), "%dx%d%c", &w, &h, &rest) != 2 || w < 16 || h < 16 || w > 16384 || h > 16384)
                   throw CLI::ValidationError("--size", "\"" + text + "\" is no size; write for example 1280x720 (16 to 16384)");
               o.width = w;
               o.height = h;
           },
           "Width x height in pixels")
        ->type_name("WxH")
        ->take_last();
}

} // namespace

Parsed parse_command_line(int argc, const char* const* argv) {
    Options o;
    if (const char* pin = std::getenv("DORSUM_PIN")) o.pin = pin;
    CLI::App app{"Dorsum: the human back in 3D, six kinds of back pain, and the massage strokes that may ease them.\n"
                 "It informs; it does not diagnose. Without a subcommand it opens the viewer.",
                 "dorsum"};
    app.require_subcommand(0, 1);
    app.set_version_flag("--version", "dorsum 0.1.0");

    const auto setup_view = [&](CLI::App& view) {
        add_scene_options(view, o);
        add_size(view, o);
        view.add_flag("--fullscreen", o.fullscreen, "Start full screen");
        view.add_option("--script", o.script, "Play a scripted session and leave; exit code 1 where an expectation fails");
        view.add_flag("--headless", o.headless, "With --script: no window");
        view.add_option("--pin", o.pin, "Staff PIN to leave the kiosk mode (or $DORSUM_PIN)");
        view.add_option("--out", o.out, "Folder for the pictures of a script");
    };
    setup_view(app);
    auto* view = app.add_subcommand("view", "Open the viewer (the default)");
    setup_view(*view);

    auto* render = app.add_subcommand("render", "Write a picture, without a window");
    add_scene_options(*render, o);
    add_size(*render, o);
    render->add_option("--out", o.out, "PNG file to write")->required();
    render->add_option("--ids", o.ids, "JSON file: visible pixels per structure and per overlay");
    render->add_flag("--ui", o.with_ui, "With panels, as in the window");

    auto* exporting = app.add_subcommand("export", "Write atlas.glb and overlays.json of a scene as drawn (fields: src/app/export.md)");
    add_scene_options(*exporting, o);
    exporting->add_option("--out", o.out, "Folder to write into")->required();

    auto* check = app.add_subcommand("check", "Validate atlas, mapping and content; report every problem with file and place");
    check->add_option("paths", o.paths, "Atlases, meshes, content or scene files to check (default: Dorsum's own)");
    check->add_option("--mapping", o.mapping, "Mapping table for foreign meshes");

    auto* bake = app.add_subcommand("bake", "Build the default atlas from assets/anatomy");
    bake->add_option("--out", o.out, "Folder to write into (default: the cache folder)");
    bake->add_option("--body", o.body, "man, woman, adolescent, all, or none: the bare shapes, left and right alike (default: man)");
    bake->add_option("--cache", o.cache, "Folder for finished parts (default: the cache folder)");
    bake->add_option("--threads", o.threads, "Threads; 0: all cores")->check(CLI::Range(0, 256));
    bake->add_option("--only", o.only, "Only structures whose id begins with this");
    bake->add_flag("--quiet", o.quiet, "No progress bar");
    bake->add_flag("--times", o.times, "Say where the time went, by the clock and of all cores");

    auto* bench = app.add_subcommand("bench", "Measure a steady orbit");
    add_scene_options(*bench, o);
    add_size(*bench, o);
    bench->add_option("--frames", o.frames, "Frames to draw")->check(CLI::Range(0, 100000))->capture_default_str();
    bench->add_option_function<std::string>("--plain", [&o](const std::string& path) { o.plain = true, o.atlas = path; },
                                            "A file or folder with the plainest shading and every triangle, as other viewers show it")
        ->type_name("PATH");
    bench->add_flag("--explain", o.explain, "What each feature costs, switched on one at a time");
    bench->add_flag("--strokes", o.strokes, "How long the steps of the plans take to be laid on the body; --frames: rounds, 5 at most");
    bench->add_option("--copies", o.copies, "The atlas so many times side by side")->check(CLI::Range(1, 64))->capture_default_str();
    bench->add_option("--out", o.out, "With --plain: PNG file of the first picture");
    bench->add_option("--json", o.json, "File to write the figures to (default: standard output)");

    auto* list = app.add_subcommand("list", "List structures, conditions, strokes, landmarks, views or actions");
    list->add_option("what", o.list_what, "structures, conditions, strokes, landmarks, views, actions")
        ->required()
        ->check(CLI::IsMember({"structures", "conditions", "strokes", "landmarks", "views", "actions"}));
    list->add_option("--atlas", o.atlas, "Another atlas than the default one");
    list->add_option("--mapping", o.mapping, "Mapping table for foreign meshes");
    list->add_flag("--json", o.as_json, "As JSON (else: one line a row, columns split by tabs)");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return {std::nullopt, app.exit(e) == 0 ? 0 : 2};
    }
    using C = Options::Command;
    o.command = render->parsed()      ? C::render
                : exporting->parsed() ? C::export_scene
                : check->parsed()     ? C::check
                : bake->parsed()      ? C::bake
                : bench->parsed()     ? C::bench
                : list->parsed()      ? C::list
                                      : C::view;
    return {o, 0};
}

} // namespace dorsum::app
