// dorsum list: what there is, as JSON (--json) or as lines for people.
#include "app/commands.h"

#include "session/action.h"

#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dorsum::app {

namespace {

using Json = nlohmann::ordered_json;
constexpr std::array k_views{"posterior", "anterior", "left", "right", "superior", "oblique"};

Json structures_json(const anatomy::Atlas& atlas) {
    Json rows = Json::array();
    for (const auto& structure : atlas.structures) {
        const auto& t = structure.terms;
        rows.push_back({{"id", t.id},
                        {"name_en", t.name_en},
                        {"name_la", t.name_la},
                        {"side", anatomy::side_name(t.side)},
                        {"system", anatomy::system_name(t.system)},
                        {"layer", anatomy::layer_name(t.layer)},
                        {"fma", t.fma},
                        {"ta2", t.ta2},
                        {"triangles", anatomy::mesh_at(structure, 0).triangle_count()}});
    }
    return rows;
}

Json conditions_json(const content::Catalog& catalog) {
    Json rows = Json::array();
    const auto& texts = catalog.text("en");
    for (const auto& c : catalog.conditions)
        rows.push_back({{"id", c.id}, {"name", texts.get(c.title)}, {"zones", c.zones.size()}, {"steps", c.plan.steps.size()}});
    return rows;
}

Json strokes_json(const content::Catalog& catalog) {
    Json rows = Json::array();
    for (const auto& c : catalog.conditions)
        for (const auto& step : c.plan.all_steps())
            rows.push_back({{"id", step.id},
                            {"condition", c.id},
                            {"technique", step.technique},
                            {"targets", step.targets},
                            {"side", step.side},
                            {"pressure", {step.pressure_min, step.pressure_max}},
                            {"pace", step.pace}});
    return rows;
}

Json landmarks_json(const anatomy::Atlas& atlas) {
    Json rows = Json::array();
    for (const auto& l : atlas.landmarks)
        rows.push_back({{"id", l.id}, {"name_en", l.name_en}, {"ta2", l.ta2}, {"position_mm", {l.position_mm.x, l.position_mm.y, l.position_mm.z}}});
    return rows;
}

Json actions_json() {
    Json rows = Json::array();
    for (const auto& spec : session::action_table())
        rows.push_back({{"id", spec.name}, {"arguments", spec.arguments}, {"help", spec.help}, {"shortcut", spec.shortcut}, {"example", spec.example}});
    return rows;
}

Json views_json() {
    Json rows = Json::array();
    for (const auto* view : k_views) rows.push_back({{"id", view}});
    return rows;
}

void print_rows(const Json& rows) {
    for (const auto& row : rows) {
        bool first = true;
        for (const auto& [key, value] : row.items()) {
            fmt::print("{}{}", first ? "" : "\t", value.is_string() ? value.get<std::string>() : value.dump());
            first = false;
        }
        fmt::print("\n");
    }
}

} // namespace

int run_list(const Options& options) {
    Json rows;
    if (options.list_what == "actions") rows = actions_json();
    else if (options.list_what == "views") rows = views_json();
    else {
        auto workspace = open_workspace(options, {0, 1, 2});
        if (!workspace) return fail(workspace.error());
        print((*workspace)->diagnostics);
        const auto& w = **workspace;
        rows = options.list_what == "structures"   ? structures_json(w.atlas)
               : options.list_what == "landmarks"  ? landmarks_json(w.atlas)
               : options.list_what == "conditions" ? conditions_json(w.catalog)
                                                   : strokes_json(w.catalog);
    }
    if (options.as_json) fmt::print("{}\n", rows.dump(1));
    else print_rows(rows);
    return 0;
}

} // namespace dorsum::app
