// EGL on Mesa's surfaceless platform: no X server, no window, no GPU needed; the picture is read from a framebuffer
// object.
#include "platform/platform.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <cstring>
#include <fmt/format.h>

namespace dorsum::platform {
namespace {

constexpr const char* k_remedy = "install Mesa's EGL and software driver (Debian: libegl1 libgl1-mesa-dri)";

core::Error unsupported(std::string message) {
    return {core::ErrorCode::unsupported, std::move(message), "headless OpenGL", k_remedy};
}

std::string egl_error() {
    return fmt::format("EGL error 0x{:04x}", static_cast<unsigned>(eglGetError()));
}

bool has_extension(const char* list, const char* name) {
    return list != nullptr && std::strstr(list, name) != nullptr;
}

EGLDisplay surfaceless_display() {
    const char* client = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
    if (!has_extension(client, "EGL_MESA_platform_surfaceless")) return EGL_NO_DISPLAY;
    const auto get = reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    return get != nullptr ? get(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr) : EGL_NO_DISPLAY;
}

EGLConfig any_config(EGLDisplay display) {
    const EGLint wanted[] = {EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    return eglChooseConfig(display, wanted, &config, 1, &count) && count > 0 ? config : nullptr;
}

class EglContext final : public HeadlessContext {
public:
    EglContext(EGLDisplay display, EGLContext context) : display_(display), context_(context) {}
    ~EglContext() override {
        if (eglGetCurrentContext() == context_)
            eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        eglDestroyContext(display_, context_);
        // No eglTerminate: the display is one per process, and another context may still live on it.
    }
    EglContext(const EglContext&) = delete;
    EglContext& operator=(const EglContext&) = delete;

    GlLoader loader() const override { return &eglGetProcAddress; }

private:
    EGLDisplay display_;
    EGLContext context_;
};

} // namespace

core::Result<std::unique_ptr<HeadlessContext>> HeadlessContext::make() {
    const EGLDisplay display = surfaceless_display();
    if (display == EGL_NO_DISPLAY)
        return unsupported("this EGL has no surfaceless platform (EGL_MESA_platform_surfaceless)");
    EGLint major = 0, minor = 0;
    if (!eglInitialize(display, &major, &minor)) return unsupported("EGL did not start: " + egl_error());
    if (!has_extension(eglQueryString(display, EGL_EXTENSIONS), "EGL_KHR_surfaceless_context"))
        return unsupported("EGL cannot make a context without a surface (EGL_KHR_surfaceless_context)");
    if (!eglBindAPI(EGL_OPENGL_API)) return unsupported("this EGL knows no desktop OpenGL: " + egl_error());

    const EGLint attributes[] = {
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_CONTEXT_FLAGS_KHR, want_debug_context() ? EGL_CONTEXT_OPENGL_DEBUG_BIT_KHR : 0,
        EGL_NONE};
    const EGLContext context = eglCreateContext(display, any_config(display), EGL_NO_CONTEXT, attributes);
    if (context == EGL_NO_CONTEXT) return unsupported("no OpenGL 3.3 core context: " + egl_error());
    auto made = std::make_unique<EglContext>(display, context);
    if (!eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context))
        return unsupported("the context could not be made current: " + egl_error());
    return std::unique_ptr<HeadlessContext>(std::move(made));
}

} // namespace dorsum::platform
