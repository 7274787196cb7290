// dorsum bake: build the default atlas.
#include "app/commands.h"

#include "bake/bake.h"
#include "core/files.h"

#include <fmt/format.h>

namespace dorsum::app {

int run_bake(const Options& options) {
    const auto home = core::find_home_folder();
    if (!home) return fail(home.error());
    const bool all = options.body == "all";
    for (const auto& body : all ? bake::body_ids(*home / "assets") : std::vector{options.body}) {
        Options one = options;
        one.body = body;
        // Several bodies do not fit into one folder: each gets one of its own below it.
        const auto out = options.out.empty() ? atlas_folder(body) : all ? options.out / body : options.out;
        core::Diagnostics diagnostics;
        const auto baked = bake_with_progress(one, *home, out, diagnostics);
        print(diagnostics);
        if (!baked) return fail(baked.error());
        fmt::print("{}\n", out.string());
    }
    return 0;
}

} // namespace dorsum::app
