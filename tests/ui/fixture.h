// Panels without a window and without GL: ImGui's context and font atlas are enough to lay them out and press them.
#pragma once

#include "session/history.h"
#include "ui/view.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>

namespace dorsum::ui {

// A handful of structures, the shipped catalogue, and a session that the panels' actions change.
class PanelsTest : public ::testing::Test {
protected:
    PanelsTest();
    ~PanelsTest() override;

    // Frames until nothing asks for another; `out` is the last one. What panels asked for on the way is not done.
    void settle();
    // One frame; its actions are done and kept in `asked`.
    void frame();
    // A press and release in the middle of a named widget; fails where it is not on screen.
    void click(const std::string& name);
    void type(const std::string& text);
    void press(int imgui_key, bool shift = false); // and release
    void act(const std::string& text);
    void show(const std::string& mode, int width, int height);
    bool on_screen(const std::string& name) const { return out.widgets.count(name) != 0; }
    bool any_on_screen(const std::string& prefix) const;

    int width = 1280, height = 720;
    core::Diagnostics diagnostics;
    anatomy::Atlas atlas;
    content::Catalog catalog;
    session::Context context;
    session::SessionState state;
    std::unique_ptr<Ui> ui;
    UiOutput out;
    std::vector<scene::RefusedStroke> refused; // what the body would tell
    std::array<float, anatomy::k_layer_count> layers_drawn = filled_layers();
    std::array<scene::LayerParts, anatomy::k_layer_count> layer_parts{};
    std::vector<std::string> existing; // files, among those that panels ask about
    std::string file_failure; // of the last one that was asked for
    bool can_undo = true, can_redo = true;
    std::vector<std::string> asked; // since the last click
};

} // namespace dorsum::ui
