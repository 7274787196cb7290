// The six conditions to choose from: cards with a picture, and a strip of the pictures alone once one is open.
#include "ui/panels.h"

#include <algorithm>
#include <imgui_internal.h>

namespace dorsum::ui {

namespace {

float px_of(const ImFont* font) { return font->FontSize * ImGui::GetIO().FontGlobalScale; }

struct CardShape {
    float width, picture_width, picture_height, wrap, pad;
};

float card_height(const PanelContext& p, const content::Condition& condition, const CardShape& shape, bool summary) {
    const auto name = p.faces.strong->CalcTextSizeA(px_of(p.faces.strong), FLT_MAX, shape.wrap, p.text(condition.title).c_str());
    float text = name.y;
    if (summary)
        text += p.px(3) + p.faces.small->CalcTextSizeA(px_of(p.faces.small), FLT_MAX, shape.wrap, p.text(condition.summary).c_str()).y;
    return std::max({p.metrics.target, text + 2 * shape.pad, shape.picture_height + p.px(8)});
}

void draw_choice(PanelContext& p, const content::Condition& condition, const CardShape& shape, float height, bool summary) {
    const std::string name = "condition." + condition.id;
    if (ImGui::InvisibleButton(name.c_str(), {shape.width, height})) p.emit("condition " + condition.id);
    p.name_item(name);
    const auto low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    auto& list = *ImGui::GetWindowDrawList();
    const bool hovered = ImGui::IsItemHovered();
    list.AddRectFilled(low, high, hovered ? p.theme.field_hover : p.theme.field, p.metrics.round);
    if (hovered || p.state().high_contrast) list.AddRect(low, high, p.theme.accent, p.metrics.round, 0, 1.5f);
    ImGui::RenderNavHighlight({low, high}, ImGui::GetItemID());
    draw_condition_picture(p, condition, {low.x + p.px(6), low.y + 0.5f * (height - shape.picture_height)}, {shape.picture_width, shape.picture_height});
    const float x = low.x + shape.picture_width + p.px(14);
    float y = low.y + shape.pad;
    const auto& name_text = p.text(condition.title);
    const auto name_size = p.faces.strong->CalcTextSizeA(px_of(p.faces.strong), FLT_MAX, shape.wrap, name_text.c_str());
    if (!summary) y = low.y + 0.5f * (height - name_size.y);
    list.AddText(p.faces.strong, px_of(p.faces.strong), {x, y}, p.theme.ink, name_text.c_str(), nullptr, shape.wrap);
    if (summary)
        list.AddText(p.faces.small, px_of(p.faces.small), {x, y + name_size.y + p.px(3)}, p.theme.ink_soft, p.text(condition.summary).c_str(), nullptr, shape.wrap);
}

} // namespace

void draw_condition_chooser(PanelContext& p) {
    const auto& conditions = p.catalog().conditions;
    if (conditions.empty()) return;
    heading(p, p.text("ui.choose_condition"));
    const auto avail = ImGui::GetContentRegionAvail();
    const float gap = p.metrics.gap;
    const int columns = std::max(1, static_cast<int>(avail.x / p.px(290)));
    CardShape shape{};
    shape.width = std::floor((avail.x - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
    shape.picture_width = p.px(38), shape.picture_height = p.px(64), shape.pad = p.px(8);
    shape.wrap = shape.width - shape.picture_width - p.px(22);
    const auto rows = (conditions.size() + static_cast<std::size_t>(columns) - 1) / static_cast<std::size_t>(columns);
    std::vector<float> heights(rows, 0);
    const auto measure = [&](bool summary) {
        float sum = gap * static_cast<float>(rows - 1);
        std::fill(heights.begin(), heights.end(), 0.0f);
        for (std::size_t i = 0; i < conditions.size(); ++i) {
            auto& row = heights[i / static_cast<std::size_t>(columns)];
            row = std::max(row, card_height(p, conditions[i], shape, summary));
        }
        for (const float row : heights) sum += row;
        return sum;
    };
    // All of them shall be seen at once: where there is too little room the summaries go, then the pictures shrink.
    bool summary = measure(true) <= avail.y;
    if (summary) {
        const float spare = (avail.y - measure(true)) / static_cast<float>(rows);
        shape.picture_height = std::min(p.px(96), shape.picture_height + spare);
        shape.picture_width = std::min(p.px(52), 0.6f * shape.picture_height);
        shape.wrap = shape.width - shape.picture_width - p.px(22);
        summary = measure(true) <= avail.y;
    }
    if (!summary && measure(false) > avail.y) {
        const float row = (avail.y - gap * static_cast<float>(rows)) / static_cast<float>(rows);
        shape.picture_height = std::clamp(row - p.px(8), p.px(30), p.px(64));
        measure(false);
    }
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        if (i % static_cast<std::size_t>(columns) != 0) ImGui::SameLine(0, gap);
        draw_choice(p, conditions[i], shape, heights[i / static_cast<std::size_t>(columns)], summary);
    }
}

void draw_condition_strip(PanelContext& p) {
    const auto& conditions = p.catalog().conditions;
    if (conditions.empty()) return;
    const float gap = p.px(4), avail = ImGui::GetContentRegionAvail().x;
    const auto count = static_cast<float>(conditions.size() + 1);
    const float width = std::min(std::floor((avail - gap * (count - 1)) / count), p.px(80));
    const float height = std::max(p.metrics.target, p.px(44));
    auto& list = *ImGui::GetWindowDrawList();
    for (const auto& condition : conditions) {
        const std::string name = "condition." + condition.id;
        if (ImGui::InvisibleButton(name.c_str(), {width, height})) p.emit("condition " + condition.id);
        p.name_item(name);
        const bool open = condition.id == p.state().condition, hovered = ImGui::IsItemHovered();
        const auto low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
        list.AddRectFilled(low, high, open ? p.theme.accent_soft : hovered ? p.theme.field_hover : p.theme.field, p.metrics.round);
        if (open) list.AddRect(low, high, p.theme.accent, p.metrics.round, 0, p.px(2));
        ImGui::RenderNavHighlight({low, high}, ImGui::GetItemID());
        const float picture_height = height - p.px(6);
        draw_condition_picture(p, condition, {low.x, low.y + p.px(3)}, {width, picture_height});
        if (hovered) ImGui::SetTooltip("%s", p.text(condition.title).c_str());
        ImGui::SameLine(0, gap);
    }
    const auto at = ImGui::GetCursorScreenPos();
    if (ImGui::InvisibleButton("condition.none", {width, height})) p.emit("condition none");
    p.name_item("condition.none");
    list.AddRectFilled(at, {at.x + width, at.y + height}, ImGui::IsItemHovered() ? p.theme.field_hover : p.theme.field, p.metrics.round);
    ImGui::RenderNavHighlight({at, {at.x + width, at.y + height}}, ImGui::GetItemID());
    draw_icon(list, Icon::close, {at.x + 0.5f * width, at.y + 0.5f * height}, p.px(13), p.theme.ink);
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", p.text("ui.all_conditions").c_str());
}

} // namespace dorsum::ui
