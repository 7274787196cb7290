// The chosen structure: names, attachments, what can be done with it, and the conditions that it leads on to.
#include "ui/panels.h"

#include "content/grammar.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::ui {

namespace {

using anatomy::Side;

bool holds(const PanelContext& p, const std::string& selector, const content::Condition& condition, anatomy::StructureIndex index) {
    const auto curve = condition.curve.value_or(anatomy::SpineCurve{});
    for (const auto side : {Side::left, Side::right}) {
        const auto selection = anatomy::resolve(p.view.context.atlas, content::expand(selector, side, curve));
        if (!selection) continue;
        if (std::find(selection->structures.begin(), selection->structures.end(), index) != selection->structures.end()) return true;
    }
    return false;
}

bool takes_part(const PanelContext& p, const content::Condition& condition, anatomy::StructureIndex index) {
    const auto in = [&](const std::string& selector) { return holds(p, selector, condition, index); };
    return std::any_of(condition.structures.begin(), condition.structures.end(), in) ||
           std::any_of(condition.nerves.begin(), condition.nerves.end(), in) ||
           std::any_of(condition.zones.begin(), condition.zones.end(), [&](const auto& zone) { return in(zone.selector); });
}

void find_leads(PanelContext& p, anatomy::StructureIndex index) {
    auto& m = p.memory;
    if (m.led_from == p.state().selected) return;
    m.led_from = p.state().selected;
    m.led_to.clear();
    for (const auto& condition : p.catalog().conditions)
        if (takes_part(p, condition, index)) m.led_to.push_back(condition.id);
}

// A nerve offers its path and a vertebra the curve; everything offers the conditions it takes part in.
void draw_leads(PanelContext& p, const anatomy::Terms& terms) {
    if (terms.id.rfind("vertebra.", 0) == 0)
        for (const auto& condition : p.catalog().conditions)
            if (condition.curve && condition.id != p.state().condition) {
                if (button(p, "info.curve", p.text("ui.show_curve"), {Look::primary, -1})) p.emit("condition " + condition.id);
                break;
            }
    if (p.memory.led_to.empty()) return;
    const bool nerve = terms.system == anatomy::System::nervous;
    small_words(p, p.text(nerve ? "ui.path_of_nerve" : "ui.takes_part_in"));
    for (const auto& id : p.memory.led_to) {
        const auto* condition = p.catalog().find_condition(id);
        if (!condition) continue;
        const bool open = id == p.state().condition;
        if (!button(p, "lead." + id, p.text(condition->title), {open ? Look::selected : Look::plain, -1})) continue;
        p.emit("condition " + id);
        if (nerve && terms.side != Side::none) p.emit("side " + std::string(anatomy::side_name(terms.side)));
    }
}

// The ways past piriformis, where the nerve or the muscle is chosen.
void draw_variants(PanelContext& p, const anatomy::Terms& terms) {
    if (!terms.id.starts_with("nerve.sciatic") && !terms.id.starts_with("muscle.piriformis.")) return;
    if (!p.allows("sciatic_variant")) return;
    const auto& atlas = p.view.context.atlas;
    const auto& chosen = p.state().sciatic_variant;
    std::vector<Chip> row{{"variant.a", "A", "sciatic_variant a", chosen == "a"}};
    for (const char* variant : {"b", "c", "d", "e", "f"})
        if (atlas.find(fmt::format("nerve.sciatic_{}.left", variant)).valid())
            row.push_back({fmt::format("variant.{}", variant), std::string(1, static_cast<char>(std::toupper(*variant))),
                           fmt::format("sciatic_variant {}", variant), chosen == variant});
    if (row.size() == 1) return;
    small_words(p, p.text("ui.sciatic_variant"));
    chips(p, row, true, true);
    const auto shown = atlas.find(fmt::format("nerve.sciatic_{}.left", chosen));
    const auto* own = p.catalog().words_of(p.state().language, fmt::format("nerve.sciatic_{}.left", chosen));
    small_words(p, !shown.valid() ? p.text("ui.sciatic_variant.a") : own && !own->action.empty() ? own->action : atlas.at(shown).terms.action);
}

void draw_verbs(PanelContext& p) {
    const float left = ImGui::GetCursorScreenPos().x, avail = ImGui::GetContentRegionAvail().x, gap = p.px(4);
    chips(p, {{"info.isolate", p.text("ui.isolate"), p.state().isolated.empty() ? "isolate selection" : "isolate none", !p.state().isolated.empty()},
              {"info.hide", p.text("ui.hide"), "hide"},
              {"info.fade", p.text("ui.fade"), "fade", p.state().faded.count(p.state().selected) != 0},
              {"info.focus", p.text("ui.focus"), "focus"},
              {"info.show_all", p.text("ui.show_all"), "show all"}}, true, true);
    if (!p.allows("marker")) return;
    // In what the last row leaves free, else in a row of its own.
    ButtonStyle style{Look::plain, -1, Icon::none, true, true};
    const float room = left + avail - ImGui::GetItemRectMax().x - gap;
    if (button_width(p, p.text("pins.set"), style) <= room) {
        ImGui::SameLine(0, gap);
        style.width = room;
    }
    if (button(p, "info.pin", p.text("pins.set"), style)) p.out.pin_selected = true;
}

void draw_names(PanelContext& p, const anatomy::Terms& terms) {
    const bool latin = p.state().latin && !terms.name_la.empty();
    const auto own = structure_own_name(p, terms.id);
    coloured_words(p.faces.title, p.theme.ink, structure_name_with_side(p, terms.id));
    small_words(p, latin ? own : terms.name_la);
    coloured_words(p.faces.small, p.theme.accent, p.text("ui.layer." + std::string(anatomy::layer_name(terms.layer))));
}

// Attachments, nerve and action in the session's language; English where a translation lacks them.
struct Facts {
    std::string origin, insertion, nerve, action;
    std::vector<std::string> synonyms;
};

Facts facts_of(const PanelContext& p, const anatomy::Terms& terms) {
    Facts facts{terms.origin, terms.insertion, terms.nerve, terms.action, terms.synonyms};
    const auto* own = p.catalog().words_of(p.state().language, terms.id);
    if (!own) return facts;
    const auto take = [](std::string& into, const std::string& from) { if (!from.empty()) into = from; };
    take(facts.origin, own->origin), take(facts.insertion, own->insertion), take(facts.nerve, own->nerve), take(facts.action, own->action);
    facts.synonyms = own->synonyms;
    return facts;
}

// A patient reads what it is called and what it does; who learns or treats, where it begins and ends and what drives it.
void draw_facts(PanelContext& p, const anatomy::Terms& terms) {
    const auto facts = facts_of(p, terms);
    if (p.state().voice == "patient") {
        fact(p, p.text("ui.does"), content::capitalised(facts.action));
        std::string also;
        for (std::size_t i = 0; i < facts.synonyms.size() && i < 3; ++i) also += (also.empty() ? "" : ", ") + facts.synonyms[i];
        fact(p, p.text("ui.also_called"), also);
        return;
    }
    fact(p, p.text("ui.origin"), content::capitalised(facts.origin));
    fact(p, p.text("ui.insertion"), content::capitalised(facts.insertion));
    fact(p, p.text("ui.nerve"), content::capitalised(facts.nerve));
    fact(p, p.text("ui.action"), content::capitalised(facts.action));
}

void draw_numbers(PanelContext& p, const anatomy::Terms& terms) {
    std::string line;
    const auto add = [&](const char* what, const std::string& value) {
        if (!value.empty()) line += (line.empty() ? "" : "   ") + std::string(what) + " " + value;
    };
    add("FMA", terms.fma);
    add("TA2", terms.ta2);
    small_words(p, line);
    if (terms.mark.empty()) return;
    const std::string mark = "evidence.mark." + terms.mark;
    small_words(p, fill(p.text("ui.mark"), {p.texts.has(mark) ? terms.mark + " (" + p.text(mark) + ")" : terms.mark}));
}

} // namespace

void draw_structure(PanelContext& p) {
    const auto index = p.view.context.atlas.find(p.state().selected);
    if (!index.valid()) {
        small_words(p, fill(p.text("ui.not_in_atlas"), {p.state().selected}));
        return;
    }
    const auto& structure = p.view.context.atlas.at(index);
    draw_names(p, structure.terms);
    draw_verbs(p);
    if (p.view.section_mm2 > 0) fact(p, p.text("cut.area"), content::number(p.texts, std::round(p.view.section_mm2 / 10) / 10) + " cm\u00b2");
    find_leads(p, index);
    draw_leads(p, structure.terms);
    space(p, 0.5f);
    draw_facts(p, structure.terms);
    draw_variants(p, structure.terms);
    if (structure.proxy) small_words(p, p.text("ui.drawn_by_us"));
    if (p.state().voice != "patient") draw_numbers(p, structure.terms);
}

} // namespace dorsum::ui
