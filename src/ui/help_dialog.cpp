// Keys from the one table of shortcuts; and what Dorsum is and is not.
#include "ui/panels.h"

#include "content/grammar.h"

#include <algorithm>
#include <cctype>
#include <cfloat>

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
    float keys_width = p.px(100);
    for (const auto& shortcut : table) keys_width = std::max(keys_width, p.faces.small->CalcTextSizeA(p.faces.small->FontSize * ImGui::GetIO().FontGlobalScale, FLT_MAX, 0, keys_in(p.texts, shortcut.keys).c_str()).x + p.px(10));
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
            coloured_words(p.faces.small, p.theme.accent, keys_in(p.texts, table[i].keys));
            const float after = ImGui::GetCursorPosY();
            ImGui::SetCursorPos({x + keys_width, y});
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

} // namespace

std::string keys_in(const content::Texts& texts, std::string_view keys) {
    std::string shown;
    for (std::size_t from = 0; from < keys.size();) {
        const auto plus = std::min(keys.find('+', from + 1), keys.size()); // a key may be "+" itself
        const auto name = "ui.keyboard." + std::string(keys.substr(from, plus - from));
        shown += (from ? "+" : "") + (texts.has(name) ? texts.get(name) : std::string(keys.substr(from, plus - from)));
        from = plus + 1;
    }
    return shown;
}

void draw_help(PanelContext& p, float height) {
    const float begin = ImGui::GetCursorPosY();
    title(p, p.text("ui.help"));
    const float top = begin_dialog_page(p, "help", height, begin);
    words(p, p.text("ui.help_mouse"));
    heading(p, p.text("ui.keys"));
    draw_keys(p);
    end_dialog_page(p, "help", top);
}

void draw_about(PanelContext& p, float height) {
    const float begin = ImGui::GetCursorPosY();
    title(p, p.text("ui.app"));
    small_words(p, p.text("ui.tagline"));
    const float top = begin_dialog_page(p, "about", height, begin);
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
    end_dialog_page(p, "about", top);
}

} // namespace dorsum::ui
