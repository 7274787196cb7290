// The command line: one program, subcommands, each with help that reads well.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dorsum::app {

struct Options {
    enum class Command { view, render, export_scene, check, bake, bench, list } command = Command::view;

    // what is shown
    std::filesystem::path atlas;           // empty: the default atlas, baked when needed
    std::string body;                      // id of assets/anatomy/bodies; empty: the default one
    float stature_mm = 0;                  // 0: the body's own
    std::string mapping;                   // mapping table for foreign meshes; empty: the best fitting one
    std::string mode = "clinic";
    std::string language, voice;
    std::string condition, view;
    std::vector<std::string> actions;      // --do, in order
    std::filesystem::path scene;           // a saved scene to open
    std::string quality;
    std::filesystem::path script;          // scripted session
    std::filesystem::path clinic;          // the clinic's own file; empty: $DORSUM_CLINIC, else clinic.json in the user's config folder
    std::string pin;                       // kiosk staff PIN ($DORSUM_PIN where not given)
    bool headless = false;                 // view --script without a window

    // pictures and files
    int width = 1280, height = 800;
    bool fullscreen = false;
    std::filesystem::path out, ids, json;
    bool with_ui = false;

    // bake
    std::filesystem::path cache;
    int threads = 0;
    std::string only;
    bool quiet = false, times = false;

    // bench
    int frames = 60;                       // 0: only the first picture
    int copies = 1;                        // of the atlas, side by side
    bool plain = false, explain = false, strokes = false;

    std::vector<std::filesystem::path> paths; // check
    std::string list_what;                 // list
    bool as_json = false;
};

// Either options to run, or an exit code because help was asked for or the line was wrong (the message has been printed).
struct Parsed {
    std::optional<Options> options;
    int exit_code = 0;
};
Parsed parse_command_line(int argc, const char* const* argv);

} // namespace dorsum::app
