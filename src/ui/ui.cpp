#include "ui/view.h"

#include <imgui.h>

namespace dorsum::ui {

struct Ui::Impl {};

Ui::Ui() : impl_(new Impl) {}
Ui::~Ui() { delete impl_; }

glm::vec2 measure_text(const std::string& text) {
    if (!ImGui::GetCurrentContext() || !ImGui::GetFont()) return {7.0f * static_cast<float>(text.size()), 13};
    const auto size = ImGui::CalcTextSize(text.c_str());
    return {size.x, size.y};
}

void Ui::set_scale(float content_scale, core::Diagnostics&) { ImGui::GetIO().FontGlobalScale = content_scale; }

UiOutput Ui::draw(const UiView& view, int width, int height) {
    UiOutput out;
    out.scene = {0, 0, static_cast<float>(width), static_cast<float>(height)};
    const auto& texts = view.context.catalog.text(view.state.language);
    ImGui::SetNextWindowPos({8, 8});
    ImGui::Begin("conditions", nullptr, ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoTitleBar);
    for (const auto& condition : view.context.catalog.conditions) {
        if (ImGui::Button(texts.get(condition.title).c_str())) out.actions.push_back("condition " + condition.id);
        const auto low = ImGui::GetItemRectMin(), size = ImGui::GetItemRectSize();
        out.widgets["condition." + condition.id] = {low.x, low.y, size.x, size.y};
    }
    ImGui::End();
    return out;
}

} // namespace dorsum::ui
