// The benchmarks behind `dorsum bench`, one file each; every one returns its figures.
#pragma once

#include "app/commands.h"

#include <nlohmann/json.hpp>

namespace dorsum::app {

core::Result<nlohmann::ordered_json> bench_orbit(const Options& options);   // the picture as a person sees it
core::Result<nlohmann::ordered_json> bench_plain(const Options& options);   // every triangle, plainest shading
core::Result<nlohmann::ordered_json> bench_explain(const Options& options); // what each feature costs
core::Result<nlohmann::ordered_json> bench_strokes(const Options& options); // the plans' steps laid on the body; no picture

} // namespace dorsum::app
