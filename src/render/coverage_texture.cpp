#include "render/coverage_texture.h"

#include "render/gl/api.h"
#include "render/gl/handles.h"

#include <utility>

namespace dorsum::render {

namespace {

class GlCoverageTexture final : public CoverageTexture {
public:
    GlCoverageTexture() : texture_(gl::Texture::make()) {}
    unsigned id() const override { return texture_.id(); }

private:
    gl::Texture texture_;
};

} // namespace

std::unique_ptr<CoverageTexture> CoverageTexture::make(int width, int height, const std::uint8_t* coverage) {
    auto made = std::make_unique<GlCoverageTexture>();
    glBindTexture(GL_TEXTURE_2D, made->id());
    while (glGetError() != GL_NO_ERROR) {
    }
    for (const auto& [channel, from] : {std::pair(GL_TEXTURE_SWIZZLE_R, GL_ONE), {GL_TEXTURE_SWIZZLE_G, GL_ONE}, {GL_TEXTURE_SWIZZLE_B, GL_ONE}, {GL_TEXTURE_SWIZZLE_A, GL_RED}})
        glTexParameteri(GL_TEXTURE_2D, channel, from);
    const bool one_is_enough = glGetError() == GL_NO_ERROR;
    if (one_is_enough) {
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, coverage);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    }
    glBindTexture(GL_TEXTURE_2D, 0);
    if (!one_is_enough) return nullptr;
    return made;
}

} // namespace dorsum::render
