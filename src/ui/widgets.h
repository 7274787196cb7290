// The few widgets that panels are made of. All keep the mode's smallest target, wrap their words and register their name.
#pragma once

#include "ui/icons.h"
#include "ui/panel.h"

namespace dorsum::ui {

enum class Look { plain, primary, quiet, selected, danger };

struct ButtonStyle {
    Look look = Look::plain;
    float width = 0; // 0: as wide as its words; negative: all that is left
    Icon icon = Icon::none;
    bool enabled = true;
    bool small = false;
};
// True when pressed. An empty label shows the icon alone.
bool button(PanelContext& p, const std::string& name, const std::string& label, const ButtonStyle& style = {});
float button_width(const PanelContext& p, const std::string& label, const ButtonStyle& style = {});

// A row of buttons that flows on to the next line; with `even` they share the width of the line where all fit.
struct Chip {
    std::string name, label, action;
    bool selected = false;
    bool enabled = true;
};
void chips(PanelContext& p, const std::vector<Chip>& row, bool even = true, bool small = false);
// Is drawn as a check box; emits the action when pressed.
void check(PanelContext& p, const std::string& name, const std::string& label, bool on, const std::string& action);
// True while it changes. Its line is filled up to `reached`, where less than the value was reached.
bool slider(PanelContext& p, const std::string& name, float& value, float low, float high, float width = -1, std::optional<float> reached = {});
// In the next frame the text field of this name in the current window takes what is typed.
void take_typing(PanelContext& p, const char* field);

void words(const PanelContext& p, const std::string& text);
void small_words(const PanelContext& p, const std::string& text);
void coloured_words(ImFont* font, ImU32 colour, const std::string& text);
void title(const PanelContext& p, const std::string& text);
void heading(const PanelContext& p, const std::string& text);
void bullet(const PanelContext& p, const std::string& text, ImU32 mark);
// A block of words on a coloured ground.
void note(const PanelContext& p, const std::string& text, ImU32 ink, ImU32 ground, bool strong = false);
// "label   value", the value wraps.
void fact(const PanelContext& p, const std::string& label, const std::string& value);
// A value at the right end of its label, which wraps before it.
void labelled(const PanelContext& p, const std::string& label, const std::string& value, ImFont* value_font);
void space(const PanelContext& p, float units = 1);
void rule(const PanelContext& p);

} // namespace dorsum::ui
