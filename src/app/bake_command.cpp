// dorsum bake: build the default atlas.
#include "app/commands.h"

#include "bake/bake.h"
#include "core/files.h"

#include <fmt/format.h>

namespace dorsum::app {

int run_bake(const Options& options) {
    const auto home = core::find_home_folder();
    if (!home) return fail(home.error());
    const auto out = options.out.empty() ? default_atlas_folder() : options.out;
    core::Diagnostics diagnostics;
    const auto baked = bake_with_progress(options, *home, out, diagnostics);
    print(diagnostics);
    if (!baked) return fail(baked.error());
    fmt::print("{}\n", out.string());
    return 0;
}

} // namespace dorsum::app
