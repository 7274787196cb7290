// Selectors ("group:erector_spinae.left@L1-L5") and "did you mean".
#include "anatomy/atlas.h"
#include "core/spelling.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::anatomy {

namespace {

using core::Error;
using core::ErrorCode;
using core::Result;

Result<std::pair<Level, Level>> parse_levels(std::string_view text, std::string_view selector) {
    const auto dash = text.find('-');
    const auto upper = find_level(text.substr(0, dash));
    const auto lower = dash == std::string_view::npos ? upper : find_level(text.substr(dash + 1));
    if (!upper || !lower || *upper > *lower)
        return Error{ErrorCode::invalid, fmt::format("\"{}\" is no range of vertebral levels", text), std::string(selector),
                     "write it from above downwards, for example @T4-L5"};
    return std::pair{*upper, *lower};
}

// "x.left" -> ("x", left); "x" -> ("x", none)
std::pair<std::string_view, Side> split_side(std::string_view id) {
    const auto dot = id.rfind('.');
    if (dot != std::string_view::npos)
        if (const auto side = find_side(id.substr(dot + 1)); side && *side != Side::none) return {id.substr(0, dot), *side};
    return {id, Side::none};
}

std::vector<StructureIndex> of_group(const Atlas& atlas, std::string_view group, Side side) {
    std::vector<StructureIndex> out;
    for (std::size_t i = 0; i < atlas.structures.size(); ++i) {
        const auto& terms = atlas.structures[i].terms;
        const bool member = std::find(terms.groups.begin(), terms.groups.end(), group) != terms.groups.end();
        if (member && (side == Side::none || terms.side == side)) out.emplace_back(i);
    }
    return out;
}

bool known_missing(const Atlas& atlas, std::string_view id) {
    return std::any_of(atlas.missing.begin(), atlas.missing.end(), [&](const auto& missing) {
        return missing == id || split_side(missing).first == id;
    });
}

Error unknown(const Atlas& atlas, std::string_view what, std::string_view selector) {
    std::string names;
    for (const auto& id : nearest_ids(atlas, what)) names += (names.empty() ? "" : ", ") + id;
    return {ErrorCode::invalid, fmt::format("no structure or group is called \"{}\"", what), std::string(selector),
            names.empty() ? "see: dorsum list structures" : "did you mean: " + names};
}

} // namespace

Result<Selection> resolve(const Atlas& atlas, std::string_view selector) {
    Selection selection;
    auto body = selector;
    if (const auto at = body.find('@'); at != std::string_view::npos) {
        const auto levels = parse_levels(body.substr(at + 1), selector);
        if (!levels) return levels.error();
        selection.levels = *levels;
        body = body.substr(0, at);
    }
    constexpr std::string_view group_prefix = "group:";
    if (body.substr(0, group_prefix.size()) == group_prefix) {
        const auto [group, side] = split_side(body.substr(group_prefix.size()));
        selection.structures = of_group(atlas, group, side);
        // A foreign atlas may simply lack every member of a group that our terms know.
        if (selection.structures.empty() && !atlas.foreign) return unknown(atlas, group, selector);
        return selection;
    }
    if (const auto index = atlas.find(body); index.valid()) {
        selection.structures = {index};
        return selection;
    }
    for (Side side : {Side::left, Side::right})
        if (const auto index = atlas.find(fmt::format("{}.{}", body, side_name(side))); index.valid())
            selection.structures.push_back(index);
    if (selection.structures.empty() && !known_missing(atlas, body)) return unknown(atlas, body, selector);
    return selection;
}

std::vector<std::string> nearest_ids(const Atlas& atlas, std::string_view id, std::size_t count) {
    std::vector<std::pair<std::size_t, std::string>> ranked;
    for (const auto& structure : atlas.structures) {
        const auto& known = structure.terms.id;
        const bool part = id.size() >= 3 && known.find(id) != std::string::npos;
        ranked.emplace_back(part ? 0 : core::spelling_distance(id, known), known);
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::string> out;
    for (const auto& [distance, known] : ranked) {
        if (out.size() == count || distance > std::max<std::size_t>(3, id.size() / 2)) break;
        out.push_back(known);
    }
    return out;
}

} // namespace dorsum::anatomy
