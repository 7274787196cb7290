#include "content/parse.h"

#include "core/spelling.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace dorsum::content {
namespace {

const std::vector<std::string> k_directions{"cephalad",    "caudad",       "lateral", "medial",
                                            "along_fibre", "across_fibre", "static",  "circles"};

PlanGate parse_gate(JsonObject& plan) {
    static const std::vector<std::string> words{"screen", "screen_and_timing", "checked_by_professional", "professional_only"};
    const auto word = plan.word("gate", words);
    const auto found = std::find(words.begin(), words.end(), word);
    // An unreadable gate must not open a plan: the strictest one stands in.
    return found == words.end() ? PlanGate::professional_only : static_cast<PlanGate>(found - words.begin());
}

// The word, or nothing where it names no posture.
std::string parse_posture(const std::string& word, const Place& place) {
    if (word.empty() || std::find(k_postures.begin(), k_postures.end(), word) != k_postures.end()) return word;
    place.error(fmt::format("'{}' is no posture", word), core::suggestion(word, {k_postures.begin(), k_postures.end()}));
    return {};
}

std::vector<std::vector<std::string>> parse_paths(JsonObject& row, const Parse& parse) {
    std::vector<std::vector<std::string>> paths;
    for (const auto& value : row.list("paths")) {
        std::vector<std::string> path;
        for (const auto& point : value.list()) {
            auto text = point.string();
            if (!text) continue;
            parse.check_expression(point.place(), *text);
            path.push_back(std::move(*text));
        }
        if (path.empty()) value.place().error("a path needs at least one point", "name a landmark");
        else paths.push_back(std::move(path));
    }
    if (paths.empty()) row.place().at("paths").error("a stroke needs at least one path", "[[\"psis.{side}\", \"para.t10.{side}\"]]");
    return paths;
}

void check_against_technique(const StrokeStep& step, const Technique& technique, const Place& place) {
    const bool unread = step.pressure_max == 0; // already complained about
    if (!unread && (step.pressure_min < technique.pressure_min || step.pressure_max > technique.pressure_max))
        place.at("pressure").error(fmt::format("{} works with pressure {} to {}", technique.id, technique.pressure_min,
                                               technique.pressure_max),
                                   "change the pressure or the technique");
    if (step.pace != 0 && (step.pace < technique.pace_min || step.pace > technique.pace_max))
        place.at("pace").error(fmt::format("{} moves at {} to {}", technique.id, technique.pace_min, technique.pace_max),
                               "change the pace or the technique; 0 means a hold");
}

std::optional<StrokeStep> parse_step(const JsonValue& value, Parse& parse) {
    auto row = value.object();
    if (!row) return std::nullopt;
    StrokeStep step;
    step.id = row->string("id");
    step.technique = row->string("technique");
    step.targets = parse_selectors(*row, "targets", parse);
    step.side = row->word("side", k_side_words);
    step.paths = parse_paths(*row, parse);
    for (const auto& path : row->list("along_bone", Need::optional)) {
        const auto index = path.number();
        if (!index) continue; // said already
        if (*index >= 0 && *index < static_cast<double>(step.paths.size()) && *index == std::floor(*index)) step.along_bone.push_back(static_cast<std::size_t>(*index));
        else path.place().error("there is no such path", fmt::format("0 to {}, as in \"paths\"", step.paths.size() - 1));
    }
    for (const auto& direction : row->list("directions"))
        if (auto text = direction.string()) {
            if (std::find(k_directions.begin(), k_directions.end(), *text) == k_directions.end())
                direction.place().error(fmt::format("'{}' is no direction", *text), core::suggestion(*text, k_directions));
            else step.directions.push_back(std::move(*text));
        }
    const auto pressure = row->range("pressure", 1, 4, {0, 0});
    step.pressure_min = static_cast<int>(pressure.first);
    step.pressure_max = static_cast<int>(pressure.second);
    step.pace = row->number("pace", 0, 60, 0);
    step.repeats = row->integer("repeats", 1, 50, 1, Need::optional);
    step.duration_s = row->number("duration_s", 0, 900, 0, Need::optional);
    step.posture = parse_posture(row->string("posture", Need::optional), row->place().at("posture"));
    if (const auto note = row->string("note", Need::optional); !note.empty())
        step.note = parse.text(row->place().at("note"), note);
    step.provenance = parse.provenance(*row);
    row->finish();
    if (step.id.empty() || step.paths.empty() || step.targets.empty()) return std::nullopt;
    const auto* technique = parse.catalog.find_technique(step.technique);
    if (technique) check_against_technique(step, *technique, row->place());
    else if (parse.techniques_known && !step.technique.empty()) {
        std::vector<std::string> known;
        for (const auto& t : parse.catalog.techniques) known.push_back(t.id);
        row->place().at("technique").error(fmt::format("the technique '{}' is not in techniques.json", step.technique),
                                           core::suggestion(step.technique, known));
    }
    step.pressure_min = std::max(step.pressure_min, 1);
    step.pressure_max = std::max(step.pressure_max, 1);
    // A step nobody can draw or explain is left out rather than guessed.
    return technique ? std::optional(std::move(step)) : std::nullopt;
}

} // namespace

// [{"group": "glides", "shown": [steps]}]: every technique stands in one of them.
void parse_library(const JsonValue& root, Parse& parse) {
    std::set<std::string> shown;
    for (const auto& value : root.list()) {
        auto row = value.object();
        if (!row) continue;
        TechniqueGroup group;
        group.id = row->string("group");
        group.name = parse.text(row->place(), fmt::format("technique_group.{}", group.id));
        for (const auto& element : row->list("shown")) {
            auto step = parse_step(element, parse);
            if (!step) continue;
            if (!shown.insert(step->technique).second)
                element.place().at("technique").error(fmt::format("the technique '{}' is shown twice", step->technique), "remove one");
            else group.shown.push_back(std::move(*step));
        }
        row->finish();
        if (!group.shown.empty()) parse.catalog.library.push_back(std::move(group));
    }
    if (!parse.techniques_known) return;
    for (const auto& technique : parse.catalog.techniques)
        if (!shown.count(technique.id))
            root.place().error(fmt::format("the technique '{}' stands in no group", technique.id), "say on which muscle it is shown");
}

StrokePlan parse_plan(JsonObject& row, const std::string& condition_id, Parse& parse) {
    StrokePlan plan;
    const auto key = [&](std::string_view name) {
        return parse.text(row.place(), fmt::format("condition.{}.plan.{}", condition_id, name));
    };
    plan.gate = parse_gate(row);
    plan.position = key("position");
    for (const auto& word : row.strings("postures"))
        if (auto posture = parse_posture(word, row.place().at("postures")); !posture.empty()) plan.postures.push_back(std::move(posture));
    plan.who = key("who");
    if (plan.gate != PlanGate::screen) plan.confirm = key("confirm");
    const auto minutes = row.range("minutes", 1, 60, {10, 15});
    plan.minutes_min = minutes.first;
    plan.minutes_max = minutes.second;
    std::set<std::string> ids;
    const auto parse_steps = [&](const std::vector<JsonValue>& values) {
        std::vector<StrokeStep> steps;
        for (const auto& value : values) {
            auto step = parse_step(value, parse);
            if (!step) continue;
            if (!ids.insert(step->id).second) value.place().at("id").error(fmt::format("the step '{}' is there twice", step->id), "rename one");
            steps.push_back(std::move(*step));
        }
        return steps;
    };
    plan.steps = parse_steps(row.list("steps"));
    plan.early_steps = parse_steps(row.list("early_steps", Need::optional));
    if (!plan.early_steps.empty()) plan.timing = key("timing");
    row.finish();
    return plan;
}

} // namespace dorsum::content
