#include "ui/panel.h"

#include "ui/tab_order.h"

#include "content/grammar.h"

#include <algorithm>
#include <cmath>
#include <imgui_internal.h> // ClearActiveID: a drag that scrolls is no click

namespace dorsum::ui {

bool PanelContext::has_panel(std::string_view name) const {
    if (!mode) return true;
    return std::find(mode->panels.begin(), mode->panels.end(), name) != mode->panels.end();
}

void PanelContext::name_item(const std::string& name) {
    if (behind_dialog) return;
    add_tab_stop(*this, name);
    const auto low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    const auto* list = ImGui::GetWindowDrawList();
    const auto clip_low = list->GetClipRectMin(), clip_high = list->GetClipRectMax();
    const float x0 = std::max({low.x, clip_low.x, 0.0f}), y0 = std::max({low.y, clip_low.y, 0.0f});
    const float x1 = std::min({high.x, clip_high.x, width}), y1 = std::min({high.y, clip_high.y, height});
    if (x1 - x0 < 4 || y1 - y0 < 0.5f * (high.y - low.y)) return; // scrolled away
    out.widgets[name] = {x0, y0, x1 - x0, y1 - y0};
}

float PanelContext::height_of(const std::string& part, float guess) const {
    const auto at = memory.heights.find(part);
    return at == memory.heights.end() ? guess : at->second;
}

void PanelContext::remember_height(const std::string& part, float now) {
    auto& was = memory.heights[part];
    if (std::abs(was - now) > 0.5f) {
        was = now;
        out.animating = true;
    }
}

std::string fill(const std::string& text, std::initializer_list<std::string> values) {
    std::string filled = text;
    std::size_t number = 0;
    for (const auto& value : values) {
        const std::string hole = "{" + std::to_string(number++) + "}";
        if (const auto at = filled.find(hole); at != std::string::npos) filled.replace(at, hole.size(), value);
    }
    return filled;
}

std::string structure_name(const PanelContext& p, const std::string& id) { return name_in_session(p.view.context, p.state(), id, false); }
std::string structure_name_with_side(const PanelContext& p, const std::string& id) { return name_in_session(p.view.context, p.state(), id, true); }

std::string structure_own_name(const PanelContext& p, const std::string& id) {
    const auto index = p.view.context.atlas.find(id);
    const auto* words = p.catalog().words_of(p.state().language, id);
    if (words) return content::capitalised(content::sided(p.texts, words->name, anatomy::Side::none, words->gender));
    return index.valid() ? p.view.context.atlas.at(index).terms.name_en : id;
}

std::string name_in_session(const session::Context& context, const session::SessionState& state, const std::string& id, bool with_side) {
    const auto index = context.atlas.find(id);
    if (!index.valid()) return id;
    const auto& terms = context.atlas.at(index).terms;
    const auto& texts = context.catalog.text(state.language);
    const auto side = with_side ? terms.side : anatomy::Side::none;
    if (state.latin && !terms.name_la.empty()) return side == anatomy::Side::none ? terms.name_la : terms.name_la + " (" + texts.get("side.latin." + std::string(anatomy::side_name(side))) + ")";
    if (const auto* words = context.catalog.words_of(state.language, id)) return content::capitalised(content::sided(texts, words->name, side, words->gender));
    if (side == anatomy::Side::none) return terms.name_en;
    return content::capitalised(content::sided(context.catalog.text("en"), content::uncapitalised(terms.name_en), side, ""));
}

std::string selector_words(const PanelContext& p, const std::string& selector) {
    auto text = content::expand(selector, anatomy::Side::left, p.state().curve);
    std::string levels;
    if (const auto at = text.find('@'); at != std::string::npos) {
        levels = " " + text.substr(at + 1);
        text.resize(at);
    }
    for (const std::string_view suffix : {".left", ".right"})
        if (text.rfind("group:", 0) == 0 && text.size() > suffix.size() && text.ends_with(suffix)) text.resize(text.size() - suffix.size());
    if (text.rfind("group:", 0) == 0) {
        const std::string key = "ui.group." + text.substr(6);
        return (p.texts.has(key) ? p.state().latin ? p.texts.get(key, "latin") : p.text(key) : text.substr(6)) + levels;
    }
    const auto& atlas = p.view.context.atlas;
    if (!atlas.find(text).valid()) text = content::expand(text + ".{side}", anatomy::Side::left, p.state().curve);
    return structure_name(p, text) + levels;
}

namespace {

ImGuiWindowFlags window_flags(const PanelContext& p) {
    ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                             ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoCollapse;
    if (!p.memory.keyboard) flags |= ImGuiWindowFlags_NoNavInputs;
    return flags;
}

// A scroll bar comes, goes or moves in the frame after the words did: that frame is asked for.
void remember_length(PanelContext& p) {
    const auto* window = ImGui::GetCurrentWindow();
    p.remember_height(std::string("length of ") + window->Name, window->DC.CursorMaxPos.y - window->DC.CursorStartPos.y);
}

void drag_scroll(PanelContext& p) {
    if (p.memory.slider_held || !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) return;
    if (!ImGui::IsMouseDragging(ImGuiMouseButton_Left, 8) || ImGui::GetScrollMaxY() <= 0) return;
    if (ImGui::GetIO().WantTextInput) return;
    ImGui::ClearActiveID();
    ImGui::SetScrollY(ImGui::GetScrollY() - ImGui::GetIO().MouseDelta.y);
}

} // namespace

bool turns_to(PanelContext& p, const std::string& part, const std::string& what) {
    auto& was = p.memory.shown[part];
    if (was == what) return false;
    was = what;
    return true;
}

void begin_at_top(PanelContext& p, const std::string& part, const std::string& what) {
    if (!turns_to(p, part, what)) return;
    ImGui::SetScrollY(0);
    p.out.animating = true;
}

void begin_panel(PanelContext& p, const char* id, const Rect& rect, bool scrolls) {
    ImGui::SetNextWindowPos({rect.x, rect.y});
    ImGui::SetNextWindowSize({rect.width, rect.height});
    auto flags = window_flags(p) | ImGuiWindowFlags_NoBringToFrontOnFocus;
    if (!scrolls) flags |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    ImGui::Begin(id, nullptr, flags);
    ImGui::PushFont(p.faces.body);
}

void end_panel(PanelContext& p) {
    remember_length(p);
    drag_scroll(p);
    ImGui::PopFont();
    ImGui::End();
}

void begin_scroll(PanelContext& p, const char* id, float height) {
    ImGui::BeginChild(id, {0, height}, ImGuiChildFlags_None, p.memory.keyboard ? 0 : ImGuiWindowFlags_NoNavInputs);
}

void end_scroll(PanelContext& p) {
    remember_length(p);
    drag_scroll(p);
    ImGui::EndChild();
}

} // namespace dorsum::ui
