// Move-only owners of GL objects. A default-made handle owns nothing; make() needs a current context.
#pragma once

#include <utility>

namespace dorsum::render::gl {

template <class Kind> class Handle {
public:
    Handle() = default;
    static Handle make() {
        Handle handle;
        handle.id_ = Kind::create();
        return handle;
    }
    static Handle adopt(unsigned id) {
        Handle handle;
        handle.id_ = id;
        return handle;
    }
    ~Handle() { reset(); }
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, 0u)) {}
    Handle& operator=(Handle&& other) noexcept {
        if (this != &other) {
            reset();
            id_ = std::exchange(other.id_, 0u);
        }
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    unsigned id() const { return id_; }
    explicit operator bool() const { return id_ != 0; }
    void reset() {
        if (id_ != 0) Kind::destroy(std::exchange(id_, 0u));
    }

private:
    unsigned id_ = 0;
};

struct BufferKind {
    static unsigned create();
    static void destroy(unsigned id);
};
struct VertexArrayKind {
    static unsigned create();
    static void destroy(unsigned id);
};
struct TextureKind {
    static unsigned create();
    static void destroy(unsigned id);
};
struct FramebufferKind {
    static unsigned create();
    static void destroy(unsigned id);
};
struct ProgramKind {
    static unsigned create();
    static void destroy(unsigned id);
};

using Buffer = Handle<BufferKind>;
using VertexArray = Handle<VertexArrayKind>;
using Texture = Handle<TextureKind>;
using Framebuffer = Handle<FramebufferKind>;
using ProgramObject = Handle<ProgramKind>;

} // namespace dorsum::render::gl
