// One window over everything that holds the open dialog: nothing behind it can be pressed.
#include "ui/panels.h"

#include <algorithm>
#include <utility>
#include <imgui_internal.h> // BringWindowToDisplayFront

namespace dorsum::ui {

namespace {

struct Dialog {
    const char* name;
    float width, height; // at most, before scale
    void (*draw)(PanelContext&, float height);
};

void draw_pin(PanelContext& p, float) { draw_pin_pad(p); }

constexpr Dialog k_dialogs[] = {{"safety", 1080, 820, draw_safety_screen}, {"pin", 330, 560, draw_pin}, {"settings", 620, 700, draw_settings}, {"help", 860, 700, draw_help}, {"about", 720, 660, draw_about},
                              {"files", 460, 460, draw_files}, {"claims", 860, 760, draw_claims}};

const Dialog* find_dialog(const PanelContext& p) {
    for (const auto& dialog : k_dialogs)
        if (p.state().dialog == dialog.name) return &dialog;
    return nullptr;
}

} // namespace

bool dialog_open(const PanelContext& p) { return find_dialog(p) != nullptr; }

float begin_dialog_page(PanelContext& p, const std::string& dialog, float height, float begin) {
    const float room = height - (ImGui::GetCursorPosY() - begin) - p.metrics.target - 2 * p.metrics.gap;
    begin_scroll(p, (dialog + " body").c_str(), std::min(room, p.height_of(dialog + ".body", room)));
    return ImGui::GetCursorPosY();
}

void end_dialog_page(PanelContext& p, const std::string& dialog, float top) {
    p.remember_height(dialog + ".body", ImGui::GetCursorPosY() - top);
    end_scroll(p);
    if (button(p, "dialog.close", p.text("ui.close"), {Look::primary, -1})) p.emit("dialog none");
}

void draw_dialog(PanelContext& p) {
    const auto* dialog = find_dialog(p);
    if (!dialog) {
        p.memory.pin.fill(0);
        p.memory.replace.clear();
        if (std::exchange(p.memory.file_asked, false)) p.memory.file_name.fill(0);
        p.memory.shown.erase(k_opened);
        return;
    }
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({p.width, p.height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, p.theme.veil);
    ImGui::Begin("dialog", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | (p.memory.keyboard ? 0 : ImGuiWindowFlags_NoNavInputs));
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    ImGui::PushFont(p.faces.body);
    const float margin = p.px(14);
    const float width = std::min(p.px(dialog->width), p.width - 2 * margin), limit = std::min(p.px(dialog->height), p.height - 2 * margin);
    const float height = std::min(limit, p.height_of(std::string("dialog.") + dialog->name, limit));
    ImGui::SetCursorPos({0.5f * (p.width - width), 0.5f * (p.height - height)});
    ImGui::PushStyleColor(ImGuiCol_ChildBg, p.theme.panel);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {p.px(20), p.px(16)});
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, 2 * p.metrics.round);
    ImGui::BeginChild(dialog->name, {width, height}, ImGuiChildFlags_AlwaysUseWindowPadding, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor();
    dialog->draw(p, limit - 2 * p.px(16));
    p.remember_height(std::string("dialog.") + dialog->name, std::min(limit, ImGui::GetCursorPosY() - p.metrics.gap + p.px(16)));
    ImGui::EndChild();
    ImGui::PopFont();
    ImGui::End();
}

} // namespace dorsum::ui
