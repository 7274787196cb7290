// Dear ImGui's context, input and drawing in one place. Windows and scripts feed it the same events, so a scripted click is a click.
#pragma once

#include "core/result.h"
#include "platform/platform.h"

#include <memory>

namespace dorsum::ui {

class ImGuiHost {
public:
    // Needs a current GL context. `remember_layout` is never on: panels are laid out by us.
    static core::Result<std::unique_ptr<ImGuiHost>> make();
    ~ImGuiHost();
    ImGuiHost(const ImGuiHost&) = delete;
    ImGuiHost& operator=(const ImGuiHost&) = delete;

    void feed(const platform::Event& event);
    // begin ... panels ... end; render draws into the framebuffer that is bound.
    void begin(float delta_s, int width, int height);
    void end();
    void render();

    bool wants_pointer() const; // the pointer is over a panel, or drags one of its widgets
    bool wants_keys() const;    // a text field has the keyboard
    bool waits() const;         // events that came too fast for one frame (a tap: press and release at once) wait for the next

private:
    ImGuiHost() = default;
};

} // namespace dorsum::ui
