#include "app/workspace.h"

#include "app/bake_stamp.h"
#include "bake/bake.h"
#include "content/clinic.h"
#include "core/files.h"
#include "core/memory.h"
#include "import/importer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <unistd.h>

namespace dorsum::app {

namespace fs = std::filesystem;

namespace {

constexpr float k_same_stature_mm = 0.01f;

// A bar on a terminal, a line now and then elsewhere.
class ProgressBar {
public:
    explicit ProgressBar(bool quiet) : quiet_(quiet), terminal_(::isatty(STDERR_FILENO) != 0) {}
    ~ProgressBar() {
        if (terminal_ && drawn_) fmt::print(stderr, "\n");
    }
    void operator()(float done, const std::string& what) {
        if (quiet_) return;
        const int percent = static_cast<int>(100 * std::clamp(done, 0.0f, 1.0f));
        if (terminal_) {
            const int filled = percent * 30 / 100;
            fmt::print(stderr, "\rBaking the atlas [{:#<{}}{:.<{}}] {:3}% {:<44.44}", "", filled, "", 30 - filled, percent, what);
            std::fflush(stderr);
            drawn_ = true;
        } else if (percent / 10 != last_ / 10) {
            fmt::print(stderr, "Baking the atlas: {}%\n", percent);
        }
        last_ = percent;
    }

private:
    bool quiet_, terminal_, drawn_ = false;
    int last_ = -10;
};

core::Result<anatomy::Atlas> load(const Options& options, const fs::path& path, const fs::path& assets, std::vector<int> lods,
                                  core::Diagnostics& diagnostics, const Progress& progress = {}, ForeignLevels foreign = ForeignLevels::now) {
    import::ImportOptions import_options;
    import_options.levels_later = foreign == ForeignLevels::later;
    if (progress) import_options.progress = [&progress](float done) { progress(done, {}); };
    import_options.assets = assets;
    import_options.mapping = options.mapping;
    import_options.stature_mm = options.stature_mm;
    import_options.lods = std::move(lods);
    return import::load_atlas(path, import_options, diagnostics);
}

// Nothing where the user has none; a file that was asked for by name must be there.
fs::path clinic_file(const Options& options) {
    if (!options.clinic.empty()) return options.clinic;
    if (const char* named = std::getenv("DORSUM_CLINIC"); named && *named) return named;
    const char* config = std::getenv("XDG_CONFIG_HOME");
    const char* home = std::getenv("HOME");
    fs::path folder;
    if (config && *config) folder = config;
    else if (home && *home) folder = fs::path(home) / ".config";
    else return {};
    const auto path = folder / "dorsum/clinic.json";
    std::error_code ec;
    return fs::exists(path, ec) ? path : fs::path{};
}

std::vector<int> others(const std::vector<int>& lods) {
    std::vector<int> out;
    for (int lod = 0; lod < anatomy::k_lod_count; ++lod)
        if (std::find(lods.begin(), lods.end(), lod) == lods.end()) out.push_back(lod);
    return out;
}

} // namespace

fs::path atlas_folder(const std::string& body) {
    return core::cache_folder() / (body.empty() || body == anatomy::k_default_body ? "atlas" : "atlas." + body);
}

namespace {

void print_times(const bake::BakeReport& report) {
    constexpr std::size_t k_shapes_named = 12;
    for (const auto& stage : report.stages) fmt::print("{:<28}{:7.2f} s{:8.2f} CPU s\n", stage.what, stage.seconds, stage.cpu_seconds);
    fmt::print("{} shapes built, {} from the cache, {} levelled\n", report.built, report.from_cache, report.levelled);
    for (std::size_t i = 0; i < std::min(k_shapes_named, report.shapes.size()); ++i)
        fmt::print("  {:<40}{:7.2f} CPU s\n", report.shapes[i].what, report.shapes[i].cpu_seconds);
}

} // namespace

core::Status bake_with_progress(const Options& options, const fs::path& home, const fs::path& out, core::Diagnostics& diagnostics,
                                const Progress& progress) {
    const std::string stamp = bake_stamp(home / "assets" / "anatomy", out);
    if (options.only.empty() && options.cache.empty() && is_stamped(out, stamp)) return {};
    bake::BakeOptions bake_options;
    bake_options.assets = home / "assets";
    bake_options.out = out;
    bake_options.cache = options.cache.empty() ? core::cache_folder() / "parts" : options.cache;
    bake_options.threads = options.threads;
    bake_options.body = options.body.empty() ? anatomy::k_default_body : options.body == "none" ? "" : options.body;
    bake_options.only = options.only;
    ProgressBar bar(options.quiet);
    bake_options.progress = [&](float done, const std::string& what) {
        bar(done, what);
        if (progress) progress(done, what);
    };
    const auto report = bake::bake_atlas(bake_options, diagnostics);
    if (!report) return report.error();
    if (options.times) print_times(*report);
    if (options.only.empty() && options.cache.empty()) write_stamp(out, bake_stamp(home / "assets" / "anatomy", out));
    return {};
}

core::Result<std::unique_ptr<Workspace>> open_workspace(const Options& options, std::vector<int> first_lods, const Progress& progress,
                                                          ForeignLevels foreign) {
    auto home = core::find_home_folder();
    if (!home) return home.error();
    auto workspace = std::make_unique<Workspace>();
    workspace->home = *home;
    workspace->pin = options.pin;
    workspace->catalog = content::load_catalog(*home / "assets", workspace->diagnostics);
    if (const auto clinic = clinic_file(options); !clinic.empty()) content::load_clinic(clinic, workspace->catalog, workspace->diagnostics);

    fs::path atlas = options.atlas;
    if (!atlas.empty() && !options.body.empty())
        return core::Error{core::ErrorCode::invalid, "only Dorsum's own atlas has several bodies", "--body", "leave out --atlas or --body"};
    if (atlas.empty()) {
        atlas = atlas_folder(options.body);
        if (auto baked = bake_with_progress(options, *home, atlas, workspace->diagnostics, progress); !baked) {
            std::error_code ec;
            if (!fs::exists(atlas / "manifest.json", ec)) {
                print(workspace->diagnostics);
                return baked.error();
            }
            workspace->diagnostics.warning(atlas.string(), "", "an older atlas is used: " + baked.error().text());
        }
    }
    core::keep_few_heaps();
    core::keep_little_free_memory(); // the bake, where there was one, is over
    auto loaded = load(options, atlas, *home / "assets", first_lods, workspace->diagnostics, progress, foreign);
    if (!loaded) {
        print(workspace->diagnostics); // what was wrong with each file: the error only says that nothing was left
        return loaded.error();
    }
    workspace->atlas = std::move(loaded).value();
    workspace->lods = first_lods;
    if (!workspace->atlas.foreign) {
        workspace->baked_folder = workspace->start_folder = atlas;
        workspace->missing_lods = others(first_lods);
    } else {
        workspace->foreign_path = atlas;
        workspace->mapping = options.mapping;
        const auto coarse = [](const anatomy::Structure& s) { return !s.lods[1].empty(); };
        if (std::none_of(workspace->atlas.structures.begin(), workspace->atlas.structures.end(), coarse)) {
            workspace->lods = {0};
            workspace->missing_lods = {1, 2};
        }
    }
    if (const auto& body = workspace->atlas.body) {
        workspace->start_body = body->id;
        if (options.stature_mm > 0) workspace->start_stature_mm = body->stature_mm;
    }
    return workspace;
}

fs::path Workspace::folder_of(const std::string& body) const { return body == start_body ? start_folder : atlas_folder(body); }

float wanted_stature_mm(const Workspace& workspace, const session::SessionState& state) {
    if (state.stature_mm > 0) return state.stature_mm;
    const auto* body = workspace.catalog.find_body(state.body);
    return body ? body->stature_mm : 0;
}

bool other_body_wanted(const Workspace& workspace, const session::SessionState& state) {
    const auto& shown = workspace.atlas.body;
    return shown && !state.body.empty() &&
           (shown->id != state.body || std::abs(shown->stature_mm - wanted_stature_mm(workspace, state)) > k_same_stature_mm);
}

core::Result<bool> show_body(Workspace& workspace, const session::SessionState& state) {
    if (!other_body_wanted(workspace, state)) return false;
    if (workspace.atlas.body->id != state.body) {
        const auto folder = workspace.folder_of(state.body);
        Options options;
        options.body = state.body;
        if (const auto baked = bake_with_progress(options, workspace.home, folder, workspace.diagnostics); !baked) return baked.error();
        auto atlas = load(options, folder, workspace.home / "assets", workspace.lods, workspace.diagnostics);
        if (!atlas) return atlas.error();
        workspace.atlas = std::move(atlas).value();
        workspace.fine_released = false;
        workspace.baked_folder = folder;
    }
    anatomy::set_stature(workspace.atlas, wanted_stature_mm(workspace, state));
    return true;
}

void print(const core::Diagnostics& diagnostics, core::Severity least) {
    for (const auto& item : diagnostics.items())
        if (item.severity >= least) fmt::print(stderr, "{}\n", item.text());
}

} // namespace dorsum::app
