// Filling {side} and {apex+2} in selectors and landmark expressions.
#include "content/catalog.h"

#include <algorithm>
#include <cstdlib>

namespace dorsum::content {
namespace {

// Levels with a spinous landmark: C2 to L5.
constexpr int k_first_level = 1, k_last_level = 23;

std::optional<std::string> level_word(std::string_view hole, const anatomy::CurveSegment& segment) {
    const std::pair<std::string_view, anatomy::Level> words[] = {
        {"apex", segment.apex}, {"upper", segment.upper}, {"lower", segment.lower}};
    for (const auto& [word, level] : words) {
        if (hole.substr(0, word.size()) != word) continue;
        const std::string rest(hole.substr(word.size()));
        char* end = nullptr;
        const long offset = rest.empty() ? 0 : std::strtol(rest.c_str(), &end, 10);
        if (!rest.empty() && ((rest[0] != '+' && rest[0] != '-') || *end != '\0' || end == rest.c_str())) return std::nullopt;
        const long wanted = static_cast<long>(level.value) + std::clamp(offset, -30l, 30l);
        const auto index = std::clamp<long>(wanted, k_first_level, k_last_level);
        return anatomy::level_name(anatomy::Level(static_cast<std::size_t>(index)));
    }
    return std::nullopt;
}

} // namespace

std::optional<anatomy::CurveSegment> main_segment(const anatomy::SpineCurve& curve) {
    std::optional<anatomy::CurveSegment> best;
    for (const auto& segment : curve.segments)
        if (segment.cobb_deg > (best ? best->cobb_deg : 0)) best = segment;
    return best;
}

std::vector<anatomy::Side> sides_of(std::string_view word, anatomy::Side symptomatic, const anatomy::SpineCurve& curve) {
    using anatomy::Side;
    if (word == "left") return {Side::left};
    if (word == "right") return {Side::right};
    if (word == "none") return {Side::none};
    if (word == "symptomatic" && symptomatic != Side::none) return {symptomatic};
    if (word == "convex" || word == "concave")
        if (const auto segment = main_segment(curve))
            return {word == "convex" ? segment->convex : anatomy::opposite(segment->convex)};
    return {Side::left, Side::right};
}

std::string expand(std::string_view text, anatomy::Side side, const anatomy::SpineCurve& curve) {
    const auto segment = main_segment(curve).value_or(anatomy::CurveSegment{});
    std::string result;
    while (!text.empty()) {
        const auto open = text.find('{');
        const auto close = text.find('}', open);
        if (open == std::string_view::npos || close == std::string_view::npos) break;
        result += text.substr(0, open);
        const auto hole = text.substr(open + 1, close - open - 1);
        if (hole == "side") {
            if (side != anatomy::Side::none) result += anatomy::side_name(side);
            else if (!result.empty() && result.back() == '.') result.pop_back();
        } else if (const auto level = level_word(hole, segment)) result += *level;
        else result += text.substr(open, close - open + 1); // the validator complains about it
        text.remove_prefix(close + 1);
    }
    return result.append(text);
}

std::string expand_disc(std::string_view text, anatomy::Level above_disc) {
    std::string result(text);
    for (const auto& [hole, step] : {std::pair{"{disc-1}", -1}, {"{disc}", 0}, {"{disc+1}", 1}}) {
        const int level = std::clamp(static_cast<int>(above_disc.value) + step, 0, static_cast<int>(anatomy::k_level_count) - 1);
        for (auto at = result.find(hole); at != std::string::npos; at = result.find(hole))
            result.replace(at, std::string_view(hole).size(), anatomy::level_name(anatomy::Level(static_cast<std::size_t>(level))));
    }
    return result;
}

} // namespace dorsum::content
