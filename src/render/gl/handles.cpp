#include "render/gl/handles.h"

#include "render/gl/api.h"

namespace dorsum::render::gl {

unsigned BufferKind::create() {
    unsigned id = 0;
    glGenBuffers(1, &id);
    return id;
}
void BufferKind::destroy(unsigned id) {
    glDeleteBuffers(1, &id);
}

unsigned VertexArrayKind::create() {
    unsigned id = 0;
    glGenVertexArrays(1, &id);
    return id;
}
void VertexArrayKind::destroy(unsigned id) {
    glDeleteVertexArrays(1, &id);
}

unsigned TextureKind::create() {
    unsigned id = 0;
    glGenTextures(1, &id);
    return id;
}
void TextureKind::destroy(unsigned id) {
    glDeleteTextures(1, &id);
}

unsigned FramebufferKind::create() {
    unsigned id = 0;
    glGenFramebuffers(1, &id);
    return id;
}
void FramebufferKind::destroy(unsigned id) {
    glDeleteFramebuffers(1, &id);
}

unsigned ProgramKind::create() {
    return glCreateProgram();
}
void ProgramKind::destroy(unsigned id) {
    glDeleteProgram(id);
}

} // namespace dorsum::render::gl
