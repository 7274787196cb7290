// A condition in words: what it is, how sure that is, what to avoid, when to get help; and the switches that show it.
#include "ui/panels.h"

#include <algorithm>

namespace dorsum::ui {

namespace {

bool has_sides(const content::Condition& condition) {
    const auto symptomatic = [](const content::TensionZone& zone) { return zone.side == "symptomatic"; };
    return !condition.nerves.empty() || condition.disc || std::any_of(condition.zones.begin(), condition.zones.end(), symptomatic);
}

void draw_before_after(PanelContext& p) {
    const bool before = p.state().before, both = p.state().compare;
    chips(p, {{"before.off", p.text("ui.after"), both ? "compare off" : "before off", !before && !both},
              {"before.on", p.text("ui.before"), "before on", before && !both},
              {"compare", p.text("ui.compare"), "compare toggle", both}}, true, true);
}

void draw_sides(PanelContext& p) {
    small_words(p, p.text("ui.side_that_hurts"));
    const auto side = p.state().symptomatic;
    const bool central = p.state().disc.stage != "none" && p.state().disc.side == anatomy::Side::none;
    chips(p, {{"side.left", p.text("ui.left"), "side left", !central && side == anatomy::Side::left},
              {"side.right", p.text("ui.right"), "side right", !central && side == anatomy::Side::right}});
}

void draw_list(PanelContext& p, const char* title_key, const std::vector<content::TextKey>& items, ImU32 mark) {
    if (items.empty()) return;
    heading(p, p.text(title_key));
    for (const auto& item : items) bullet(p, p.text(item), mark);
}

void draw_saving(PanelContext& p, const content::Condition& condition) {
    if (!p.allows("picture")) return;
    space(p);
    if (button(p, "picture", p.text("ui.picture"), {Look::plain, -1, Icon::picture})) p.emit("picture dorsum-" + condition.id + ".png");
}

} // namespace

void draw_card(PanelContext& p, const content::Condition& condition) {
    title(p, p.text(condition.title));
    small_words(p, p.text(condition.summary));
    draw_before_after(p);
    if (has_sides(condition)) draw_sides(p);
    if (p.has_panel("curve") && (condition.curve || !p.state().curve.segments.empty())) draw_curve_controls(p, condition);
    if (p.has_panel("disc") && condition.disc) draw_disc_controls(p);
    const auto root = [](const std::string& nerve) { return nerve.starts_with("nerve.root_s3"); };
    if (std::any_of(condition.nerves.begin(), condition.nerves.end(), root)) draw_nerve_controls(p);
    if (condition.breath_pacer) draw_breath_controls(p);
    draw_tension_controls(p, condition);
    if (!condition.plan.early_steps.empty()) draw_onset(p);
    space(p, 0.5f);
    const auto plain = condition.plain.find(p.state().voice);
    const auto any = plain != condition.plain.end() ? plain : condition.plain.begin();
    if (any != condition.plain.end()) words(p, p.text(any->second));
    space(p, 0.5f);
    note(p, p.text(condition.evidence_note), p.theme.ink, p.theme.accent_soft);
    if (condition.provenance.reviewed_by.empty()) note(p, p.text("ui.not_reviewed"), p.theme.warm, p.theme.warm_soft);
    draw_list(p, "ui.red_flags", condition.red_flags, p.theme.danger);
    draw_list(p, "ui.avoid", condition.avoid, p.theme.warm);
    draw_list(p, "ui.get_help", condition.get_help, p.theme.accent);
    if (!condition.when_to_see.key.empty()) {
        heading(p, p.text("ui.when_to_see"));
        words(p, p.text(condition.when_to_see));
    }
    draw_evidence(p, condition);
    draw_saving(p, condition);
}

} // namespace dorsum::ui
