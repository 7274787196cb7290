#include "content/parse.h"

#include "content/expression.h"
#include "core/spelling.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::content {

TextKey Parse::text(const Place& place, std::string key) const {
    const auto& english = catalog.text("en");
    if (texts_known && !key.empty() && !english.has(key)) {
        std::vector<std::string> known;
        for (const auto& [name, words] : english.entries) known.push_back(name);
        const auto near = core::nearest_word(key, known);
        place.error(fmt::format("no English words for the text '{}'", key),
                    near.empty() ? "add it to assets/text/en" : fmt::format("add it to assets/text/en, or did you mean '{}'?", near));
    }
    return {std::move(key)};
}

Provenance Parse::provenance(JsonObject& row) {
    Provenance p;
    const auto mark = row.word("mark", {"S", "K", "D"});
    if (!mark.empty()) p.mark = mark[0];
    p.source_ids = row.strings("sources", p.mark == 'S' ? Need::required : Need::optional);
    p.reviewed_by = row.string("reviewed_by", Need::optional);
    p.review_date = row.string("review_date", Need::optional);
    ++rows;
    if (!p.reviewed_by.empty()) ++reviewed;
    if (p.reviewed_by.empty() != p.review_date.empty())
        row.place().error("a review needs both reviewed_by and review_date", "add the other or remove both");
    if (p.mark == 'S' && p.source_ids.empty())
        row.place().error("mark S says that a source was found, but none is named", "add \"sources\": [...] or use mark K or D");
    if (!sources_known) return p;
    std::vector<std::string> known;
    for (const auto& source : catalog.sources) known.push_back(source.id);
    for (const auto& id : p.source_ids)
        if (!catalog.find_source(id))
            row.place().at("sources").error(fmt::format("the source '{}' is not in sources.json", id), core::suggestion(id, known));
    return p;
}

void Parse::check_holes(const Place& place, const std::string& text) const {
    const auto left = expand(expand_disc(text, anatomy::level_l(5)), anatomy::Side::left);
    if (left.find('{') != std::string::npos || left.find('}') != std::string::npos)
        place.error(fmt::format("'{}' has a hole that nothing fills", text), "use {side}, {apex}, {upper}, {lower}, {apex+2}, {disc} or {disc-1}");
}

void Parse::check_expression(const Place& place, const std::string& expression) const {
    check_holes(place, expression);
    const auto parsed = parse_point(expand(expression, anatomy::Side::left));
    if (!parsed) place.error(parsed.error().message, parsed.error().remedy);
}

std::vector<TextKey> parse_text_keys(JsonObject& row, std::string_view key, const Parse& parse, Need need) {
    std::vector<TextKey> keys;
    for (const auto& value : row.list(key, need))
        if (auto name = value.string()) keys.push_back(parse.text(value.place(), std::move(*name)));
    return keys;
}

std::vector<std::string> parse_selectors(JsonObject& row, std::string_view key, const Parse& parse, Need need) {
    std::vector<std::string> selectors;
    for (const auto& value : row.list(key, need)) {
        auto text = value.string();
        if (!text) continue;
        parse.check_holes(value.place(), *text);
        selectors.push_back(std::move(*text));
    }
    return selectors;
}

std::optional<EvidenceLabel> parse_label(JsonObject& row, std::string_view key) {
    static const std::vector<std::string> words{"moderate", "low", "very_low", "none", "against"};
    const auto word = row.word(key, words);
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return std::nullopt;
    return static_cast<EvidenceLabel>(found - words.begin());
}

namespace {

anatomy::Level parse_level(JsonObject& row, std::string_view key, anatomy::Level fallback) {
    const auto name = row.string(key);
    if (name.empty()) return fallback;
    const auto level = anatomy::find_level(name);
    if (!level) row.place().at(key).error(fmt::format("'{}' is no vertebral level", name), "c1 to c7, t1 to t12, l1 to l5");
    return level.value_or(fallback);
}

} // namespace

anatomy::SpineCurve parse_curve(const JsonValue& list) {
    anatomy::SpineCurve curve;
    for (const auto& value : list.list()) {
        auto row = value.object();
        if (!row) continue;
        anatomy::CurveSegment segment;
        segment.upper = parse_level(*row, "upper", segment.upper);
        segment.apex = parse_level(*row, "apex", segment.apex);
        segment.lower = parse_level(*row, "lower", segment.lower);
        segment.cobb_deg = row->number("cobb_deg", 0, 90, 0);
        segment.convex = row->word("convex", {"left", "right"}) == "left" ? anatomy::Side::left : anatomy::Side::right;
        row->finish();
        if (!(segment.upper < segment.apex && segment.apex < segment.lower)) {
            value.place().error("the apex must lie between the upper and the lower end vertebra", "order them from above");
            continue;
        }
        if (!curve.segments.empty() && segment.upper < curve.segments.back().lower)
            value.place().error("this curve begins above the end of the one before it", "let neighbours at most share a vertebra");
        curve.segments.push_back(segment);
    }
    return curve;
}

std::optional<anatomy::Level> parse_disc(JsonObject& row, std::string_view key) {
    const auto name = row.string(key);
    if (name.empty()) return std::nullopt;
    std::vector<std::string> known;
    for (int i = 1; i < anatomy::k_vertebra_count; ++i) {
        const anatomy::Level upper(static_cast<std::size_t>(i));
        known.push_back(anatomy::disc_id(upper).substr(5));
        if (known.back() == name) return upper;
    }
    row.place().at(key).error(fmt::format("'{}' is no disc", name), core::suggestion(name, known));
    return std::nullopt;
}

} // namespace dorsum::content
