#include "app/commands.h"

#include <clocale>
#include <cstdio>
#include <exception>
#include <fmt/format.h>

namespace dorsum::app {

namespace {

int run(const Options& options) {
    switch (options.command) {
    case Options::Command::view: return run_view(options);
    case Options::Command::render: return run_render(options);
    case Options::Command::export_scene: return run_export(options);
    case Options::Command::check: return run_check(options);
    case Options::Command::bake: return run_bake(options);
    case Options::Command::bench: return run_bench(options);
    case Options::Command::list: return run_list(options);
    }
    return 2;
}

} // namespace
} // namespace dorsum::app

int main(int argc, char** argv) {
    std::setlocale(LC_NUMERIC, "C"); // files and pictures are the same everywhere
    const auto parsed = dorsum::app::parse_command_line(argc, argv);
    if (!parsed.options) return parsed.exit_code;
    try {
        return dorsum::app::run(*parsed.options);
    } catch (const std::exception& problem) {
        fmt::print(stderr, "dorsum: internal error: {}\n", problem.what());
        return 70;
    }
}
