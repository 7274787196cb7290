// How sure we are, claim by claim, with the sources that stand behind each.
#include "ui/panels.h"

#include <algorithm>

namespace dorsum::ui {

namespace {

using content::EvidenceLabel;

const char* label_key(EvidenceLabel label) {
    switch (label) {
    case EvidenceLabel::moderate: return "evidence.label.moderate";
    case EvidenceLabel::low: return "evidence.label.low";
    case EvidenceLabel::very_low: return "evidence.label.very_low";
    case EvidenceLabel::none: return "evidence.label.none";
    case EvidenceLabel::against: return "evidence.label.against";
    }
    return "evidence.label.none";
}

// Full bars for what is well known.
int bars_of(EvidenceLabel label) {
    switch (label) {
    case EvidenceLabel::moderate: return 3;
    case EvidenceLabel::low: return 2;
    case EvidenceLabel::very_low: return 1;
    default: return 0;
    }
}

void draw_label(const PanelContext& p, EvidenceLabel label, const std::string& sources) {
    const auto at = ImGui::GetCursorScreenPos();
    auto& list = *ImGui::GetWindowDrawList();
    const bool against = label == EvidenceLabel::against;
    for (int i = 0; i < 4; ++i) {
        const float height = p.px(4 + 2 * static_cast<float>(i)), x = at.x + p.px(5) * static_cast<float>(i);
        const ImU32 colour = i < bars_of(label) ? p.theme.accent : p.theme.track;
        list.AddRectFilled({x, at.y + p.px(14) - height}, {x + p.px(3.5f), at.y + p.px(14)}, against ? p.theme.danger : colour);
    }
    ImGui::Indent(p.px(26));
    coloured_words(p.faces.small, against ? p.theme.danger : p.theme.accent, p.text(label_key(label)) + (sources.empty() ? "" : "  [" + sources + "]"));
    ImGui::Unindent(p.px(26));
}

std::string joined(const std::vector<std::string>& words_list) {
    std::string text;
    for (const auto& word : words_list) text += (text.empty() ? "" : ", ") + word;
    return text;
}

void collect(std::vector<std::string>& ids, const content::Provenance& provenance) {
    for (const auto& id : provenance.source_ids)
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

} // namespace

void draw_evidence(PanelContext& p, const content::Condition& condition) {
    heading(p, p.text("ui.evidence"));
    draw_label(p, condition.evidence, joined(condition.provenance.source_ids));
    std::vector<std::string> cited;
    collect(cited, condition.provenance);
    for (const auto& row : condition.evidence_rows) {
        space(p, 0.3f);
        words(p, p.text(row.claim));
        draw_label(p, row.label, joined(row.provenance.source_ids));
        collect(cited, row.provenance);
    }
    if (cited.empty()) return;
    space(p, 0.5f);
    if (button(p, "card.sources", fill(p.text("ui.sources_count"), {std::to_string(cited.size())}), {Look::plain, -1})) {
        p.memory.sources_open = !p.memory.sources_open;
        p.out.animating = true;
    }
    if (!p.memory.sources_open) return;
    for (const auto& id : cited)
        if (const auto* source = p.catalog().find_source(id)) small_words(p, id + "  " + source->citation);
}

} // namespace dorsum::ui
