// A circle that grows and shrinks at a slow pace: breathe with it if you like.
#include "ui/panels.h"

#include "content/grammar.h"

#include <cmath>
#include <fmt/format.h>

namespace dorsum::ui {

void draw_breath_controls(PanelContext& p) {
    heading(p, p.text("breath.title"));
    const auto& state = p.state();
    const auto& pacer = p.catalog().pacer;
    const float width = ImGui::GetContentRegionAvail().x, size = p.px(64);
    if (state.breathing.on) {
        const auto low = ImGui::GetCursorScreenPos();
        ImGui::Dummy({width, size});
        p.name_item("breath.circle");
        const float breath = session::breath_of(state, p.view.context);
        const ImVec2 middle(low.x + 0.5f * size, low.y + 0.5f * size);
        auto& list = *ImGui::GetWindowDrawList();
        list.AddCircle(middle, 0.48f * size, p.theme.ink_soft, 40, p.px(1.2f));
        list.AddCircleFilled(middle, (0.2f + 0.27f * breath) * size, p.theme.accent, 40);
        // With reduced motion nothing grows: the words alone change.
        const auto& text = p.text(session::breathing_in(state, p.view.context) ? "breath.in" : "breath.out");
        const float px = p.faces.strong->FontSize * ImGui::GetIO().FontGlobalScale;
        list.AddText(p.faces.strong, px, {low.x + size + p.px(12), middle.y - 0.5f * px}, p.theme.ink, text.c_str());
    }
    if (button(p, "breath.toggle", p.text(state.breathing.on ? "breath.stop" : "breath.start"), {state.breathing.on ? Look::plain : Look::primary, -1}))
        p.emit("breathe toggle");
    small_words(p, fill(p.text("breath.pace"), {content::number(p.texts, std::round(10 * state.breathing.per_min) / 10)}));
    float pace = state.breathing.per_min;
    if (slider(p, "breath.per_min", pace, pacer.least_per_min, pacer.most_per_min)) p.emit(fmt::format("breathe per_min={:.1f}", pace));
    small_words(p, p.text("breath.note"));
}

} // namespace dorsum::ui
