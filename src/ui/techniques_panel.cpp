// All kinds of stroke: a list in groups that can be searched; the open one tells what it is and moves on the body.
#include "ui/panels.h"

#include "content/grammar.h"
#include "core/fold.h"
#include "session/action.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/format.h>
#include <imgui_internal.h> // GetActiveID

namespace dorsum::ui {

namespace {

using content::StrokeStep;
using content::Technique;
using session::PlanBlock;

bool is_called(const PanelContext& p, const Technique& technique, const std::string& words) {
    const auto wanted = core::folded(words);
    for (const auto& text : {p.text(technique.name), p.catalog().text("en").get(technique.name), p.text(technique.contact)})
        if (core::folded(text).find(wanted) != std::string::npos) return true;
    return false;
}

// Zones have a left and a right one with the same name.
void add_once(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : "; ") + name;
    return text;
}

// Which protected zones let this technique in not at all, and which only lighter.
std::pair<std::string, std::string> zones_of(const PanelContext& p, const Technique& technique, const StrokeStep& step) {
    std::vector<std::string> never, lighter;
    for (const auto& zone : p.catalog().safety_zones) {
        const int allowed = content::safe_pressure(step, 5, std::array{&zone});
        if (allowed <= 0) add_once(never, p.text(zone.name));
        else if (allowed < technique.pressure_max) add_once(lighter, p.text(zone.name));
    }
    return {joined(never), joined(lighter)};
}

std::string pace_words(const PanelContext& p, const Technique& technique) {
    switch (technique.pace_unit) {
    case content::PaceUnit::hold: return {};
    case content::PaceUnit::cm_per_s: return content::counted(p.texts, "cm_per_s", technique.pace_min, technique.pace_max);
    case content::PaceUnit::cycles_per_s: return content::counted(p.texts, "cycles_per_s", technique.pace_min, technique.pace_max);
    case content::PaceUnit::breaths_per_min: return content::counted(p.texts, "breaths_per_min", technique.pace_min, technique.pace_max);
    }
    return {};
}

bool is_muscle(const PanelContext& p, const std::string& id) {
    const auto index = p.view.context.atlas.find(id);
    return index.valid() && p.view.context.atlas.at(index).terms.tissue == anatomy::Tissue::muscle;
}

// Why nothing is drawn on the muscle that was asked for.
void draw_refusal(PanelContext& p) {
    std::vector<std::string> zones, reasons;
    for (const auto& refused : p.view.refused) {
        for (const auto& zone : p.catalog().safety_zones)
            if (zone.id == refused.zone) add_once(zones, p.text(zone.name));
        if (refused.reason != session::Refusal::zone) add_once(reasons, p.text(fmt::format("library.refused.{}", session::reason_name(refused.reason))));
    }
    if (!zones.empty()) reasons.insert(reasons.begin(), fill(p.text("library.not_drawn"), {joined(zones)}));
    for (const auto& reason : reasons) {
        note(p, reason, p.theme.danger, p.theme.danger_soft);
        p.name_item("technique.refused");
    }
}

void draw_open(PanelContext& p, const Technique& technique, const StrokeStep& usual) {
    const auto& library = p.state().library;
    const int cap = p.mode ? p.mode->pressure_cap : 4;
    words(p, p.text(technique.how));
    fact(p, p.text("ui.contact"), p.text(technique.contact));
    fact(p, p.text("ui.pressure"), technique.pressure_min == std::min(technique.pressure_max, cap)
                                       ? fmt::format("P{}", technique.pressure_min)
                                       : fmt::format("P{}-{}", std::min(technique.pressure_min, cap), std::min(technique.pressure_max, cap)));
    if (const auto pace = pace_words(p, technique); !pace.empty()) fact(p, p.text("ui.pace"), pace);
    coloured_words(p.faces.small, p.theme.warm, p.text("ui.caution") + ": " + p.text(technique.caution));
    const auto [never, lighter] = zones_of(p, technique, usual);
    if (!never.empty()) coloured_words(p.faces.small, p.theme.danger, fill(p.text("library.not_over"), {never}));
    if (!lighter.empty()) small_words(p, fill(p.text("library.lighter_over"), {lighter}));
    std::string targets;
    if (library.on.empty())
        for (const auto& target : usual.targets) targets += (targets.empty() ? "" : ", ") + selector_words(p, target);
    else targets = structure_name_with_side(p, library.on);
    small_words(p, fill(p.text("library.shown_on"), {targets}));
    draw_refusal(p);
    std::vector<Chip> row;
    row.push_back({"technique.play", p.text(library.playing ? "ui.pause" : "ui.play"), library.playing ? "pause" : "play", library.playing});
    row.push_back({"technique.captions", p.text("ui.captions"), "captions toggle", p.state().captions});
    row.push_back({"technique.zones", p.text("ui.safety_zones"), "safety_zones toggle", p.state().safety_zones});
    const auto& selected = p.state().selected;
    if (is_muscle(p, selected) && selected != library.on)
        row.push_back({"technique.on_selected", fill(p.text("library.on_selected"), {structure_name_with_side(p, selected)}), "technique on=selection"});
    if (!library.on.empty()) row.push_back({"technique.on_usual", p.text("library.on_usual"), "technique on=usual"});
    chips(p, row, false, true);
    space(p);
}

void draw_find(PanelContext& p) {
    auto& buffer = p.memory.technique_search;
    const auto& search = p.state().library.search;
    if (ImGui::GetActiveID() != ImGui::GetID("##technique")) {
        const auto count = std::min(search.size(), buffer.size() - 1);
        std::memcpy(buffer.data(), search.data(), count);
        buffer[count] = 0;
    }
    ImGui::SetNextItemWidth(-1);
    if (ImGui::InputTextWithHint("##technique", p.text("library.find").c_str(), buffer.data(), buffer.size())) {
        const std::string typed(buffer.data());
        p.emit(session::to_text({"technique", {}, {{"find", typed.empty() ? "all" : typed}}}));
    }
    p.name_item("technique.find");
}

void draw_group(PanelContext& p, const content::TechniqueGroup& group, int& shown) {
    const auto& library = p.state().library;
    bool headed = false;
    for (const auto& step : group.shown) {
        const auto* technique = p.catalog().find_technique(step.technique);
        const bool open = technique && technique->id == library.technique;
        if (!technique || (!open && !library.search.empty() && !is_called(p, *technique, library.search))) continue;
        if (!headed) heading(p, p.text(group.name));
        headed = true;
        ++shown;
        if (button(p, "technique." + technique->id, p.text(technique->name), {open ? Look::selected : Look::plain, -1}))
            p.emit("technique id=" + technique->id);
        if (open && p.memory.technique != technique->id) ImGui::SetScrollHereY(0.1f);
        if (open) p.memory.technique = technique->id, draw_open(p, *technique, step);
    }
}

} // namespace

std::vector<std::string> techniques_called(const PanelContext& p, const std::string& words) {
    std::vector<std::string> found;
    if (words.size() < 3) return found;
    for (const auto& group : p.catalog().library)
        for (const auto& step : group.shown)
            if (const auto* technique = p.catalog().find_technique(step.technique); technique && is_called(p, *technique, words)) found.push_back(technique->id);
    return found;
}

void draw_techniques(PanelContext& p) {
    title(p, p.text("library.title"));
    if (button(p, "technique.close", p.text("ui.close"), {Look::plain, -1, Icon::close})) p.emit("technique none");
    const auto block = session::technique_block(p.state(), p.view.context);
    if (block == PlanBlock::needs_screen || block == PlanBlock::screen_stop) {
        note(p, p.text(block == PlanBlock::needs_screen ? "library.screen" : "notice.screen_stop"), block == PlanBlock::needs_screen ? p.theme.ink : p.theme.danger,
             block == PlanBlock::needs_screen ? p.theme.accent_soft : p.theme.danger_soft, true);
        if (button(p, "technique.screen", p.text("library.to_screen"), {Look::primary, -1})) p.emit("dialog safety");
    }
    draw_find(p);
    begin_scroll(p, "techniques", std::max(p.px(80), ImGui::GetContentRegionAvail().y));
    int shown = 0;
    for (const auto& group : p.catalog().library) draw_group(p, group, shown);
    if (shown == 0) small_words(p, p.text("library.nothing"));
    small_words(p, p.text("library.trained"));
    end_scroll(p);
}

void draw_library_button(PanelContext& p) {
    if (!p.has_panel("techniques") || p.catalog().library.empty() || !p.allows("technique")) return;
    if (button(p, "library.open", p.text("library.open"), {Look::plain, -1})) p.emit("technique list");
}

} // namespace dorsum::ui
