#include "app/body_loader.h"

#include "bake/bake.h"
#include "core/files.h"
#include "import/importer.h"

#include <algorithm>

namespace dorsum::app {

namespace {

constexpr float k_share_bake = 0.9f; // of the progress; the rest is reading

struct Stopped {}; // thrown through a bake that nobody waits for any more

} // namespace

void BodyLoader::begin(const std::string& body, const std::filesystem::path& folder) {
    stop();
    wanted_ = body;
    progress_ = 0;
    thread_ = std::thread(&BodyLoader::run, this, body, folder);
}

void BodyLoader::stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
    stop_ = done_ = false;
    result_.reset();
    wanted_.clear();
}

void BodyLoader::run(std::string body, std::filesystem::path folder) {
    core::Diagnostics diagnostics;
    const auto ready = [&]() -> core::Result<Loaded> {
        bake::BakeOptions options;
        options.assets = home_ / "assets";
        options.out = folder;
        options.cache = core::cache_folder() / "parts";
        options.body = body;
        options.progress = [this](float done, const std::string&) {
            if (stop_) throw Stopped{};
            progress_ = k_share_bake * std::clamp(done, 0.0f, 1.0f);
        };
        if (const auto baked = bake::bake_atlas(options, diagnostics); !baked) return baked.error();
        progress_ = k_share_bake;
        import::ImportOptions reading;
        reading.assets = home_ / "assets";
        reading.progress = [this](float done) { progress_ = k_share_bake + (1 - k_share_bake) * done; };
        auto atlas = import::load_atlas(folder, reading, diagnostics);
        if (!atlas) return atlas.error();
        return Loaded{body, folder, std::move(atlas).value()};
    };
    try {
        result_ = ready();
    } catch (const Stopped&) {
        return;
    } catch (const std::exception& e) {
        result_ = core::Error{core::ErrorCode::invalid, e.what(), body, "dorsum bake --body " + body};
    }
    if (!stop_) print(diagnostics);
    done_ = true;
}

std::optional<core::Result<BodyLoader::Loaded>> BodyLoader::take(bool wait) {
    if (wanted_.empty() || (!wait && !done_)) return {};
    thread_.join();
    auto result = std::move(result_);
    result_.reset();
    done_ = false;
    wanted_.clear();
    return result;
}

} // namespace dorsum::app
