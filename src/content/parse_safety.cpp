#include "content/parse.h"

#include "core/spelling.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::content {
namespace {

ScreenAnswer parse_answer(JsonObject& row) {
    static const std::vector<std::string> words{"stop_emergency", "stop_absolute", "ask_first", "local_avoid"};
    const auto word = row.word("if_yes", words);
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? ScreenAnswer::stop_absolute : static_cast<ScreenAnswer>(found - words.begin());
}

void parse_question(const JsonValue& value, Parse& parse) {
    auto row = value.object();
    if (!row) return;
    ScreenQuestion question;
    question.id = row->string("id");
    question.text = parse.text(row->place(), fmt::format("screen.{}.text", question.id));
    question.if_yes = parse_answer(*row);
    question.advice = parse.text(row->place(), fmt::format("screen.{}.advice", question.id));
    question.provenance = parse.provenance(*row);
    row->finish();
    if (!question.id.empty()) parse.catalog.screen.push_back(std::move(question));
}

// "kidney.{side}" stands for a left and a right zone; their words are the same.
void add_zone(const SafetyZone& zone, Catalog& catalog) {
    const bool sided = zone.id.find("{side}") != std::string::npos;
    const std::vector<anatomy::Side> sides =
        sided ? std::vector{anatomy::Side::left, anatomy::Side::right} : std::vector{anatomy::Side::none};
    for (const auto side : sides) {
        SafetyZone one = zone;
        one.id = expand(zone.id, side);
        one.nerve = expand(zone.nerve, side);
        for (auto& point : one.along) point = expand(point, side);
        catalog.safety_zones.push_back(std::move(one));
    }
}

void parse_zone(const JsonValue& value, Parse& parse) {
    auto row = value.object();
    if (!row) return;
    SafetyZone zone;
    zone.id = row->string("id");
    const auto base = expand(zone.id, anatomy::Side::none);
    zone.name = parse.text(row->place(), fmt::format("safety.{}.name", base));
    zone.reason = parse.text(row->place(), fmt::format("safety.{}.reason", base));
    zone.along = row->strings("along", Need::optional);
    for (const auto& point : zone.along) parse.check_expression(row->place().at("along"), point);
    zone.nerve = row->string("nerve", Need::optional);
    zone.radius_mm = row->number("radius_mm", 3, 150, 40);
    zone.depth_mm = row->number("depth_mm", 3, 300, 90);
    zone.pressure_cap = row->integer("pressure_cap", 0, 4, 0);
    zone.static_press = row->boolean("static_press", true);
    zone.forbidden_techniques = row->strings("forbidden_techniques", Need::optional);
    std::vector<std::string> known;
    for (const auto& technique : parse.catalog.techniques) known.push_back(technique.id);
    if (parse.techniques_known)
        for (const auto& id : zone.forbidden_techniques)
            if (!parse.catalog.find_technique(id))
                row->place().at("forbidden_techniques").error(fmt::format("the technique '{}' is not known", id), core::suggestion(id, known));
    zone.provenance = parse.provenance(*row);
    row->finish();
    if (zone.along.empty() && zone.nerve.empty())
        row->place().error("a zone follows a line of places or a nerve", "give \"along\" or \"nerve\"");
    if (!zone.id.empty()) add_zone(zone, parse.catalog);
}

} // namespace

void parse_safety(const JsonValue& value, Parse& parse) {
    auto root = value.object();
    if (!root) return;
    for (const auto& question : root->list("screen")) parse_question(question, parse);
    for (const auto& zone : root->list("zones")) parse_zone(zone, parse);
    root->finish();
}

} // namespace dorsum::content
