// What every panel gets: the view, words, looks, and where to put what it wants. Panels are free functions over this.
#pragma once

#include "ui/fonts.h"
#include "ui/theme.h"
#include "ui/view.h"

#include <array>
#include <imgui_internal.h> // ImRect
#include <string>
#include <vector>

namespace dorsum::ui {

// A control that Tab stops at.
struct TabStop {
    std::string name;
    ImGuiID id = 0, window = 0, focus_scope = 0;
    ImRect rect;             // on the screen, though it may be scrolled out of sight
    bool takes_text = false; // a field: typing can begin at once
};

// What panels remember between frames and nobody else needs to know: no fact about the body or the session.
struct Memory {
    std::array<char, 208> search{};
    bool focus_search = false;
    std::array<char, 16> pin{};
    std::array<char, 240> file_name{};
    bool file_asked = false;                   // that name was asked for, and nothing failed yet
    std::string replace;                       // a file that a press has been asked to replace: the next one does
    bool plan_tab = false;
    std::array<char, 84> technique_search{};
    std::string technique;                     // that was scrolled to
    std::string sources_of;                    // the claim whose sources are open
    bool anatomy_page = false;                 // one column: layers and structure are shown, not the story
    std::string selected;                      // of the frame before
    std::string condition;                     // of the frame before
    session::PlanBlock block = session::PlanBlock::no_condition;
    bool playing = false;
    int step = -1;
    std::map<std::string, float> heights;      // of parts that are as high as their text, from the frame before
    std::map<std::string, std::string> shown;  // what parts told of in the frame before
    bool keyboard = false;                     // Tab was pressed: panels take the arrow keys until the pointer is used
    std::vector<TabStop> tab_stops;            // of this frame, in order
    ImGuiID tab_window = 0;                    // where Tab stopped last
    bool slider_held = false;
    int typing_comes = 0;                      // until this frame a field is about to take what is typed
    std::size_t pins = 0;                      // of the frame before: a new one wants its name
    std::string led_from;                      // the structure that `led_to` belongs to
    std::vector<std::string> led_to;           // conditions that it takes part in
};

struct PanelContext {
    const UiView& view;
    const content::Texts& texts;
    const content::Mode* mode; // may be nullptr: then everything shows at its plain size
    const Theme& theme;
    const Metrics& metrics;
    const Faces& faces;
    Memory& memory;
    UiOutput& out;
    float width = 0, height = 0;
    bool behind_dialog = false; // widgets cannot be clicked and are not named

    const session::SessionState& state() const { return view.state; }
    const content::Catalog& catalog() const { return view.context.catalog; }
    const content::Condition* condition() const { return catalog().find_condition(view.state.condition); }
    // In the words of the session's voice, where the text has such.
    const std::string& text(const std::string& key) const { return texts.get(key, view.state.voice); }
    const std::string& text(const content::TextKey& key) const { return texts.get(key.key, view.state.voice); }
    bool has_panel(std::string_view name) const;
    bool allows(std::string_view action_name) const { return !mode || mode->allows(action_name); }
    float px(float value) const { return value * metrics.scale; }

    void emit(std::string action) { out.actions.push_back(std::move(action)); }
    // Registers the last ImGui item under this name, as far as it can be seen.
    void name_item(const std::string& name);
    // The height this part had when it was last drawn (or `guess`); remember_height asks for another frame where it changed.
    float height_of(const std::string& part, float guess) const;
    void remember_height(const std::string& part, float height);
};

// In the session's language or in Latin, as it wants; the id where the atlas lacks it. The second says the side too: "Left piriformis".
std::string structure_name(const PanelContext& p, const std::string& id);
std::string structure_own_name(const PanelContext& p, const std::string& id); // never Latin
std::string structure_name_with_side(const PanelContext& p, const std::string& id);
// A content selector ("group:erector_spinae.{side}@L1-L5") in words.
std::string selector_words(const PanelContext& p, const std::string& selector);

// ---- windows ----------------------------------------------------------------------------------------------------------
// A panel of fixed place and size; `scrolls` where its content may be longer. Always paired with end_panel.
void begin_panel(PanelContext& p, const char* id, const Rect& rect, bool scrolls = false);
void end_panel(PanelContext& p);
// True where this part now tells of something else than in the frame before.
bool turns_to(PanelContext& p, const std::string& part, const std::string& what);
// Of something else the window being drawn shows the beginning first, however far what it told before was scrolled.
void begin_at_top(PanelContext& p, const std::string& part, const std::string& what);
// A scrolling part of a panel; a finger may drag it.
void begin_scroll(PanelContext& p, const char* id, float height);
void end_scroll(PanelContext& p);

} // namespace dorsum::ui
