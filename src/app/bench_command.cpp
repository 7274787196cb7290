// dorsum bench: chooses the benchmark and writes its figures.
#include "app/bench.h"

#include "core/files.h"

#include <fmt/format.h>

namespace dorsum::app {

int run_bench(const Options& options) {
    const auto figures = options.plain ? bench_plain(options) : options.strokes ? bench_strokes(options) : options.explain ? bench_explain(options) : bench_orbit(options);
    if (!figures) return fail(figures.error());
    if (options.json.empty()) fmt::print("{}\n", figures->dump(1));
    else if (auto written = core::write_file_atomically(options.json, figures->dump(1)); !written) return fail(written.error());
    return 0;
}

} // namespace dorsum::app
