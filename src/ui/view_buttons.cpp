// Standard views, home and zoom, beside the body.
#include "ui/panels.h"

#include <algorithm>

namespace dorsum::ui {

void draw_view_buttons(PanelContext& p, const Rect& rect) {
    struct View {
        const char* name;
        const char* action;
        Icon icon = Icon::none;
    };
    constexpr View views[] = {{"posterior", "view posterior"}, {"anterior", "view anterior"}, {"left", "view left"}, {"right", "view right"},
                              {"superior", "view superior"}, {"oblique", "view oblique"}, {"home", "view home", Icon::home},
                              {"zoom_in", "zoom factor=1.2", Icon::plus}, {"zoom_out", "zoom factor=0.8333", Icon::minus}};
    ButtonStyle style;
    style.small = true;
    float width = p.metrics.target;
    for (const auto& view : views)
        if (view.icon == Icon::none) width = std::max(width, button_width(p, p.text(std::string("ui.view.") + view.name), style));
    width = std::max(width, button_width(p, p.text("ui.files_short"), style));
    const float pad = p.px(4);
    const bool files = p.allows("picture") || p.allows("save");
    const auto count = static_cast<float>(std::size(views)) + (files ? 1.0f : 0.0f);
    // On low screens the rows move together before they scroll.
    const float between = std::clamp(std::floor((rect.height - 2 * pad) / count - p.metrics.target), 0.0f, p.px(3));
    const float row = p.metrics.target + between;
    const float height = std::min(rect.height, count * row + 2 * pad);
    const bool scrolls = height < count * row - between + 2 * pad;
    p.remember_height("quick.width", width + 2 * pad + (scrolls ? ImGui::GetStyle().ScrollbarSize : 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {pad, pad});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {p.px(3), between});
    begin_panel(p, "views", {rect.x, rect.y, rect.width, height}, scrolls);
    for (const auto& view : views) {
        ButtonStyle look{Look::quiet, -1, view.icon};
        look.small = true;
        const std::string label = view.icon == Icon::none ? p.text(std::string("ui.view.") + view.name) : std::string();
        const std::string name = std::string("view.") + view.name;
        if (button(p, name, label, look)) p.emit(view.action);
    }
    if (files) {
        ButtonStyle look{Look::quiet, -1};
        look.small = true;
        if (button(p, "files", p.text("ui.files_short"), look)) p.emit("dialog files");
    }
    end_panel(p);
    ImGui::PopStyleVar(2);
}

} // namespace dorsum::ui
