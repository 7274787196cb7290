// A place to draw and a source of input: a GLFW window, or a headless EGL surfaceless context. Knows no anatomy and no ImGui.
#pragma once

#include "core/result.h"

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

struct GLFWwindow;

namespace dorsum::platform {

struct PointerMoved { double x, y; };
struct PointerButton { int button; bool down; };      // 0 left, 1 right, 2 middle
struct Wheel { double dx, dy; };
struct KeyChanged { int key; bool down; bool ctrl, shift, alt; }; // GLFW key codes
struct TextTyped { unsigned codepoint; };
struct Resized { int width, height; };
struct FilesDropped { std::vector<std::string> paths; };
struct CloseRequested {};
using Event = std::variant<PointerMoved, PointerButton, Wheel, KeyChanged, TextTyped, Resized, FilesDropped, CloseRequested>;

using GlProc = void (*)();
using GlLoader = GlProc (*)(const char* name);

// Offscreen context, no window system needed. Error unsupported: no EGL, no surfaceless platform, no GL 3.3.
class HeadlessContext {
public:
    static core::Result<std::unique_ptr<HeadlessContext>> make();
    virtual ~HeadlessContext() = default;
    virtual GlLoader loader() const = 0;
};

struct WindowOptions {
    std::string title = "Dorsum";
    int width = 1280, height = 800;
    bool fullscreen = false;
};

class Window {
public:
    // Error unsupported: no display (names DISPLAY / WAYLAND_DISPLAY), no GL 3.3 (names what the driver offers).
    static core::Result<std::unique_ptr<Window>> make(const WindowOptions& options);
    virtual ~Window() = default;
    virtual GlLoader loader() const = 0;
    // Events since the last call. Waits at most timeout_s for the first one; 0 polls.
    virtual std::vector<Event> wait_events(double timeout_s) = 0;
    virtual void set_title(const std::string& title) = 0;
    virtual void wake() = 0; // from any thread: makes wait_events return
    virtual void swap() = 0;
    virtual void framebuffer_size(int& width, int& height) const = 0;
    virtual float content_scale() const = 0;
    virtual void set_fullscreen(bool on) = 0;
    virtual bool fullscreen() const = 0;
    virtual GLFWwindow* glfw() const = 0; // for ImGui's backend only
};

bool have_display();

// $DORSUM_GL_DEBUG is set: contexts are made with the debug bit, and the renderer hears what the driver complains of.
bool want_debug_context();

} // namespace dorsum::platform
