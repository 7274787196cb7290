// How big the parts of an adult are, roughly: assets/mappings/sizes.json. Finds files in another unit.
#pragma once

#include "core/diagnostics.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dorsum::import {

struct SizeRange {
    std::string prefix; // of the id
    float from = 0, to = 0; // mm, largest edge of the bounding box
};

struct KnownUnit {
    std::string name;
    float factor = 1;
};

struct Sizes {
    std::vector<SizeRange> ranges;
    SizeRange whole_body;
    std::vector<KnownUnit> units;
    std::vector<float> level_spacing_mm; // C1-C2 .. L5-S1

    const SizeRange* find(std::string_view id) const;
};

Sizes load_sizes(const std::filesystem::path& assets, core::Diagnostics& diagnostics);

} // namespace dorsum::import
