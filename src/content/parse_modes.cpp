#include "content/parse.h"

#include "core/spelling.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::content {

void parse_tours(const JsonValue& root, Parse& parse) {
    for (const auto& value : root.list()) {
        auto row = value.object();
        if (!row) continue;
        Tour tour;
        tour.id = row->string("id");
        tour.name = parse.text(row->place(), fmt::format("tour.{}.name", tour.id));
        for (const auto& element : row->list("stops")) {
            auto stop_row = element.object();
            if (!stop_row) continue;
            TourStop stop;
            stop.caption = parse.text(stop_row->place().at("caption"), stop_row->string("caption"));
            stop.seconds = stop_row->number("seconds", 1, 120, 6);
            stop.actions = stop_row->strings("actions");
            stop_row->finish();
            tour.stops.push_back(std::move(stop));
        }
        row->finish();
        if (tour.stops.empty()) row->place().error("a tour needs at least one stop", "add one to \"stops\"");
        else if (!tour.id.empty()) parse.catalog.tours.push_back(std::move(tour));
    }
}

void parse_quizzes(const JsonValue& root, Parse& parse) {
    for (const auto& value : root.list()) {
        auto row = value.object();
        if (!row) continue;
        Quiz quiz;
        quiz.id = row->string("id");
        quiz.name = parse.text(row->place(), fmt::format("quiz.{}.name", quiz.id));
        quiz.kind = row->word("kind", {"name_it", "find_it"});
        quiz.selectors = parse_selectors(*row, "selectors", parse);
        quiz.choices = row->integer("choices", 2, 8, 4, Need::optional);
        row->finish();
        if (!quiz.id.empty() && !quiz.kind.empty() && !quiz.selectors.empty()) parse.catalog.quizzes.push_back(std::move(quiz));
    }
}

namespace {

void parse_idle(JsonObject& row, Mode& mode, const Parse& parse) {
    auto idle = row.object("idle", Need::optional);
    if (!idle) return;
    mode.idle_warn_s = idle->number("warn_s", 0, 3600, 60);
    mode.idle_reset_s = idle->number("reset_s", 0, 3600, 80);
    mode.attract_after_s = idle->number("attract_s", 0, 3600, 90);
    mode.attract_tour = idle->string("attract_tour", Need::optional);
    idle->finish();
    if (mode.idle_reset_s < mode.idle_warn_s + 15)
        idle->place().error("a person needs at least 15 seconds between the warning and the reset", "raise reset_s");
    if (!mode.attract_tour.empty() && !parse.catalog.find_tour(mode.attract_tour)) {
        std::vector<std::string> known;
        for (const auto& tour : parse.catalog.tours) known.push_back(tour.id);
        idle->place().at("attract_tour").error(fmt::format("no tour '{}'", mode.attract_tour), core::suggestion(mode.attract_tour, known));
        mode.attract_tour.clear();
    }
}

} // namespace

std::optional<Mode> parse_mode(const JsonValue& value, Parse& parse) {
    auto row = value.object();
    if (!row) return std::nullopt;
    Mode mode;
    mode.id = row->string("id");
    if (mode.id.empty()) return std::nullopt;
    mode.name = parse.text(row->place(), fmt::format("mode.{}.name", mode.id));
    mode.panels = row->strings("panels");
    mode.ui_scale = row->number("ui_scale", 0.5f, 4, 1);
    mode.target_px = row->number("target_px", 24, 128, 44);
    mode.pressure_cap = row->integer("pressure_cap", 1, 4, 1);
    if (const auto voice = row->word("voice", {"patient", "student", "clinician"}); !voice.empty()) mode.voice = voice;
    mode.labels = row->boolean("labels", false);
    mode.captions = row->boolean("captions", false, Need::optional);
    mode.latin = row->boolean("latin", false);
    mode.fullscreen = row->boolean("fullscreen", false);
    mode.stores = row->boolean("stores", false, Need::required);
    mode.allowed_actions = row->strings("allowed_actions");
    mode.denied_actions = row->strings("denied_actions", Need::optional);
    mode.hidden_plans = row->strings("hidden_plans", Need::optional);
    std::vector<std::string> known;
    for (const auto& condition : parse.catalog.conditions) known.push_back(condition.id);
    for (const auto& id : mode.hidden_plans)
        if (parse.conditions_known && !parse.catalog.find_condition(id))
            row->place().at("hidden_plans").error(fmt::format("there is no condition '{}'", id), core::suggestion(id, known));
    mode.leave_needs_pin = row->boolean("leave_needs_pin", false);
    parse_idle(*row, mode, parse);
    row->finish();
    return mode;
}

} // namespace dorsum::content
