#include "ui/imgui_host.h"

#include <algorithm>
#include <array>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h> // InputEventsQueue, Windows

namespace dorsum::ui {

namespace {

// GLFW's key codes (platform::KeyChanged) for what panels use; letters and digits follow ASCII.
struct KeyPair {
    int code;
    ImGuiKey key;
};
constexpr std::array k_keys{
    KeyPair{256, ImGuiKey_Escape},    KeyPair{257, ImGuiKey_Enter},    KeyPair{258, ImGuiKey_Tab},     KeyPair{259, ImGuiKey_Backspace},
    KeyPair{260, ImGuiKey_Insert},    KeyPair{261, ImGuiKey_Delete},   KeyPair{262, ImGuiKey_RightArrow}, KeyPair{263, ImGuiKey_LeftArrow},
    KeyPair{264, ImGuiKey_DownArrow}, KeyPair{265, ImGuiKey_UpArrow},  KeyPair{266, ImGuiKey_PageUp},  KeyPair{267, ImGuiKey_PageDown},
    KeyPair{268, ImGuiKey_Home},      KeyPair{269, ImGuiKey_End},      KeyPair{32, ImGuiKey_Space},    KeyPair{335, ImGuiKey_KeypadEnter}};

ImGuiKey imgui_key(int code) {
    for (const auto& pair : k_keys)
        if (pair.code == code) return pair.key;
    if (code >= 'A' && code <= 'Z') return static_cast<ImGuiKey>(ImGuiKey_A + (code - 'A'));
    if (code >= '0' && code <= '9') return static_cast<ImGuiKey>(ImGuiKey_0 + (code - '0'));
    if (code >= 290 && code <= 301) return static_cast<ImGuiKey>(ImGuiKey_F1 + (code - 290));
    return ImGuiKey_None;
}

struct Feeder {
    ImGuiIO& io;

    void operator()(const platform::PointerMoved& e) { io.AddMousePosEvent(static_cast<float>(e.x), static_cast<float>(e.y)); }
    void operator()(const platform::PointerButton& e) {
        if (e.button >= 0 && e.button < ImGuiMouseButton_COUNT) io.AddMouseButtonEvent(e.button, e.down);
    }
    void operator()(const platform::Wheel& e) { io.AddMouseWheelEvent(static_cast<float>(e.dx), static_cast<float>(e.dy)); }
    void operator()(const platform::KeyChanged& e) {
        io.AddKeyEvent(ImGuiMod_Ctrl, e.ctrl);
        io.AddKeyEvent(ImGuiMod_Shift, e.shift);
        io.AddKeyEvent(ImGuiMod_Alt, e.alt);
        if (const auto key = imgui_key(e.key); key != ImGuiKey_None) io.AddKeyEvent(key, e.down);
    }
    void operator()(const platform::TextTyped& e) { io.AddInputCharacter(e.codepoint); }
    template <class Other>
    void operator()(const Other&) {} // resizes, drops and closing are the app's business
};

} // namespace

core::Result<std::unique_ptr<ImGuiHost>> ImGuiHost::make(KeepLetters keep_letters) {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    auto& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    if (!ImGui_ImplOpenGL3_Init("#version 330 core")) {
        ImGui::DestroyContext();
        return core::Error{core::ErrorCode::unsupported, "the user interface could not be set up on this OpenGL", "",
                           "Dorsum needs OpenGL 3.3"};
    }
    return std::unique_ptr<ImGuiHost>(new ImGuiHost(std::move(keep_letters)));
}

ImGuiHost::~ImGuiHost() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
}

void ImGuiHost::feed(const platform::Event& event) { std::visit(Feeder{ImGui::GetIO()}, event); }

void ImGuiHost::begin(float delta_s, int width, int height) {
    auto& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.DeltaTime = delta_s > 1e-4f ? delta_s : 1e-4f;
    ImGui_ImplOpenGL3_NewFrame();
    if (io.Fonts->TexPixelsAlpha8) hand_over_letters();
    ImGui::NewFrame();
}

// ImGui's own texture has four bytes a texel, three of them always 255: 6 MB for four sizes of text.
void ImGuiHost::hand_over_letters() {
    auto& letters = *ImGui::GetIO().Fonts;
    if (const unsigned texture = keep_letters_(letters.TexWidth, letters.TexHeight, letters.TexPixelsAlpha8)) {
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        letters.SetTexID(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture)));
    }
    // The driver has them now: files and pictures that they were made from need not be kept as well.
    letters.ClearTexData();
    letters.ClearInputData();
}

void ImGuiHost::end() { ImGui::Render(); }
void ImGuiHost::render() { ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData()); }
bool ImGuiHost::wants_pointer() const { return ImGui::GetIO().WantCaptureMouse; }
bool ImGuiHost::takes_pointer_at(double x_px, double y_px) const {
    const auto& context = *ImGui::GetCurrentContext();
    const ImVec2 at(static_cast<float>(x_px), static_cast<float>(y_px));
    if (!context.OpenPopupStack.empty()) return true; // it closes first
    return std::any_of(context.Windows.begin(), context.Windows.end(), [&](const ImGuiWindow* window) {
        return window->Active && !window->Hidden && (window->Flags & ImGuiWindowFlags_NoMouseInputs) == 0 && window->OuterRectClipped.Contains(at);
    });
}
bool ImGuiHost::wants_keys() const { return ImGui::GetIO().WantTextInput; }
bool ImGuiHost::waits() const { return !ImGui::GetCurrentContext()->InputEventsQueue.empty(); }

} // namespace dorsum::ui
