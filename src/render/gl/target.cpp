#include "render/gl/target.h"

#include "core/check.h"
#include "render/gl/api.h"

#include <algorithm>
#include <utility>

namespace dorsum::render::gl {
namespace {

struct FormatWords {
    GLint internal;
    GLenum external, type, filter;
};

FormatWords words_of(Format format) {
    switch (format) {
    case Format::rgba8:
        return {GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, GL_LINEAR};
    case Format::rgba4:
        return {GL_RGBA4, GL_RGBA, GL_UNSIGNED_SHORT_4_4_4_4, GL_LINEAR};
    case Format::r32ui:
        return {GL_R32UI, GL_RED_INTEGER, GL_UNSIGNED_INT, GL_NEAREST};
    case Format::rgba16f:
        return {GL_RGBA16F, GL_RGBA, GL_HALF_FLOAT, GL_NEAREST};
    case Format::r16f:
        return {GL_R16F, GL_RED, GL_HALF_FLOAT, GL_NEAREST};
    case Format::depth24:
        break;
    }
    return {GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT, GL_NEAREST};
}

} // namespace

Texture make_texture(Format format, int width, int height) {
    const FormatWords words = words_of(format);
    Texture texture = Texture::make();
    glBindTexture(GL_TEXTURE_2D, texture.id());
    glTexImage2D(GL_TEXTURE_2D, 0, words.internal, width, height, 0, words.external, words.type, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, static_cast<GLint>(words.filter));
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, static_cast<GLint>(words.filter));
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glBindTexture(GL_TEXTURE_2D, 0);
    return texture;
}

void ensure(Target& target, const TargetShape& shape) { DORSUM_CHECK(ensure_if_possible(target, shape)); }

bool ensure_if_possible(Target& target, const TargetShape& shape) {
    if (target.framebuffer && target.width == shape.width && target.height == shape.height) return true;
    target = {};
    target.width = shape.width;
    target.height = shape.height;
    target.framebuffer = Framebuffer::make();
    glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer.id());
    std::array<GLenum, 2> buffers{};
    for (std::size_t i = 0; i < shape.colours.size(); ++i) {
        target.colours[i] = make_texture(shape.colours[i], shape.width, shape.height);
        buffers[i] = GL_COLOR_ATTACHMENT0 + static_cast<GLenum>(i);
        glFramebufferTexture2D(GL_FRAMEBUFFER, buffers[i], GL_TEXTURE_2D, target.colours[i].id(), 0);
    }
    glDrawBuffers(static_cast<GLsizei>(shape.colours.size()), buffers.data());
    if (shape.own_depth) {
        target.depth = make_texture(Format::depth24, shape.width, shape.height);
        attach_depth(target.depth.id());
    }
    return glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
}

void attach_depth(unsigned texture) { glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, texture, 0); }

void take_depth(Target& to, std::span<Target> others) {
    if (to.depth) return;
    const auto gives = [&](const Target& other) { return other.depth && other.width == to.width && other.height == to.height; };
    if (const auto from = std::find_if(others.begin(), others.end(), gives); from != others.end()) {
        glBindFramebuffer(GL_FRAMEBUFFER, from->framebuffer.id());
        attach_depth(0);
        to.depth = std::move(from->depth);
    } else to.depth = make_texture(Format::depth24, to.width, to.height);
    glBindFramebuffer(GL_FRAMEBUFFER, to.framebuffer.id());
    attach_depth(to.depth.id());
}

void blit_colour(const Target& from, unsigned framebuffer, int width, int height, Scaling scaling) {
    glBindFramebuffer(GL_READ_FRAMEBUFFER, from.framebuffer.id());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
    glReadBuffer(GL_COLOR_ATTACHMENT0);
    const bool same = from.width == width && from.height == height;
    glBlitFramebuffer(0, 0, from.width, from.height, 0, 0, width, height, GL_COLOR_BUFFER_BIT,
                      same || scaling == Scaling::nearest ? GL_NEAREST : GL_LINEAR);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
}

void blit_part(const Target& from, const Target& to, const Rect& part) {
    if (part.width <= 0 || part.height <= 0) return;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, from.framebuffer.id());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to.framebuffer.id());
    glReadBuffer(GL_COLOR_ATTACHMENT0);
    const float sx = static_cast<float>(from.width) / static_cast<float>(to.width), sy = static_cast<float>(from.height) / static_cast<float>(to.height);
    const auto scaled = [](int v, float s) { return static_cast<int>(static_cast<float>(v) * s + 0.5f); };
    const int x1 = part.x + part.width, y1 = part.y + part.height;
    const bool same = from.width == to.width && from.height == to.height;
    glBlitFramebuffer(scaled(part.x, sx), scaled(part.y, sy), scaled(x1, sx), scaled(y1, sy), part.x, part.y, x1, y1, GL_COLOR_BUFFER_BIT,
                      same ? GL_NEAREST : GL_LINEAR);
    glBindFramebuffer(GL_FRAMEBUFFER, to.framebuffer.id());
}

void copy_depth_rows(const Target& from, const Target& to, int first_row) {
    const int rows = std::min(to.height, from.height - first_row);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, from.framebuffer.id());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to.framebuffer.id());
    glBlitFramebuffer(0, first_row, from.width, first_row + rows, 0, 0, from.width, rows, GL_DEPTH_BUFFER_BIT, GL_NEAREST);
}

} // namespace dorsum::render::gl
