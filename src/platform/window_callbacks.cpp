#include "platform/window_callbacks.h"

#include <GLFW/glfw3.h>

namespace dorsum::platform {
namespace {

std::vector<Event>& events_of(GLFWwindow* window) {
    return *static_cast<std::vector<Event>*>(glfwGetWindowUserPointer(window));
}

int button_number(int glfw_button) {
    switch (glfw_button) {
    case GLFW_MOUSE_BUTTON_LEFT:
        return 0;
    case GLFW_MOUSE_BUTTON_RIGHT:
        return 1;
    case GLFW_MOUSE_BUTTON_MIDDLE:
        return 2;
    default:
        return glfw_button;
    }
}

// Where the pointer lies when a window opens no event tells: a press without a move before it would be nowhere.
void say_where(GLFWwindow* window) {
    PointerMoved here{};
    glfwGetCursorPos(window, &here.x, &here.y);
    events_of(window).push_back(here);
}

void on_key(GLFWwindow* window, int key, int, int action, int mods) {
    events_of(window).push_back(KeyChanged{key, action != GLFW_RELEASE, (mods & GLFW_MOD_CONTROL) != 0,
                                           (mods & GLFW_MOD_SHIFT) != 0, (mods & GLFW_MOD_ALT) != 0});
}

void on_drop(GLFWwindow* window, int count, const char** paths) {
    events_of(window).push_back(FilesDropped{std::vector<std::string>(paths, paths + count)});
}

} // namespace

void install_callbacks(GLFWwindow* window, std::vector<Event>* events) {
    glfwSetWindowUserPointer(window, events);
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) {
        events_of(w).push_back(PointerMoved{x, y});
    });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int) {
        say_where(w);
        events_of(w).push_back(PointerButton{button_number(button), action == GLFW_PRESS});
    });
    glfwSetScrollCallback(window, [](GLFWwindow* w, double dx, double dy) {
        say_where(w);
        events_of(w).push_back(Wheel{dx, dy});
    });
    glfwSetKeyCallback(window, on_key);
    glfwSetCharCallback(window,
                        [](GLFWwindow* w, unsigned codepoint) { events_of(w).push_back(TextTyped{codepoint}); });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int width, int height) {
        events_of(w).push_back(Resized{width, height});
    });
    glfwSetDropCallback(window, on_drop);
    glfwSetWindowCloseCallback(window, [](GLFWwindow* w) { events_of(w).push_back(CloseRequested{}); });
}

} // namespace dorsum::platform
