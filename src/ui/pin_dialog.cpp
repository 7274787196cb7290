// Digits for the staff; what was pressed is shown as dots and forgotten when the dialog closes.
#include "ui/panels.h"

#include <cstring>

namespace dorsum::ui {

namespace {

void type_digit(PanelContext& p, char digit) {
    const auto length = std::strlen(p.memory.pin.data());
    if (length + 1 >= p.memory.pin.size()) return;
    p.memory.pin[length] = digit;
    p.out.animating = true;
}

void send(PanelContext& p) {
    if (p.memory.pin[0] != 0) p.emit("pin " + std::string(p.memory.pin.data()));
    p.memory.pin.fill(0);
}

} // namespace

void draw_pin_pad(PanelContext& p) {
    title(p, p.text("ui.staff_pin"));
    small_words(p, p.text("ui.pin_hint"));
    if (turns_to(p, k_opened, "pin")) take_typing(p, "##pin");
    ImGui::SetNextItemWidth(-1);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {p.px(10), 0.5f * (p.metrics.target - ImGui::GetFontSize())});
    if (ImGui::InputText("##pin", p.memory.pin.data(), p.memory.pin.size(), ImGuiInputTextFlags_Password | ImGuiInputTextFlags_CharsDecimal | ImGuiInputTextFlags_EnterReturnsTrue)) send(p);
    ImGui::PopStyleVar();
    p.name_item("pin.field");
    const float gap = p.px(6), width = std::floor((ImGui::GetContentRegionAvail().x - 2 * gap) / 3);
    for (int i = 0; i < 9; ++i) {
        if (i % 3 != 0) ImGui::SameLine(0, gap);
        const std::string digit(1, static_cast<char>('1' + i));
        if (button(p, "pin." + digit, digit, {Look::plain, width})) type_digit(p, digit[0]);
    }
    if (button(p, "pin.clear", p.text("ui.clear"), {Look::plain, width})) p.memory.pin.fill(0), p.out.animating = true;
    ImGui::SameLine(0, gap);
    if (button(p, "pin.0", "0", {Look::plain, width})) type_digit(p, '0');
    ImGui::SameLine(0, gap);
    if (button(p, "pin.ok", p.text("ui.ok"), {Look::primary, width})) send(p);
    if (button(p, "dialog.close", p.text("ui.cancel"), {Look::plain, -1})) p.emit("dialog none");
}

} // namespace dorsum::ui
