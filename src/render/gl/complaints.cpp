#include "render/gl/complaints.h"

#include "render/gl/api.h"

#include <fmt/format.h>

namespace dorsum::render::gl {
namespace {

// GL_KHR_debug, which a 3.3 core loader need not know.
constexpr GLenum k_debug_output = 0x92E0, k_debug_synchronous = 0x8242, k_type_error = 0x824C;
constexpr GLint k_debug_bit = 2; // of GL_CONTEXT_FLAGS
using Note = void(GLAD_API_PTR*)(GLenum, GLenum, GLuint, GLenum, GLsizei, const GLchar*, const void*);
using SetCallback = void(GLAD_API_PTR*)(Note, const void*);

void GLAD_API_PTR note(GLenum, GLenum type, GLuint, GLenum, GLsizei, const GLchar* words, const void* heard) {
    if (type != k_type_error) return; // advice about speed is no complaint
    ++*static_cast<std::size_t*>(const_cast<void*>(heard));
    fmt::print(stderr, "OpenGL error: {}\n", words);
}

} // namespace

Complaints Complaints::hear(Loader loader) {
    Complaints complaints;
    GLint flags = 0;
    glGetIntegerv(GL_CONTEXT_FLAGS, &flags);
    auto set = reinterpret_cast<SetCallback>(loader("glDebugMessageCallback"));
    if (set == nullptr) set = reinterpret_cast<SetCallback>(loader("glDebugMessageCallbackKHR"));
    if ((flags & k_debug_bit) == 0 || set == nullptr) return complaints;
    complaints.heard_ = std::make_unique<std::size_t>(0);
    glEnable(k_debug_output);
    glEnable(k_debug_synchronous);
    set(note, complaints.heard_.get());
    fmt::print(stderr, "OpenGL: a debug context, its errors are told\n");
    return complaints;
}

Complaints::~Complaints() {
    if (heard_) glDisable(k_debug_output); // a driver that went on would write where nothing is
}

} // namespace dorsum::render::gl
