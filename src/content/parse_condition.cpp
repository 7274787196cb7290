#include "content/parse.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::content {
namespace {

std::optional<TensionZone> parse_zone(const JsonValue& value, Parse& parse) {
    auto row = value.object();
    if (!row) return std::nullopt;
    TensionZone zone;
    zone.id = row->string("id");
    zone.selector = row->string("selector");
    parse.check_holes(row->place().at("selector"), zone.selector);
    zone.along = row->strings("along");
    for (const auto& point : zone.along) parse.check_expression(row->place().at("along"), point);
    if (zone.along.empty() || zone.along.size() > 2)
        row->place().at("along").error("a zone lies on one point or between two", "name one or two places");
    zone.radius_mm = row->number("radius_mm", 3, 150, 30);
    zone.grade = row->integer("grade", 1, 3, 1);
    static const std::vector<std::string> kinds{"tension", "band", "guarding", "referral", "skin_l4", "skin_l5", "skin_s1"};
    if (const auto kind = row->word("kind", kinds, Need::optional); !kind.empty()) zone.kind = kind;
    zone.length_mm = row->number("length_mm", 10, 200, 0, zone.kind == "band" ? Need::required : Need::optional);
    zone.side = row->word("side", k_side_words);
    zone.provenance = parse.provenance(*row);
    row->finish();
    if (zone.selector.empty() || zone.along.empty() || zone.along.size() > 2) return std::nullopt;
    return zone;
}

std::optional<DiscDefaults> parse_disc_defaults(JsonObject& condition) {
    auto row = condition.object("disc", Need::optional);
    if (!row) return std::nullopt;
    DiscDefaults disc;
    if (const auto upper = parse_disc(*row, "level")) disc.upper = *upper;
    const auto side = row->word("side", {"left", "right", "central"});
    disc.side = side == "right" ? anatomy::Side::right : side == "central" ? anatomy::Side::none : anatomy::Side::left;
    if (const auto zone = row->word("zone", k_disc_zones); !zone.empty()) disc.zone = zone;
    if (const auto stage = row->word("stage", k_disc_stages); !stage.empty()) disc.stage = stage;
    row->finish();
    return disc;
}

std::vector<CurvePreset> parse_presets(JsonObject& condition, Parse& parse) {
    std::vector<CurvePreset> presets;
    for (const auto& value : condition.list("curve_presets", Need::optional)) {
        auto row = value.object();
        if (!row) continue;
        CurvePreset preset;
        preset.id = row->string("id");
        preset.name = parse.text(row->place(), "curve_preset." + preset.id);
        if (const auto segments = row->find("segments", Need::required)) preset.curve = parse_curve(*segments);
        preset.provenance = parse.provenance(*row);
        row->finish();
        if (!preset.id.empty()) presets.push_back(std::move(preset));
    }
    return presets;
}

void parse_evidence(JsonObject& root, Condition& condition, Parse& parse) {
    auto evidence = root.object("evidence");
    // Nothing may look better supported than we can show: an unreadable label counts as none.
    condition.evidence = EvidenceLabel::none;
    if (!evidence) return;
    if (const auto label = parse_label(*evidence, "label")) condition.evidence = *label;
    for (const auto& value : evidence->list("rows")) {
        auto row = value.object();
        if (!row) continue;
        EvidenceRow line;
        line.claim = parse.text(row->place().at("claim"), row->string("claim"));
        line.label = parse_label(*row, "label").value_or(EvidenceLabel::none);
        line.provenance = parse.provenance(*row);
        row->finish();
        condition.evidence_rows.push_back(std::move(line));
    }
    evidence->finish();
}

template <class Object>
std::vector<anatomy::Layer> parse_layers(Object& show, const char* key) {
    std::vector<anatomy::Layer> layers;
    for (const auto& value : show.list(key, Need::optional)) {
        const auto name = value.string();
        const auto layer = name ? anatomy::find_layer(*name) : std::nullopt;
        if (layer) layers.push_back(*layer);
        else if (name)
            value.place().error(fmt::format("'{}' is no layer", *name),
                                "one of: skin, superficial, intermediate, deep, bone, disc, ligament, nerve");
    }
    return layers;
}

void parse_show(JsonObject& root, Condition& condition, const Parse& parse) {
    auto show = root.object("show");
    if (!show) return;
    auto views = k_views;
    views.push_back("disc"); // a cut through the middle of its disc
    if (const auto view = show->word("view", views); !view.empty()) condition.view = view;
    condition.focus = show->string("focus", Need::optional);
    parse.check_holes(show->place().at("focus"), condition.focus);
    condition.layers_off = parse_layers(*show, "layers_off");
    condition.layers_faint = parse_layers(*show, "layers_faint");
    condition.layers_full = parse_layers(*show, "layers_full");
    condition.hidden = parse_selectors(*show, "hidden", parse, Need::optional);
    condition.see_through = parse_selectors(*show, "see_through", parse, Need::optional);
    if (show->find("yaw_deg", Need::optional) || show->find("pitch_deg", Need::optional))
        condition.turn_deg = glm::vec2(show->number("yaw_deg", -180, 180, 0), show->number("pitch_deg", -89, 89, 0));
    show->finish();
}

} // namespace

std::optional<Condition> parse_condition(const JsonValue& value, Parse& parse, int& order) {
    auto root = value.object();
    if (!root) return std::nullopt;
    Condition c;
    c.id = root->string("id");
    order = root->integer("order", 0, 1000, 1000, Need::optional);
    if (c.id.empty()) return std::nullopt;
    const auto key = [&](std::string_view name) { return parse.text(root->place(), fmt::format("condition.{}.{}", c.id, name)); };
    c.title = key("title");
    c.summary = key("summary");
    for (const auto* voice : {"patient", "student", "clinician"}) c.plain[voice] = key(fmt::format("plain.{}", voice));
    c.when_to_see = key("when_to_see");
    c.evidence_note = key("evidence_note");
    c.unknown = key("unknown");
    c.structures = parse_selectors(*root, "structures", parse);
    if (c.structures.empty()) root->place().at("structures").error("a condition involves at least one structure", "name one");
    for (const auto& zone : root->list("zones"))
        if (auto parsed = parse_zone(zone, parse)) c.zones.push_back(std::move(*parsed));
    c.nerves = parse_selectors(*root, "nerves", parse, Need::optional);
    c.disc = parse_disc_defaults(*root);
    if (const auto curve = root->find("curve", Need::optional)) c.curve = parse_curve(*curve);
    c.curve_presets = parse_presets(*root, parse);
    c.fibre_length = parse_selectors(*root, "fibre_length", parse, Need::optional);
    c.breath_pacer = root->boolean("breath_pacer", false);
    // "plan": null says in so many words that there is none.
    if (const auto plan = root->find("plan", Need::required); plan && !plan->is_null())
        if (auto row = plan->object()) c.plan = parse_plan(*row, c.id, parse);
    c.avoid = parse_text_keys(*root, "avoid", parse);
    c.get_help = parse_text_keys(*root, "get_help", parse);
    c.red_flags = parse_text_keys(*root, "red_flags", parse);
    parse_evidence(*root, c, parse);
    parse_show(*root, c, parse);
    c.provenance = parse.provenance(*root);
    root->finish();
    return c;
}

} // namespace dorsum::content
