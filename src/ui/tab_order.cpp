#include "ui/tab_order.h"

#include <algorithm>
#include <imgui_internal.h> // SetNavID, FocusWindow: Tab across windows

namespace dorsum::ui {

namespace {

bool is_at(const TabStop& stop) {
    const auto& g = *ImGui::GetCurrentContext();
    return stop.id == g.NavId && g.NavWindow && g.NavWindow->ID == stop.window;
}

// What a search found stands right below its field, whenever it was drawn.
void put_results_behind_search(std::vector<TabStop>& stops) {
    const auto is_result = [](const TabStop& stop) { return stop.name.rfind("result.", 0) == 0; };
    std::vector<TabStop> results;
    std::copy_if(stops.begin(), stops.end(), std::back_inserter(results), is_result);
    std::erase_if(stops, is_result);
    const auto field = std::find_if(stops.begin(), stops.end(), [](const TabStop& stop) { return stop.name == "search"; });
    stops.insert(field == stops.end() ? field : field + 1, results.begin(), results.end());
}

void go_to(const TabStop& stop, Memory& memory) {
    auto& g = *ImGui::GetCurrentContext();
    auto* window = ImGui::FindWindowByID(stop.window);
    if (!window) return;
    if (g.ActiveId != 0 && g.ActiveId != stop.id) ImGui::ClearActiveID();
    ImGui::FocusWindow(window);
    ImGui::SetNavID(stop.id, ImGuiNavLayer_Main, stop.focus_scope, ImGui::WindowRectAbsToRel(window, stop.rect));
    g.NavDisableHighlight = false;
    g.NavDisableMouseHover = true;
    ImGui::ScrollToRectEx(window, stop.rect, ImGuiScrollFlags_KeepVisibleEdgeY);
    if (!stop.takes_text) return;
    g.NavNextActivateId = stop.id;
    g.NavNextActivateFlags = ImGuiActivateFlags_PreferInput | ImGuiActivateFlags_TryToPreserveState;
    memory.typing_comes = ImGui::GetFrameCount() + 2;
}

} // namespace

void add_tab_stop(PanelContext& p, const std::string& name) {
    const auto& g = *ImGui::GetCurrentContext();
    const auto* window = g.CurrentWindow;
    auto item = g.LastItemData;
    if (window->SkipItems) // a row of a list that is scrolled out of sight: ImGui leaves its button out, whose label is its name
        item = {}, item.ID = ImGui::GetID(name.c_str()), item.Rect = window->Rect();
    if (item.ID == 0 || (item.InFlags & ImGuiItemFlags_Disabled) != 0) return;
    auto& stops = p.memory.tab_stops;
    if (!stops.empty() && stops.back().id == item.ID) return; // one control of two names
    stops.push_back({name, item.ID, window->ID, g.CurrentFocusScopeId, item.Rect, (item.InFlags & ImGuiItemFlags_Inputable) != 0});
    if (p.memory.keyboard && !g.NavDisableHighlight && is_at(stops.back())) p.out.focused = name;
}

void follow_tab(Memory& memory) {
    auto stops = std::exchange(memory.tab_stops, {});
    const auto& io = ImGui::GetIO();
    if (!ImGui::IsKeyPressed(ImGuiKey_Tab) || io.KeyCtrl || io.KeyAlt) return;
    ImGui::NavMoveRequestCancel(); // ImGui's own
    if (stops.empty()) return;
    put_results_behind_search(stops);
    const auto count = stops.size();
    const bool back = io.KeyShift, begins = !std::exchange(memory.keyboard, true);
    auto at = std::find_if(stops.begin(), stops.end(), is_at);
    std::size_t next = back ? count - 1 : 0;
    if (at != stops.end() && (!begins || at->takes_text)) {
        const auto now = static_cast<std::size_t>(at - stops.begin());
        next = (now + (back ? count - 1 : 1)) % count;
    } else if (!begins) { // what the keyboard was on has gone: the first control of the same panel
        at = std::find_if(stops.begin(), stops.end(), [&](const TabStop& stop) { return stop.window == memory.tab_window; });
        if (at != stops.end()) next = static_cast<std::size_t>(at - stops.begin());
    }
    memory.tab_window = stops[next].window;
    go_to(stops[next], memory);
}

} // namespace dorsum::ui
