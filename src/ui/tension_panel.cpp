// What is painted on the muscles of a condition: bracing and referral apart from tension; and when a strain began.
#include "ui/panels.h"

#include <algorithm>

namespace dorsum::ui {

void draw_tension_controls(PanelContext& p, const content::Condition& condition) {
    const auto has = [&](std::string_view kind) {
        return std::any_of(condition.zones.begin(), condition.zones.end(), [&](const auto& zone) { return zone.kind == kind; });
    };
    if (has("guarding")) check(p, "toggle.guarding", p.text("tension.guarding"), p.state().guarding, "guarding toggle");
    if (!has("referral")) return;
    check(p, "toggle.referral", p.text("tension.referral"), p.state().referral, "referral toggle");
    if (p.state().referral) note(p, p.text("tension.referral_note"), p.theme.warm, p.theme.warm_soft);
}

void draw_onset(PanelContext& p) {
    small_words(p, p.text("onset.question"));
    const auto& onset = p.state().onset;
    chips(p, {{"onset.first_days", p.text("onset.first_days"), "onset first_days", onset == "first_days"},
              {"onset.later", p.text("onset.later"), "onset later", onset == "later"}}, true, true);
    if (!onset.empty()) note(p, p.text("onset.text." + onset), p.theme.ink, p.theme.accent_soft);
}

} // namespace dorsum::ui
