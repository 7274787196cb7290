// Dear ImGui's context, input and drawing in one place. Windows and scripts feed it the same events, so a scripted click is a click.
#pragma once

#include "core/result.h"
#include "platform/platform.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace dorsum::ui {

class ImGuiHost {
public:
    // Puts a picture of letters (a byte a texel: how much of it is covered) on the graphics card, where it stays as long as this host, and
    // gives the driver's name for it; 0: this driver needs four bytes a texel.
    using KeepLetters = std::function<unsigned(int width, int height, const std::uint8_t* coverage)>;

    // Needs a current GL context. `remember_layout` is never on: panels are laid out by us.
    static core::Result<std::unique_ptr<ImGuiHost>> make(KeepLetters keep_letters);
    ~ImGuiHost();
    ImGuiHost(const ImGuiHost&) = delete;
    ImGuiHost& operator=(const ImGuiHost&) = delete;

    void feed(const platform::Event& event);
    // begin ... panels ... end; render draws into the framebuffer that is bound.
    void begin(float delta_s, int width, int height);
    void end();
    void render();

    bool wants_pointer() const; // in the last frame: the pointer was over a panel, or dragged one of its widgets
    // A press or the wheel here is a panel's. A finger presses where it has never been before, and no frame comes between.
    bool takes_pointer_at(double x_px, double y_px) const;
    bool wants_keys() const;    // a text field has the keyboard
    bool waits() const;         // events that came too fast for one frame (a tap: press and release at once) wait for the next

private:
    explicit ImGuiHost(KeepLetters keep_letters) : keep_letters_(std::move(keep_letters)) {}
    void hand_over_letters();

    KeepLetters keep_letters_;
};

} // namespace dorsum::ui
