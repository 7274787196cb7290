// One frame of panels: sizes and looks from mode and session, then every panel in its place.
#include "ui/panels.h"
#include "ui/tab_order.h"

#include <algorithm>
#include <imgui_internal.h> // GetActiveID

namespace dorsum::ui {

struct Ui::Impl {
    Fonts fonts;
    Memory memory;
    float content_scale = 1;
};

namespace {

constexpr float k_largest_scale = 2; // of the plain size; a mode whose words are large anyway grows no further

float scale_of(const content::Mode* mode, const session::SessionState& state) {
    const float own = mode ? mode->ui_scale : 1;
    return std::min(own * static_cast<float>(state.text_scale) / 100, std::max(own, k_largest_scale));
}

// What happened decides which page of a shared column is open; a press on the switch decides otherwise.
void follow_pages(PanelContext& p) {
    auto& m = p.memory;
    const auto& state = p.state();
    if (!state.selected.empty() && state.selected != m.selected) m.anatomy_page = true;
    if (!state.quiz.quiz.empty()) m.anatomy_page = true;
    if (!state.condition.empty() && state.condition != m.condition) m.anatomy_page = false;
    if (state.pins.size() == m.pins + 1 && p.allows("marker")) m.anatomy_page = true;
    m.selected = state.selected;
}

// One column, and above it the switch between its pages.
void draw_shared_column(PanelContext& p, Rect rect) {
    follow_pages(p);
    const float height = p.height_of("column switch", p.metrics.target + p.px(14));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {p.px(8), p.px(7)});
    begin_panel(p, "column switch", {rect.x, rect.y, rect.width, height});
    const float begin = ImGui::GetCursorPosY();
    const float half = std::floor(0.5f * (ImGui::GetContentRegionAvail().x - p.px(4)));
    auto& page = p.memory.anatomy_page;
    if (button(p, "column.story", p.text("ui.conditions"), {page ? Look::plain : Look::selected, half})) page = false, p.out.animating = true;
    ImGui::SameLine(0, p.px(4));
    if (button(p, "column.anatomy", p.text("ui.layers"), {page ? Look::selected : Look::plain, half})) page = true, p.out.animating = true;
    p.remember_height("column switch", ImGui::GetCursorPosY() - begin - p.metrics.gap + 2 * p.px(7));
    end_panel(p);
    ImGui::PopStyleVar();
    rect.y += height + p.px(4);
    rect.height -= height + p.px(4);
    if (page) draw_anatomy_page(p, rect);
    else draw_story(p, rect);
}

void draw_body_panels(PanelContext& p, const Layout& layout) {
    draw_split(p, layout.scene);
    draw_labels(p, layout.scene);
    draw_pins(p, layout.scene);
    draw_cut_grip(p, layout.scene);
    draw_hover_name(p);
    if (layout.top.width > 0) draw_top_bar(p, layout.top);
    if (layout.shared) draw_shared_column(p, layout.left);
    else draw_story(p, layout.left), draw_anatomy(p, layout.right);
    if (layout.quick.width > 0) draw_view_buttons(p, layout.quick);
    draw_legend(p, layout.legend, layout.legend_most);
    draw_caption(p, layout.caption);
    draw_search_results(p);
    draw_tour_caption(p, layout.scene);
    draw_own_stroke(p, layout.scene);
    draw_idle_warning(p);
}

// Tab begins moving among the panels by keyboard, the pointer or Escape ends it; until then the arrow keys turn the body.
void follow_keyboard(Memory& memory) {
    const auto& io = ImGui::GetIO();
    follow_tab(memory);
    if (io.MouseClicked[0] || ImGui::IsKeyPressed(ImGuiKey_Escape, false)) memory.keyboard = false;
}

// The search dialog is the field in the bar.
void follow_search_dialog(PanelContext& p) {
    if (p.state().dialog != "search") return;
    p.memory.focus_search = p.has_panel("search");
    p.emit("dialog none");
}

} // namespace

Ui::Ui() : impl_(new Impl) {}
Ui::~Ui() { delete impl_; }

glm::vec2 measure_text(const std::string& text) {
    const auto* context = ImGui::GetCurrentContext();
    const ImFont* font = context ? ImGui::GetIO().FontDefault : nullptr;
    if (!font || !font->IsLoaded()) return {7.0f * static_cast<float>(text.size()), 15};
    const auto size = font->CalcTextSizeA(font->FontSize * ImGui::GetIO().FontGlobalScale, FLT_MAX, 0, text.c_str());
    return {size.x, size.y};
}

void Ui::set_scale(float content_scale, core::Diagnostics& diagnostics) {
    impl_->content_scale = content_scale > 0.1f ? content_scale : 1;
    impl_->fonts.load(impl_->content_scale, diagnostics);
}

UiOutput Ui::draw(const UiView& view, int width, int height) {
    UiOutput out;
    out.scene = {0, 0, static_cast<float>(width), static_cast<float>(height)};
    if (!impl_->fonts.loaded()) return out;
    const auto* mode = view.context.catalog.find_mode(view.state.mode);
    const float scale = impl_->content_scale * scale_of(mode, view.state);
    const auto theme = make_theme(view.state.high_contrast ? ThemeName::contrast : view.state.theme == "dark" ? ThemeName::dark : ThemeName::light);
    const auto metrics = make_metrics(scale, impl_->content_scale * std::max(24.0f, mode ? mode->target_px : 32));
    apply_style(theme, metrics);
    auto& memory = impl_->memory;
    follow_keyboard(memory);
    memory.slider_held = false;
    PanelContext p{view, view.context.catalog.text(view.state.language), mode, theme, metrics, impl_->fonts.pick(scale), memory, out,
                   static_cast<float>(width), static_cast<float>(height)};
    follow_search_dialog(p);
    const auto layout = make_layout(p);
    p.behind_dialog = dialog_open(p);
    draw_body_panels(p, layout);
    p.behind_dialog = false;
    draw_dialog(p);
    draw_status(p, layout.scene);
    draw_toast(p, layout.scene);
    out.scene = layout.scene;
    const auto& io = ImGui::GetIO();
    out.wants_pointer = io.WantCaptureMouse;
    out.wants_keys = io.WantTextInput || ImGui::GetFrameCount() <= memory.typing_comes || (memory.keyboard && io.NavVisible);
    return out;
}

} // namespace dorsum::ui
