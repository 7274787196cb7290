// Keys from the one table of shortcuts; comfort settings; and what Dorsum is and is not.
#include "ui/panels.h"

#include "content/grammar.h"

#include <algorithm>
#include <cctype>

namespace dorsum::ui {

namespace {

// "view posterior" -> "view_posterior": the key's words are in the catalogue as ui.key.<that>.
std::string slug(std::string_view action) {
    std::string text;
    for (const char c : action) text += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    return text;
}

std::string key_words(const PanelContext& p, const session::Shortcut& shortcut) {
    const std::string key = "ui.key." + slug(shortcut.action);
    if (p.texts.has(key)) return p.text(key);
    const auto name = shortcut.action.substr(0, shortcut.action.find(' '));
    for (const auto& spec : session::action_table())
        if (spec.name == name) return std::string(spec.help);
    return std::string(shortcut.action);
}

void draw_keys(PanelContext& p) {
    const auto table = session::shortcut_table();
    const int columns = ImGui::GetContentRegionAvail().x > p.px(620) ? 2 : 1;
    const auto half = (table.size() + static_cast<std::size_t>(columns) - 1) / static_cast<std::size_t>(columns);
    const float left = ImGui::GetCursorPosX(), top = ImGui::GetCursorPosY(), width = ImGui::GetContentRegionAvail().x / static_cast<float>(columns);
    float bottom = top;
    for (int column = 0; column < columns; ++column) {
        const float x = left + width * static_cast<float>(column);
        ImGui::SetCursorPos({x, top});
        for (auto i = half * static_cast<std::size_t>(column); i < std::min(table.size(), half * static_cast<std::size_t>(column + 1)); ++i) {
            const float y = ImGui::GetCursorPosY();
            ImGui::SetCursorPosX(x);
            coloured_words(p.faces.small, p.theme.accent, std::string(table[i].keys));
            const float after = ImGui::GetCursorPosY();
            ImGui::SetCursorPos({x + p.px(100), y});
            ImGui::PushFont(p.faces.small);
            ImGui::PushTextWrapPos(x + width - p.px(10));
            ImGui::TextUnformatted(key_words(p, table[i]).c_str());
            ImGui::PopTextWrapPos();
            ImGui::PopFont();
            ImGui::SetCursorPosY(std::max(after, ImGui::GetCursorPosY()) - p.px(2));
            bottom = std::max(bottom, ImGui::GetCursorPosY());
        }
    }
    ImGui::SetCursorPos({left, bottom});
    ImGui::Dummy({1, 1});
}

// One choice of words: the action has the setting's name, the words are ui.<setting>.<word>.
void setting_row(PanelContext& p, const std::string& setting, std::initializer_list<const char*> words, const std::string& now) {
    if (!p.allows(setting)) return;
    std::vector<Chip> row;
    for (const std::string word : words)
        row.push_back({setting + "." + word, p.text("ui." + setting + "." + word), setting + " " + word, now == word});
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

void draw_settings(PanelContext& p) {
    const auto& s = p.state();
    draw_text_scale(p);
    chips(p, {{"toggle.reduced_motion", p.text("ui.reduced_motion"), "reduced_motion toggle", s.reduced_motion}});
    const std::string theme = s.high_contrast ? "contrast" : s.theme;
    setting_row(p, "theme", {"light", "dark", "contrast"}, theme);
    setting_row(p, "lines", {"off", "fine", "medium", "strong"}, s.lines);
    if (p.allows("quality")) {
        std::vector<Chip> row;
        for (const char* quality : {"auto", "low", "medium", "high", "ultra"})
            row.push_back({std::string("quality.") + quality, p.text(std::string("ui.quality.") + quality), std::string("quality ") + quality, s.quality == quality});
        small_words(p, p.text("ui.quality"));
        chips(p, row);
    }
    std::vector<Chip> files;
    if (p.allows("picture") || p.allows("save")) files.push_back({"save", p.text("ui.files_title"), "dialog files"});
    files.push_back({"reset", p.text("ui.reset"), "reset"});
    small_words(p, p.text("ui.files"));
    chips(p, files);
}

void draw_close(PanelContext& p) {
    if (button(p, "dialog.close", p.text("ui.close"), {Look::primary, -1})) p.emit("dialog none");
}

float room_for_body(const PanelContext& p, float height, float begin) { return height - (ImGui::GetCursorPosY() - begin) - p.metrics.target - 2 * p.metrics.gap; }

} // namespace

void draw_help(PanelContext& p, float height) {
    const float begin = ImGui::GetCursorPosY();
    title(p, p.text("ui.help"));
    const float room = room_for_body(p, height, begin);
    begin_scroll(p, "help body", std::min(room, p.height_of("help.body", room)));
    const float top = ImGui::GetCursorPosY();
    words(p, p.text("ui.help_mouse"));
    heading(p, p.text("ui.settings"));
    draw_settings(p);
    heading(p, p.text("ui.keys"));
    draw_keys(p);
    p.remember_height("help.body", ImGui::GetCursorPosY() - top);
    end_scroll(p);
    draw_close(p);
}

void draw_about(PanelContext& p, float height) {
    const float begin = ImGui::GetCursorPosY();
    title(p, p.text("ui.app"));
    small_words(p, p.text("ui.tagline"));
    const float room = room_for_body(p, height, begin);
    begin_scroll(p, "about body", std::min(room, p.height_of("about.body", room)));
    const float top = ImGui::GetCursorPosY();
    for (const char* part : {"education", "complementary", "average_body", "not_self_treatment", "disc", "traditional", "special", "privacy"})
        bullet(p, p.text(std::string("disclaimer.") + part), p.theme.accent);
    space(p, 0.5f);
    note(p, p.catalog().emergency_words(p.texts), p.theme.danger, p.theme.danger_soft, true);
    if (!p.catalog().clinic.name.empty()) words(p, fill(p.text("clinic.at"), {p.catalog().clinic.name}));
    if (button(p, "about.claims", p.text("ui.claims_open"), {Look::plain, -1})) p.emit("dialog claims");
    heading(p, p.text("ui.this_atlas"));
    words(p, p.view.context.atlas.name);
    if (!p.view.context.atlas.missing.empty())
        small_words(p, content::counted(p.texts, "atlas_lacks", static_cast<double>(p.view.context.atlas.missing.size())));
    small_words(p, p.text("ui.licence"));
    p.remember_height("about.body", ImGui::GetCursorPosY() - top);
    end_scroll(p);
    draw_close(p);
}

} // namespace dorsum::ui
