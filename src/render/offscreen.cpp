#include "render/offscreen.h"

#include "render/gl/api.h"
#include "render/gl/read_back.h"
#include "render/gl/target.h"

namespace dorsum::render {

namespace {

class GlOffscreen final : public Offscreen {
public:
    GlOffscreen(int width, int height) {
        const gl::Format formats[] = {gl::Format::rgba8};
        gl::ensure(target_, {width, height, formats, false});
    }
    unsigned framebuffer() const override { return target_.framebuffer.id(); }
    void bind() override {
        glBindFramebuffer(GL_FRAMEBUFFER, target_.framebuffer.id());
        glViewport(0, 0, target_.width, target_.height);
    }
    Image read() override {
        bind();
        Image image{target_.width, target_.height, gl::read_rgba({0, 0, target_.width, target_.height})};
        for (std::size_t i = 3; i < image.rgba.size(); i += 4)
            image.rgba[i] = 255; // a window is opaque, whatever was blended
        return image;
    }

private:
    gl::Target target_;
};

} // namespace

std::unique_ptr<Offscreen> Offscreen::make(int width, int height) {
    return std::make_unique<GlOffscreen>(width, height);
}

void bind_window(int width, int height) {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(0, 0, width, height);
}

void draw_progress_line(int width, int height, float done) {
    bind_window(width, height);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(0.80f, 0.84f, 0.88f, 1); // the studio wall, about
    glClear(GL_COLOR_BUFFER_BIT);
    const int length = width / 3, thick = height > 400 ? 4 : 2;
    glEnable(GL_SCISSOR_TEST);
    const auto line = [&](int pixels, float r, float g, float b) {
        glScissor(width / 3, height / 2, pixels, thick);
        glClearColor(r, g, b, 1);
        glClear(GL_COLOR_BUFFER_BIT);
    };
    line(length, 0.66f, 0.71f, 0.76f);
    line(static_cast<int>(static_cast<float>(length) * (done < 0 ? 0 : done > 1 ? 1 : done)), 0.16f, 0.44f, 0.66f);
    glDisable(GL_SCISSOR_TEST);
}

void finish() {
    glFinish();
}

} // namespace dorsum::render
