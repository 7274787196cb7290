// A condition in words: what it is, how sure that is, what to avoid, when to get help; and the switches that show it.
#include "ui/panels.h"

#include <algorithm>
#include <imgui_internal.h> // WorkRect

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

// What must be read before anything else, and whom to call.
void draw_red_flags(PanelContext& p, const content::Condition& condition) {
    if (condition.red_flags.empty()) return;
    const auto at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, pad = p.px(9), height = p.height_of("card.flags", p.px(120));
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + height}, p.theme.danger_soft, p.metrics.round);
    const float top = ImGui::GetCursorPosY();
    ImGui::SetCursorPosY(top + pad);
    ImGui::Indent(pad);
    auto& wrap_at = ImGui::GetCurrentWindow()->WorkRect.Max.x; // words keep off the rim
    wrap_at -= pad;
    coloured_words(p.faces.strong, p.theme.danger, p.text("ui.red_flags_first"));
    for (const auto& flag : condition.red_flags) bullet(p, p.text(flag), p.theme.danger);
    draw_emergency(p);
    wrap_at += pad;
    ImGui::Unindent(pad);
    p.remember_height("card.flags", ImGui::GetCursorPosY() - top + pad - p.metrics.gap);
    ImGui::SetCursorPosY(top + height);
    space(p, 0.3f);
}

// A draft until a clinician's name and date stand in the data; and whether one has read the words of this language.
void draw_review(PanelContext& p, const content::Condition& condition) {
    const auto& by = condition.provenance;
    if (by.reviewed_by.empty()) note(p, p.text("ui.not_reviewed"), p.theme.warm, p.theme.warm_soft);
    else small_words(p, fill(p.text("review.by"), {by.reviewed_by, by.review_date}));
    const auto* language = p.catalog().find_language(p.state().language);
    if (language && language->id != "en" && language->provenance.reviewed_by.empty()) small_words(p, p.text("review.language"));
}

void draw_saving(PanelContext& p, const content::Condition& condition) {
    if (!p.allows("picture")) return;
    space(p);
    if (button(p, "picture", p.text("ui.picture"), {Look::plain, -1, Icon::picture})) p.emit("picture dorsum-" + condition.id + ".png");
}

} // namespace

void draw_card(PanelContext& p, const content::Condition& condition) {
    title(p, p.text(condition.title));
    draw_red_flags(p, condition);
    small_words(p, p.text(condition.summary));
    draw_review(p, condition);
    draw_before_after(p);
    if (has_sides(condition)) draw_sides(p);
    space(p, 0.5f);
    const auto plain = condition.plain.find(p.state().voice);
    const auto any = plain != condition.plain.end() ? plain : condition.plain.begin();
    if (any != condition.plain.end()) words(p, p.text(any->second));
    if (p.has_panel("curve") && (condition.curve || !p.state().curve.segments.empty())) draw_curve_controls(p, condition);
    if (p.has_panel("disc") && condition.disc) draw_disc_controls(p);
    const auto root = [](const std::string& nerve) { return nerve.starts_with("nerve.root_s3"); };
    if (std::any_of(condition.nerves.begin(), condition.nerves.end(), root)) draw_nerve_controls(p);
    if (condition.breath_pacer) draw_breath_controls(p);
    draw_tension_controls(p, condition);
    if (!condition.plan.early_steps.empty()) draw_onset(p);
    draw_evidence(p, condition);
    draw_list(p, "ui.avoid", condition.avoid, p.theme.warm);
    draw_list(p, "ui.get_help", condition.get_help, p.theme.accent);
    if (!condition.when_to_see.key.empty()) {
        heading(p, p.text("ui.when_to_see"));
        words(p, p.text(condition.when_to_see));
    }
    draw_saving(p, condition);
}

} // namespace dorsum::ui
