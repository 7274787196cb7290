// Builds the default atlas from assets/anatomy: facts in files, shapes in code. Deterministic to the byte, parallel, cached.
#pragma once

#include "anatomy/atlas.h"
#include "core/diagnostics.h"
#include "core/result.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace dorsum::bake {

struct BakeOptions {
    std::filesystem::path assets;       // the assets folder
    std::filesystem::path out;          // gets manifest.json, lod0.glb, lod1.glb, lod2.glb
    std::filesystem::path cache;        // per-structure results by hash of their inputs; may be deleted at any time
    int threads = 0;                    // 0: all cores; the result does not depend on it
    std::string body;                   // id of assets/anatomy/bodies; empty: as the facts build it, the same left and right
    std::string only;                   // selector prefix: bake only ids that begin with it (development)
    std::function<void(float done, const std::string& what)> progress;
};

struct BakeTime {
    std::string what;        // a stage, or the id of a shape
    double seconds, cpu_seconds;
};

struct BakeReport {
    int built = 0, from_cache = 0;
    int levelled = 0; // structures whose coarser levels were made anew
    std::size_t triangles[anatomy::k_lod_count] = {0, 0, 0};
    double seconds = 0;
    std::vector<BakeTime> stages, shapes; // where the time went: one after the other; the shapes built anew, the longest first
    bool up_to_date = false; // nothing changed: out was left as it is
};

// The bodies of assets/anatomy/bodies, by name.
std::vector<std::string> body_ids(const std::filesystem::path& assets);

core::Result<BakeReport> bake_atlas(const BakeOptions& options, core::Diagnostics& diagnostics);

} // namespace dorsum::bake
