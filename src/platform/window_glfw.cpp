#include "platform/platform.h"
#include "platform/window_callbacks.h"

#include <GLFW/glfw3.h>
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>

namespace dorsum::platform {
namespace {

std::string last_glfw_error() {
    const char* text = nullptr;
    glfwGetError(&text);
    return text != nullptr ? text : "no reason given";
}

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? fmt::format("{}={}", name, value) : fmt::format("{} is not set", name);
}

core::Error unsupported(std::string message, std::string remedy) {
    return {core::ErrorCode::unsupported, std::move(message), "window", std::move(remedy)};
}

core::Error no_display(const std::string& reason) {
    return unsupported(fmt::format("no display to open a window on: {} ({}, {})", reason, environment("DISPLAY"),
                                   environment("WAYLAND_DISPLAY")),
                       "start it on a desktop, or use `dorsum render`, which needs no display");
}

// GLFW is initialised once and terminated with the last window.
class GlfwLibrary {
public:
    GlfwLibrary() : ok_(glfwInit() == GLFW_TRUE) {}
    ~GlfwLibrary() {
        if (ok_) glfwTerminate();
    }
    GlfwLibrary(const GlfwLibrary&) = delete;
    GlfwLibrary& operator=(const GlfwLibrary&) = delete;
    bool ok() const { return ok_; }

private:
    bool ok_;
};

void hint_context() {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_OPENGL_DEBUG_CONTEXT, want_debug_context() ? GLFW_TRUE : GLFW_FALSE);
    // The scene is drawn offscreen and copied: the window itself needs neither depth nor samples.
    glfwWindowHint(GLFW_SAMPLES, 0);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
}

// The monitor that shows most of the window; the primary one when it is on none.
GLFWmonitor* monitor_of(GLFWwindow* window) {
    int x = 0, y = 0, width = 0, height = 0, count = 0;
    glfwGetWindowPos(window, &x, &y);
    glfwGetWindowSize(window, &width, &height);
    GLFWmonitor** monitors = glfwGetMonitors(&count);
    GLFWmonitor* best = glfwGetPrimaryMonitor();
    int best_area = 0;
    for (int i = 0; i < count; ++i) {
        const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
        if (mode == nullptr) continue;
        int mx = 0, my = 0;
        glfwGetMonitorPos(monitors[i], &mx, &my);
        const int w = std::min(x + width, mx + mode->width) - std::max(x, mx);
        const int h = std::min(y + height, my + mode->height) - std::max(y, my);
        const int area = std::max(w, 0) * std::max(h, 0);
        if (area > best_area) {
            best = monitors[i];
            best_area = area;
        }
    }
    return best;
}

class GlfwWindow final : public Window {
public:
    GlfwWindow(std::unique_ptr<GlfwLibrary> library, GLFWwindow* window)
        : library_(std::move(library)), window_(window) {
        install_callbacks(window_, &events_);
    }
    ~GlfwWindow() override { glfwDestroyWindow(window_); }
    GlfwWindow(const GlfwWindow&) = delete;
    GlfwWindow& operator=(const GlfwWindow&) = delete;

    GlLoader loader() const override { return &glfwGetProcAddress; }

    std::vector<Event> wait_events(double timeout_s) override {
        if (timeout_s > 0 && events_.empty())
            glfwWaitEventsTimeout(timeout_s);
        else
            glfwPollEvents();
        return std::exchange(events_, {});
    }
    void set_title(const std::string& title) override { glfwSetWindowTitle(window_, title.c_str()); }
    void wake() override { glfwPostEmptyEvent(); }
    void swap() override { glfwSwapBuffers(window_); }
    void framebuffer_size(int& width, int& height) const override { glfwGetFramebufferSize(window_, &width, &height); }

    float content_scale() const override {
        float x = 1, y = 1;
        glfwGetWindowContentScale(window_, &x, &y);
        return std::max({x, y, 0.5f});
    }

    void set_fullscreen(bool on) override {
        if (on == fullscreen()) return;
        if (!on) {
            glfwSetWindowMonitor(window_, nullptr, x_, y_, width_, height_, GLFW_DONT_CARE);
            return;
        }
        GLFWmonitor* monitor = monitor_of(window_);
        const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
        if (mode == nullptr) return; // no monitor is known: stay a window
        glfwGetWindowPos(window_, &x_, &y_);
        glfwGetWindowSize(window_, &width_, &height_);
        glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, GLFW_DONT_CARE);
    }
    bool fullscreen() const override { return glfwGetWindowMonitor(window_) != nullptr; }
    GLFWwindow* glfw() const override { return window_; }

private:
    std::unique_ptr<GlfwLibrary> library_; // outlives window_
    GLFWwindow* window_;
    std::vector<Event> events_;
    int x_ = 80, y_ = 80, width_ = 1280, height_ = 800; // the window before full screen
};

} // namespace

core::Result<std::unique_ptr<Window>> Window::make(const WindowOptions& options) {
    if (!have_display()) return no_display("neither X11 nor Wayland is announced");
    auto library = std::make_unique<GlfwLibrary>();
    if (!library->ok()) return no_display(last_glfw_error());
    hint_context();
    GLFWwindow* window = glfwCreateWindow(std::max(options.width, 1), std::max(options.height, 1),
                                          options.title.c_str(), nullptr, nullptr);
    if (window == nullptr)
        return unsupported("no window with OpenGL 3.3 core: " + last_glfw_error(),
                           "update the graphics driver, or start with LIBGL_ALWAYS_SOFTWARE=1");
    glfwMakeContextCurrent(window);
    glfwSwapInterval(1);
    auto made = std::make_unique<GlfwWindow>(std::move(library), window);
    made->set_fullscreen(options.fullscreen);
    return std::unique_ptr<Window>(std::move(made));
}

} // namespace dorsum::platform
