// By keyboard alone: Tab reaches every control, says which it is on, and Enter presses it.
#include "fixture.h"

#include <algorithm>
#include <imgui.h>
#include <set>

namespace dorsum::ui {

namespace {

// Not controls: a circle that breathes, words that have a name for the tests.
bool is_shown_only(const std::string& name) {
    for (const char* end : {".veiled", ".parts_drawn", ".parts_hidden", ".refused", "breath.circle", "captions", "emergency"})
        if (name.size() >= std::string(end).size() && name.compare(name.size() - std::string(end).size(), std::string::npos, end) == 0) return true;
    return false;
}

} // namespace

class KeyboardTest : public PanelsTest {
protected:
    // Names that Tab stops at until it is back where it began.
    std::vector<std::string> round(bool back = false) {
        std::vector<std::string> stops;
        for (int i = 0; i < 300; ++i) {
            press(ImGuiKey_Tab, back);
            if (!stops.empty() && out.focused == stops.front()) break;
            stops.push_back(out.focused);
        }
        return stops;
    }
    void expect_all_reached(const std::string& where) {
        const auto stops = round();
        const std::set<std::string> reached(stops.begin(), stops.end());
        for (std::size_t i = 1; i < stops.size(); ++i) EXPECT_FALSE(stops[i].empty()) << where << ": what comes after " << stops[i - 1] << " is not shown";
        EXPECT_EQ(reached.size(), stops.size()) << where << ": one is reached twice in a round";
        for (const auto& [name, rect] : out.widgets) {
            if (!is_shown_only(name)) {
                EXPECT_TRUE(reached.count(name)) << where << ": " << name;
            }
        }
    }
};

TEST_F(KeyboardTest, TabReachesEveryControlOfEveryPanel) {
    for (const char* mode : {"clinic", "study", "kiosk"}) {
        show(mode, 1280, 720);
        expect_all_reached(mode);
        act("condition scoliosis");
        settle();
        expect_all_reached(std::string(mode) + ", scoliosis");
    }
    show("clinic", 800, 1280);
    expect_all_reached("a tall screen");
}

TEST_F(KeyboardTest, TabStaysInADialogAndReachesAllOfIt) {
    for (const char* dialog : {"safety", "settings", "help", "about", "files", "claims"}) {
        show("clinic", 1280, 720);
        act("condition sciatica");
        act(std::string("dialog ") + dialog);
        settle();
        ASSERT_EQ(state.dialog, dialog);
        expect_all_reached(dialog);
    }
}

TEST_F(KeyboardTest, ItGoesFromThePanelsTopLeftAndBackwardsToo) {
    show("clinic", 1280, 720);
    const auto forth = round();
    ASSERT_GT(forth.size(), 20u);
    EXPECT_EQ(forth.front().rfind("mode.", 0), 0u) << forth.front();
    press(ImGuiKey_Tab);
    EXPECT_EQ(out.focused, forth[1]);
    press(ImGuiKey_Tab, true);
    EXPECT_EQ(out.focused, forth[0]);
    press(ImGuiKey_Tab, true);
    EXPECT_EQ(out.focused, forth.back());
}

TEST_F(KeyboardTest, TabPassesWhatCannotBePressed) {
    show("clinic", 1280, 720);
    can_undo = false;
    settle();
    const auto stops = round();
    EXPECT_EQ(std::count(stops.begin(), stops.end(), "undo"), 0);
    EXPECT_EQ(std::count(stops.begin(), stops.end(), "redo"), 1);
}

TEST_F(KeyboardTest, EnterPressesWhatTabIsOn) {
    show("clinic", 1280, 720);
    for (int i = 0; i < 100 && out.focused != "condition.sciatica"; ++i) press(ImGuiKey_Tab);
    ASSERT_EQ(out.focused, "condition.sciatica");
    press(ImGuiKey_Enter);
    EXPECT_EQ(state.condition, "sciatica");
    for (int i = 0; i < 100 && out.focused != "layer.skin"; ++i) press(ImGuiKey_Tab);
    press(ImGuiKey_Enter);
    EXPECT_GT(state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::skin)], 0);
    press(ImGuiKey_Escape);
    EXPECT_TRUE(out.focused.empty()) << "the arrow keys turn the body again";
}

// Who opens a dialog that asks for something types it: no click into its field.
TEST_F(KeyboardTest, TheFieldOfADialogTakesTheKeysAtOnce) {
    show("clinic", 1280, 720);
    act("dialog files");
    settle();
    EXPECT_TRUE(out.wants_keys);
    type("scene1"); // over the name that was suggested
    click("files.save");
    EXPECT_EQ(std::count(asked.begin(), asked.end(), "save scene1.json"), 1);
    show("kiosk", 1280, 720);
    act("mode clinic");
    settle();
    ASSERT_EQ(state.dialog, "pin");
    type("4711");
    press(ImGuiKey_Enter);
    EXPECT_EQ(state.mode, "clinic");
}

// A control that is scrolled out of sight comes into it.
TEST_F(KeyboardTest, WhatTabIsOnIsInSight) {
    show("clinic", 1280, 720);
    act("condition scoliosis");
    settle();
    for (const auto& name : round()) {
        EXPECT_FALSE(name.empty());
        EXPECT_TRUE(out.focused.empty() || on_screen(out.focused)) << out.focused;
    }
    for (int i = 0; i < 80; ++i) {
        press(ImGuiKey_Tab);
        EXPECT_TRUE(on_screen(out.focused)) << out.focused;
    }
}

} // namespace dorsum::ui
