// What this context is, and the driver workarounds it needs, by name.
#pragma once

#include "core/result.h"
#include "render/gl/shader_source.h"

namespace dorsum::render::gl {

// Driver faults that we work around. Grep for the name to find the place; each says where it was seen.
struct Workarounds {
    // Mesa + GLFW under Xvfb: the window's framebuffer is sRGB-capable although nobody asked for it. Our shaders
    // encode, so the conversion is switched off by hand. (GLES has no such switch.)
    bool disable_framebuffer_srgb = true;
};

struct Capabilities {
    std::string renderer; // GL_RENDERER
    std::string version;  // GL_VERSION
    Dialect dialect = Dialect::gl_330;
    bool software = false;
    Workarounds workarounds;
};

using Loader = void (*(*)(const char*))();

// Loads the functions (nullptr: they are loaded already) and looks at the context. Error unsupported: older than 3.3 (names what was found).
core::Result<Capabilities> load(Loader loader);

// llvmpipe, softpipe, SwiftShader, Microsoft Basic Render Driver.
bool is_software_renderer(std::string_view renderer);

} // namespace dorsum::render::gl
