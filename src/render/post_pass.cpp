#include "render/post_pass.h"

#include "render/gl/api.h"

#include <algorithm>

namespace dorsum::render {
namespace {

constexpr std::array k_colour{gl::Format::rgba8};

} // namespace

PostPass PostPass::make() {
    PostPass pass;
    pass.vertex_array_ = gl::VertexArray::make();
    return pass;
}

void PostPass::draw_screen(const gl::Program& program, unsigned texture, const gl::Target& to) const {
    program.use();
    glBindFramebuffer(GL_FRAMEBUFFER, to.framebuffer.id());
    glViewport(0, 0, to.width, to.height);
    glBindTexture(GL_TEXTURE_2D, texture);
    glUniform2f(program.uniform("u_pixel"), 1 / static_cast<float>(to.width), 1 / static_cast<float>(to.height));
    glBindVertexArray(vertex_array_.id());
    glDisable(GL_DEPTH_TEST);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glEnable(GL_DEPTH_TEST);
}

const gl::Target& PostPass::background_for(const PassContext& context, int width, int height) {
    const auto fits = [&](const Background& b) {
        return b.target.width == width && b.target.height == height && b.high_contrast == context.frame.high_contrast;
    };
    if (!fits(backgrounds_[0])) std::swap(backgrounds_[0], backgrounds_[1]);
    Background& background = backgrounds_[0];
    if (!fits(background)) {
        gl::ensure(background.target, {width, height, k_colour, false, 0});
        background.high_contrast = context.frame.high_contrast;
        draw_screen(context.programs.get(Pass::background), 0, background.target);
    }
    return background.target;
}

void PostPass::fill_background(const PassContext& context, const gl::Target& scene) {
    gl::blit_colour(background_for(context, scene.width, scene.height), scene.framebuffer.id(), scene.width,
                    scene.height);
}

void PostPass::darken_corners(const PassContext& context, const gl::Target& scene) {
    const int width = std::max(scene.width / 2, 1), height = std::max(scene.height / 2, 1);
    gl::ensure(ambient_, {width, height, k_colour, false, 0});
    gl::ensure(blurred_, {width, height, k_colour, false, 0});
    draw_screen(context.programs.get(Pass::ambient), scene.depth.id(), ambient_);
    draw_screen(context.programs.get(Pass::blur), ambient_.colours[0].id(), blurred_);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ZERO, GL_SRC_COLOR);
    draw_screen(context.programs.get(Pass::blur), blurred_.colours[0].id(), scene);
    glDisable(GL_BLEND);
}

const gl::Target& PostPass::finish(const PassContext& context, const gl::Target& scene, int width, int height) {
    const bool smaller = scene.width != width || scene.height != height;
    if (!smaller && !context.quality.fxaa) return scene;
    gl::ensure(finished_, {width, height, k_colour, false, 0});
    if (smaller)
        gl::blit_colour(scene, finished_.framebuffer.id(), width, height); // 2x2 box: exactly half, linear
    else
        draw_screen(context.programs.get(Pass::fxaa), scene.colours[0].id(), finished_);
    return finished_;
}

} // namespace dorsum::render
