// Of a body's file only what a choice needs; the bake reads and checks the rest of it.
#include "content/parse.h"

#include <fmt/format.h>
#include <tuple>

namespace dorsum::content {

std::optional<BodyChoice> parse_body(const JsonValue& root, const std::string& id, const Parse& parse) {
    auto row = root.object();
    if (!row) return std::nullopt;
    BodyChoice body;
    body.id = id;
    body.name = parse.text(row->place(), fmt::format("body.{}.name", id));
    if (auto age = row->object("age")) body.age_years = age->integer("value", 0, 120, 30);
    if (auto stature = row->object("stature")) body.stature_mm = stature->number("value", 500, 2500, 1700);
    if (auto range = row->object("stature_range"))
        std::tie(body.shortest_mm, body.tallest_mm) = range->range("value", 500, 2500, {body.stature_mm, body.stature_mm});
    if (body.stature_mm < body.shortest_mm || body.stature_mm > body.tallest_mm) {
        row->place().at("stature_range").error("the body's own stature lies outside of it", "[lowest, highest], mm");
        return std::nullopt;
    }
    return body;
}

} // namespace dorsum::content
