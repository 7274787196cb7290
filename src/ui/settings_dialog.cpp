// How words and picture are wanted: all that a mode allows, in one place.
#include "ui/panels.h"

namespace dorsum::ui {

namespace {

// One choice of words: the action has the setting's name, the words are ui.<setting>.<word>.
void setting_row(PanelContext& p, const std::string& setting, const std::vector<std::string>& words, const std::string& now) {
    if (!p.allows(setting)) return;
    std::vector<Chip> row;
    for (const auto& word : words) row.push_back({setting + "." + word, p.text("ui." + setting + "." + word), setting + " " + word, now == word});
    small_words(p, p.text("ui." + setting));
    chips(p, row);
}

void draw_text_scale(PanelContext& p) {
    small_words(p, fill(p.text("ui.text_scale"), {std::to_string(p.state().text_scale)}));
    std::vector<Chip> row;
    for (const int scale : {100, 125, 150, 175, 200}) {
        const auto number = std::to_string(scale);
        row.push_back({"text_scale." + number, number + " %", "text_scale " + number, p.state().text_scale == scale});
    }
    chips(p, row);
}

std::vector<std::string> languages(const PanelContext& p) {
    std::vector<std::string> codes;
    for (const auto& [code, texts] : p.catalog().texts) codes.push_back(code);
    return codes;
}

void draw_session(PanelContext& p) {
    std::vector<Chip> row;
    if (p.allows("picture") || p.allows("save")) row.push_back({"save", p.text("ui.files_title"), "dialog files"});
    row.push_back({"reset", p.text("ui.reset"), "reset"});
    if (row.size() > 1) small_words(p, p.text("ui.files"));
    chips(p, row);
}

} // namespace

void draw_settings(PanelContext& p, float height) {
    const float begin = ImGui::GetCursorPosY();
    title(p, p.text("ui.settings"));
    const float top = begin_dialog_page(p, "settings", height, begin);
    const auto& s = p.state();
    draw_text_scale(p);
    setting_row(p, "language", languages(p), s.language);
    setting_row(p, "voice", {"patient", "student", "clinician"}, s.voice);
    setting_row(p, "theme", {"light", "dark", "contrast"}, s.high_contrast ? "contrast" : s.theme);
    setting_row(p, "lines", {"off", "fine", "medium", "strong"}, s.lines);
    setting_row(p, "quality", {"auto", "low", "medium", "high", "ultra"}, s.quality);
    check(p, "toggle.reduced_motion", p.text("ui.reduced_motion"), s.reduced_motion, "reduced_motion toggle");
    draw_session(p);
    end_dialog_page(p, "settings", top);
}

} // namespace dorsum::ui
