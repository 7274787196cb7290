#include "import/sizes.h"

#include "core/files.h"

#include <nlohmann/json.hpp>

namespace dorsum::import {
using nlohmann::json;

const SizeRange* Sizes::find(std::string_view id) const {
    for (const SizeRange& range : ranges)
        if (id.starts_with(range.prefix)) return &range;
    return nullptr;
}

Sizes load_sizes(const std::filesystem::path& assets, core::Diagnostics& diagnostics) {
    Sizes sizes;
    const auto path = assets / "mappings" / "sizes.json";
    const auto content = core::read_text_file(path);
    if (!content) {
        diagnostics.error(path.string(), "", content.error().message, content.error().remedy);
        return sizes;
    }
    try {
        const json root = json::parse(*content);
        for (const json& row : root.at("largest_edge_mm"))
            sizes.ranges.push_back({row.at("prefix").get<std::string>(), row.at("from").get<float>(), row.at("to").get<float>()});
        sizes.whole_body = {"", root.at("whole_body_mm").at("from").get<float>(), root.at("whole_body_mm").at("to").get<float>()};
        for (const json& row : root.at("known_units")) sizes.units.push_back({row.at("name"), row.at("factor").get<float>()});
        sizes.level_spacing_mm = root.at("level_spacing_mm").get<std::vector<float>>();
    } catch (const json::exception& e) {
        diagnostics.error(path.string(), "", e.what(), "mend the JSON");
    }
    return sizes;
}

} // namespace dorsum::import
