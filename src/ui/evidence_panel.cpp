// How sure we are, claim by claim: a meter, its words, and the sources that stand behind each.
#include "ui/panels.h"

#include "content/grammar.h"

#include <algorithm>

namespace dorsum::ui {

namespace {

using content::EvidenceLabel;

constexpr int k_bars = 4; // high certainty, which nothing here reaches, would fill all of them

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

// Rising bars as a meter; "against" is a barred circle, so that it does not look like "nothing known".
void draw_meter(const PanelContext& p, EvidenceLabel label) {
    const auto at = ImGui::GetCursorScreenPos();
    auto& list = *ImGui::GetWindowDrawList();
    if (label == EvidenceLabel::against) {
        const ImVec2 centre(at.x + p.px(10), at.y + p.px(9));
        list.AddCircle(centre, p.px(7), p.theme.danger, 24, p.px(2));
        list.AddLine({centre.x - p.px(5), centre.y - p.px(5)}, {centre.x + p.px(5), centre.y + p.px(5)}, p.theme.danger, p.px(2));
        return;
    }
    for (int i = 0; i < k_bars; ++i) {
        const float height = p.px(5 + 3 * static_cast<float>(i)), x = at.x + p.px(6) * static_cast<float>(i);
        const ImVec2 low(x, at.y + p.px(16) - height), high(x + p.px(4.5f), at.y + p.px(16));
        if (i < bars_of(label)) list.AddRectFilled(low, high, p.theme.accent, p.px(1));
        else list.AddRect(low, high, p.theme.ink_soft, p.px(1));
    }
}

void draw_sources(PanelContext& p, const content::Provenance& provenance) {
    if (provenance.source_ids.empty()) {
        small_words(p, p.text("ui.no_source"));
        return;
    }
    for (const auto& id : provenance.source_ids) {
        const auto* source = p.catalog().find_source(id);
        if (!source) continue;
        std::string line = source->line();
        // How a source was read is noted in English alone.
        if (p.state().voice == "clinician" && p.state().language == "en" && !source->note.empty()) line += " (" + source->note + ")";
        small_words(p, line);
    }
}

// The label, and a button that opens the sources of this claim alone.
void draw_sure(PanelContext& p, const std::string& name, EvidenceLabel label, const content::Provenance& provenance, bool always_open) {
    draw_meter(p, label);
    ImGui::Indent(p.px(32));
    coloured_words(p.faces.small, label == EvidenceLabel::against ? p.theme.danger : p.theme.accent, p.text(label_key(label)));
    if (always_open) draw_sources(p, provenance);
    else {
        const bool open = p.memory.sources_of == name;
        const auto text = provenance.source_ids.empty() ? p.text("ui.sources") + ": 0" : content::counted(p.texts, "source", static_cast<double>(provenance.source_ids.size()));
        ButtonStyle style{open ? Look::selected : Look::plain, 0};
        style.small = true;
        if (button(p, name, text, style)) p.memory.sources_of = open ? std::string() : name, p.out.animating = true;
        if (open) draw_sources(p, provenance);
    }
    ImGui::Unindent(p.px(32));
}

} // namespace

void draw_evidence(PanelContext& p, const content::Condition& condition) {
    heading(p, p.text("ui.evidence"));
    words(p, p.text(condition.evidence_note));
    draw_sure(p, "card.sources", condition.evidence, condition.provenance, false);
    for (std::size_t i = 0; i < condition.evidence_rows.size(); ++i) {
        const auto& row = condition.evidence_rows[i];
        space(p, 0.3f);
        words(p, p.text(row.claim));
        draw_sure(p, "card.sources." + std::to_string(i + 1), row.label, row.provenance, p.state().voice == "clinician");
    }
    space(p, 0.5f);
    heading(p, p.text("ui.unknown"));
    words(p, p.text(condition.unknown));
    space(p, 0.5f);
    if (button(p, "card.claims", p.text("ui.claims_open"), {Look::plain, -1})) p.emit("dialog claims");
}

void draw_claims(PanelContext& p, float height) {
    const float begin = ImGui::GetCursorPosY();
    title(p, p.text("ui.claims_open"));
    small_words(p, p.text("ui.claims_intro"));
    const float top = begin_dialog_page(p, "claims", height, begin);
    const bool patient = p.state().voice == "patient";
    for (const auto& claim : p.catalog().claims) {
        coloured_words(p.faces.strong, p.theme.ink, p.text(claim.claim));
        words(p, p.text(claim.verdict));
        if (!patient || !claim.words.key.empty())
            coloured_words(p.faces.body, claim.words.key.empty() ? p.theme.danger : p.theme.accent,
                           claim.words.key.empty() ? p.text("ui.claim_no_words") : fill(p.text("ui.claim_words"), {p.text(claim.words)}));
        draw_sure(p, "claim." + claim.id, claim.label, claim.provenance, !patient);
        space(p, 0.5f);
        rule(p);
    }
    end_dialog_page(p, "claims", top);
}

void draw_emergency(PanelContext& p) { coloured_words(p.faces.strong, p.theme.danger, p.catalog().emergency_words(p.texts)); }

} // namespace dorsum::ui
