#include "render/gl/capabilities.h"

#include "render/gl/api.h"

#include <array>
#include <fmt/format.h>

namespace dorsum::render::gl {
namespace {

std::string text_of(GLenum name) {
    const GLubyte* text = glGetString != nullptr ? glGetString(name) : nullptr;
    return text != nullptr ? reinterpret_cast<const char*>(text) : "unknown";
}

} // namespace

bool is_software_renderer(std::string_view renderer) {
    constexpr std::array<std::string_view, 5> names = {"llvmpipe", "softpipe", "SwiftShader", "Basic Render",
                                                       "Software Rasterizer"};
    for (const std::string_view name : names)
        if (renderer.find(name) != std::string_view::npos) return true;
    return false;
}

core::Result<Capabilities> load(Loader loader) {
    if (loader == nullptr && glGetString == nullptr) return core::Error{core::ErrorCode::unsupported, "no OpenGL was loaded", "graphics driver", "pass a loader"};
    const int version = loader != nullptr ? gladLoadGL(loader) : GLAD_MAKE_VERSION(3, 3);
    if (version == 0 || GLAD_VERSION_MAJOR(version) * 10 + GLAD_VERSION_MINOR(version) < 33)
        return core::Error{core::ErrorCode::unsupported,
                           fmt::format("OpenGL 3.3 is needed; found {} ({})",
                                       version == 0 ? "no usable OpenGL" : "OpenGL " + text_of(GL_VERSION),
                                       text_of(GL_RENDERER)),
                           "graphics driver", "update the driver, or start with LIBGL_ALWAYS_SOFTWARE=1"};
    Capabilities found;
    found.renderer = text_of(GL_RENDERER);
    found.version = text_of(GL_VERSION);
    found.dialect = found.version.rfind("OpenGL ES", 0) == 0 ? Dialect::es_300 : Dialect::gl_330;
    found.workarounds.disable_framebuffer_srgb = found.dialect == Dialect::gl_330;
    found.software = is_software_renderer(found.renderer);
    return found;
}

} // namespace dorsum::render::gl
