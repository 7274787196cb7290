#include "content/parse.h"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

namespace dorsum::content {
namespace {

template <class E>
E word_as(JsonObject& row, std::string_view key, const std::vector<std::string>& words, E fallback) {
    const auto found = std::find(words.begin(), words.end(), row.word(key, words));
    return found == words.end() ? fallback : static_cast<E>(found - words.begin());
}

const std::vector<std::string> k_signs{"ribbon_along", "ribbon_across", "circles", "press",   "hold",   "breath",
                                       "slow_along",   "feather",       "plough",  "wring",   "pick_up", "saw",
                                       "taps",         "tremor",        "pin",     "roll",    "pump",    "rest"};
const std::vector<std::string> k_hands{"palm", "cup", "pinch", "fingers", "finger_pad", "thumb", "knuckles", "forearm", "edge"};
const std::vector<std::string> k_fibre_rules{"along", "across", "any"};
const std::vector<std::string> k_pace_units{"cm_per_s", "cycles_per_s", "hold", "breaths_per_min"};

void parse_hand(JsonObject& technique, Technique& t, Parse& parse) {
    auto row = technique.object("hand");
    if (!row) return;
    t.hand = word_as(*row, "shape", k_hands, HandShape::palm);
    t.hands = row->integer("count", 1, 2, 1);
    t.half_width_mm = row->number("half_width_mm", 4, 60, 25);
    t.bearing_share = row->number("bearing_share", 0.3f, 1, 1);
    t.apart_mm = row->number("apart_mm", 60, 120, 0, Need::optional);
    if (t.hands > 1 && t.apart_mm == 0) row->place().error("two hands that work together lie so far apart, middle to middle", "\"apart_mm\": 90");
    t.beside_mm = row->number("beside_mm", 20, 80, 0, Need::optional);
    if (auto bend = row->object("bend", Need::optional)) {
        const auto angle = [&](std::string_view key) { return bend->number(key, -60, 90, 0, Need::optional); };
        t.bend = {angle("curl_deg"), angle("spread_deg"), angle("oppose_deg"), angle("pitch_deg"), angle("roll_deg")};
        bend->finish();
    }
    parse.provenance(*row);
    row->finish();
}

} // namespace

std::string_view sign_name(StrokeSign sign) { return k_signs[static_cast<std::size_t>(sign)]; }

void parse_techniques(const JsonValue& root, Parse& parse) {
    for (const auto& value : root.list()) {
        auto row = value.object();
        if (!row) continue;
        Technique t;
        t.id = row->string("id");
        const auto key = [&](std::string_view name) { return parse.text(row->place(), fmt::format("technique.{}.{}", t.id, name)); };
        t.name = key("name");
        t.how = key("how");
        t.caution = key("caution");
        t.contact = key("contact");
        t.sign = word_as(*row, "sign", k_signs, StrokeSign::hold);
        const auto pressure = row->range("pressure", 1, 4, {1, 1});
        t.pressure_min = static_cast<int>(pressure.first);
        t.pressure_max = static_cast<int>(pressure.second);
        t.pace_unit = word_as(*row, "pace_unit", k_pace_units, PaceUnit::hold);
        std::tie(t.pace_min, t.pace_max) = row->range("pace", 0, 60, {0, 0});
        parse_hand(*row, t, parse);
        t.fibre = word_as(*row, "fibre", k_fibre_rules, FibreRule::any);
        t.provenance = parse.provenance(*row);
        row->finish();
        if (parse.catalog.find_technique(t.id))
            row->place().at("id").error(fmt::format("the technique '{}' is there twice", t.id), "rename or remove one");
        else if (!t.id.empty()) parse.catalog.techniques.push_back(std::move(t));
    }
}

// A row per step of Walton's scale, in its order; a stronger press never makes a shallower dent.
void parse_dents(const JsonValue& root, Parse& parse) {
    std::size_t next = 0;
    auto& dents = parse.catalog.dents;
    for (const auto& value : root.list()) {
        auto row = value.object();
        if (!row) continue;
        const auto pressure = row->integer("pressure", 1, 5, 1);
        const PressureDent dent{row->number("depth_mm", 0.5f, 15, 1), row->number("reach", 1.5f, 3, 2.4f), row->number("shade", 0, 0.7f, 0.2f)};
        parse.provenance(*row);
        row->finish();
        if (next >= dents.size() || pressure != static_cast<int>(next) + 1) {
            row->place().at("pressure").error("the rows are the pressures 1 to 5 in their order", "put them in order, each once");
            continue;
        }
        if (next && dent.depth_mm <= dents[next - 1].depth_mm) row->place().at("depth_mm").error("a stronger press makes a deeper dent", "raise it above the row before");
        dents[next++] = dent;
    }
    if (next < dents.size()) root.place().error("there is a row for each pressure from 1 to 5", "add what is missing");
}

void parse_fibre_paint(const JsonValue& root, Parse& parse) {
    auto row = root.object();
    if (!row) return;
    auto& steps = parse.catalog.fibre_paint.steps_percent;
    for (const auto& value : row->list("steps_percent")) {
        const auto step = value.number();
        if (!step) continue; // said already
        if (*step > (steps.empty() ? 0 : steps.back()) && *step <= 100) steps.push_back(*step);
        else value.place().error("steps are percent, each more than the one before, at most 100", "put them in order");
    }
    if (steps.empty()) row->place().at("steps_percent").error("without a step nothing is painted", "[5, 10, 20, 40]");
    parse.catalog.fibre_paint.provenance = parse.provenance(*row);
    row->finish();
}

namespace {

std::array<float, 2> parse_two(JsonObject& row, std::string_view key, float most) {
    const auto pair = row.range(key, 0, most, {0, 0});
    if (pair.first >= pair.second) row.place().at(key).error("from here on, and up to there: the second is more than the first", "[1, 4]");
    return {pair.first, pair.second};
}

KeepRule parse_keep(JsonObject& row) {
    KeepRule keep;
    keep.fibre_deg = row.number("fibre_deg", 1, 45, 0);
    keep.below_outermost_mm = row.number("below_outermost_mm", 0.1f, 10, 0);
    keep.beside_target_mm = row.number("beside_target_mm", 0, 10, 0);
    keep.target_depth_mm = row.number("target_depth_mm", 5, 60, 0);
    keep.turn_deg = row.number("turn_deg", 10, 90, 0);
    keep.rise_mm = row.number("rise_mm", 0, 50, 0);
    return keep;
}

RoomRule parse_room(JsonObject& row, const KeepRule& keep) {
    RoomRule room;
    room.fibre_deg = row.number("fibre_deg", 1, 45, 0);
    room.fibre_sought_deg = row.number("fibre_sought_deg", 1, 45, 0);
    room.cross_fibre_deg = row.number("cross_fibre_deg", 1, 45, 0);
    room.below_outermost_mm = row.number("below_outermost_mm", 0, 10, 0);
    room.target_mm = row.number("target_mm", 1, 20, 0);
    room.cleft_mm = parse_two(row, "cleft_mm", 20);
    room.slope = parse_two(row, "slope", 5);
    room.rise_mm = row.number("rise_mm", 0, 100, 0);
    room.share_used = row.number("share_used", 0.1f, 1, 0);
    room.share_at_ends = row.number("share_at_ends", 0.1f, 1, 0);
    for (const auto& [key, mine, limit] : {std::tuple{"fibre_deg", room.fibre_deg, keep.fibre_deg}, {"fibre_sought_deg", room.fibre_sought_deg, keep.fibre_deg},
                                           {"cross_fibre_deg", room.cross_fibre_deg, keep.fibre_deg}, {"below_outermost_mm", room.below_outermost_mm, keep.below_outermost_mm}})
        if (mine >= limit) row.place().at(key).error("room is what is left of what the rule in \"keep\" allows", fmt::format("less than {}", limit));
    return room;
}

GiveWayRule parse_give_way(JsonObject& row) {
    GiveWayRule rule;
    rule.zone_mm = row.number("zone_mm", 0, 10, 0);
    rule.spot_zone_mm = row.number("spot_zone_mm", 0, rule.zone_mm, 0);
    rule.most_mm = row.number("most_mm", 0, 60, 0);
    rule.most_to_target_mm = row.number("most_to_target_mm", 0, 60, 0);
    rule.target_mm = row.number("target_mm", 0, 10, 0);
    rule.least_share_over_target = row.number("least_share_over_target", 0.1f, 1, 0);
    rule.least_share_drawn = row.number("least_share_drawn", 0.1f, 1, 0);
    rule.short_mm = row.number("short_mm", 10, 100, 0);
    return rule;
}

} // namespace

void parse_stroke_rules(const JsonValue& root, Parse& parse) {
    const auto problems = [&] { return std::count_if(parse.diagnostics.items().begin(), parse.diagnostics.items().end(), [](const auto& item) { return item.severity == core::Severity::error; }); };
    const auto before = problems();
    auto sections = root.object();
    if (!sections) return;
    StrokeRules rules;
    const auto section = [&](const char* name, const auto& read) {
        auto row = sections->object(name);
        if (!row) return;
        read(*row);
        parse.provenance(*row);
        row->finish();
    };
    section("bone", [&](JsonObject& row) { rules.bone = {row.number("sheet_mm", 0, 10, 0), row.number("furrow_mm", 0, 20, 0), row.number("furrow_depth_mm", 0, 40, 0)}; });
    section("keep", [&](JsonObject& row) { rules.keep = parse_keep(row); });
    section("room", [&](JsonObject& row) { rules.room = parse_room(row, rules.keep); });
    section("give_way", [&](JsonObject& row) { rules.give_way = parse_give_way(row); });
    sections->finish();
    if (problems() == before) parse.catalog.stroke_rules = rules;
}

void parse_disc_roots(const JsonValue& root, Parse& parse) {
    for (const auto& value : root.list()) {
        auto row = value.object();
        if (!row) continue;
        const auto disc = parse_disc(*row, "disc");
        const auto zone = row->word("zone", k_disc_zones);
        auto roots = parse_selectors(*row, "roots", parse);
        parse.provenance(*row);
        row->finish();
        if (!disc || zone.empty()) continue;
        const auto name = anatomy::disc_id(*disc).substr(5) + "/" + zone;
        if (!parse.catalog.disc_roots.emplace(name, std::move(roots)).second)
            row->place().error(fmt::format("'{}' is there twice", name), "remove one");
    }
}

void parse_claims(const JsonValue& root, Parse& parse) {
    for (const auto& value : root.list()) {
        auto row = value.object();
        if (!row) continue;
        Claim claim;
        claim.id = row->string("id");
        const auto key = [&](std::string_view name) { return parse.text(row->place(), fmt::format("claim.{}.{}", claim.id, name)); };
        claim.claim = key("claim");
        claim.verdict = key("verdict");
        if (row->boolean("may_be_said", true)) claim.words = key("words");
        claim.label = parse_label(*row, "label").value_or(EvidenceLabel::none);
        claim.provenance = parse.provenance(*row);
        row->finish();
        if (!claim.id.empty()) parse.catalog.claims.push_back(std::move(claim));
    }
}

void parse_sources(const JsonValue& root, Parse& parse) {
    for (const auto& value : root.list()) {
        auto row = value.object();
        if (!row) continue;
        Source source{row->string("id"), row->string("author", Need::optional), row->string("year", Need::optional), row->string("where", Need::optional),
                      row->string("note", Need::optional)};
        if (source.line().empty()) row->place().error("a source needs an author, a year or a place where it stands", "add \"author\", \"year\" and \"where\"");
        row->finish();
        if (parse.catalog.find_source(source.id))
            row->place().at("id").error(fmt::format("the source '{}' is there twice", source.id), "rename or remove one");
        else if (!source.id.empty()) parse.catalog.sources.push_back(std::move(source));
    }
}

} // namespace dorsum::content
