#include "render/post_pass.h"

#include "render/gl/api.h"
#include "render/studio_wall.h"

#include <algorithm>

namespace dorsum::render {
namespace {

constexpr std::array k_colour{gl::Format::rgba8};

bool smooths(const Quality& quality) { return quality.fxaa && quality.samples <= 1; }

} // namespace

PostPass PostPass::make() {
    PostPass pass;
    pass.vertex_array_ = gl::VertexArray::make();
    pass.paint_ = gl::Framebuffer::make();
    return pass;
}

void PostPass::draw_screen(const gl::Program& program, unsigned texture, const Canvas& to,
                           float pixel_sign) const {
    program.use();
    glBindFramebuffer(GL_FRAMEBUFFER, to.framebuffer);
    glViewport(0, 0, to.width, to.height);
    glBindTexture(GL_TEXTURE_2D, texture);
    glUniform2f(program.uniform("u_pixel"), pixel_sign / static_cast<float>(to.width),
                pixel_sign / static_cast<float>(to.height));
    glBindVertexArray(vertex_array_.id());
    glDisable(GL_DEPTH_TEST);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glEnable(GL_DEPTH_TEST);
}

void PostPass::sample_wall_last(const gl::Program& program, const Canvas& to) const {
    const gl::Target& wall = backgrounds_[0].target;
    if (!wall.framebuffer) return;
    glEnable(GL_SCISSOR_TEST);
    glScissor(0, 0, 0, 0);
    draw_screen(program, wall.colours[0].id(), to);
    glDisable(GL_SCISSOR_TEST);
}

const gl::Target& PostPass::background_for(const PassContext& context, int width, int height) {
    const auto fits = [&](const Background& b) {
        return b.target.width == width && b.target.height == height && b.high_contrast == context.frame.high_contrast &&
               b.dark == context.frame.dark;
    };
    if (!fits(backgrounds_[0])) std::swap(backgrounds_[0], backgrounds_[1]);
    Background& background = backgrounds_[0];
    if (!fits(background)) {
        gl::ensure(background.target, {width, height, k_colour, false});
        background.high_contrast = context.frame.high_contrast;
        background.dark = context.frame.dark;
        const Wall wall = background.high_contrast ? Wall::black : background.dark ? Wall::dark : Wall::light;
        const auto pixels = studio_wall(wall, width, height);
        glBindTexture(GL_TEXTURE_2D, background.target.colours[0].id());
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
    }
    return background.target;
}

void PostPass::fill_background(const PassContext& context, const gl::Target& scene) {
    // Always at the picture's own size: one for the supersampled scene would be four times as large and look the same.
    const int factor = std::clamp(context.quality.supersample, 1, 2);
    gl::blit_colour(background_for(context, scene.width / factor, scene.height / factor), scene.framebuffer.id(), scene.width,
                    scene.height, gl::Scaling::nearest);
}

void PostPass::engrave(const PassContext& context, const gl::Target& scene) {
    const Quality& quality = context.quality;
    const bool light = quality.ambient_occlusion, lines = quality.lines && context.frame.lines.strength > 0;
    if (!light && !lines) return;
    if (light) {
        const int width = std::max(scene.width / 2, 1), height = std::max(scene.height / 2, 1);
        gl::ensure(ambient_, {width, height, k_colour, false});
        gl::ensure(blurred_, {width, height, k_colour, false});
        draw_screen(context.programs.get(Pass::ambient), scene.depth.id(), canvas_of(ambient_));
        draw_screen(context.programs.get(Pass::blur), ambient_.colours[0].id(), canvas_of(blurred_));
        draw_screen(context.programs.get(Pass::blur), blurred_.colours[0].id(), canvas_of(ambient_), -1);
    }
    const gl::Program& program = context.programs.get(Pass::engrave);
    program.use();
    glUniform1i(program.uniform("u_light"), 1);
    glUniform2f(program.uniform("u_amounts"), light ? 1.0f : 0.0f, light && quality.contact_shadow ? 1.0f : 0.0f);
    glActiveTexture(GL_TEXTURE1);
    glBindTexture(GL_TEXTURE_2D, light ? ambient_.colours[0].id() : 0);
    glActiveTexture(GL_TEXTURE0);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ZERO, GL_SRC_COLOR);
    glBindFramebuffer(GL_FRAMEBUFFER, paint_.id());
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, scene.colours[0].id(), 0);
    draw_screen(program, scene.depth.id(), {paint_.id(), scene.width, scene.height});
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, 0, 0); // attached, it would outlive its target
    glBindFramebuffer(GL_FRAMEBUFFER, scene.framebuffer.id());
    glDisable(GL_BLEND);
    if (context.software) ambient_ = {}, blurred_ = {}; // the sums that come next are as large
}

void PostPass::before_finish(const PassContext& context, int width, int height) {
    if (!smooths(context.quality)) return;
    gl::ensure(finished_, {width, height, k_colour, false});
    sample_wall_last(context.programs.get(Pass::fxaa), canvas_of(finished_));
}

const gl::Target& PostPass::finish(const PassContext& context, const gl::Target& scene, int width, int height) {
    const gl::Target* done = &scene;
    if (scene.width != width || scene.height != height) {
        gl::ensure(halved_, {width, height, k_colour, false});
        gl::blit_colour(scene, halved_.framebuffer.id(), width, height); // 2x2 box: exactly half, linear
        done = &halved_;
    }
    if (!smooths(context.quality)) return *done;
    gl::ensure(finished_, {width, height, k_colour, false});
    const gl::Program& program = context.programs.get(Pass::fxaa);
    draw_screen(program, done->colours[0].id(), canvas_of(finished_));
    sample_wall_last(program, canvas_of(finished_));
    return finished_;
}

void PostPass::fade(Programs& programs, const gl::Target& picture, const gl::Target& over, float share) const {
    const gl::Program& program = programs.get(Pass::fade);
    program.use();
    glUniform1f(program.uniform("u_share"), share);
    glActiveTexture(GL_TEXTURE0);
    glEnable(GL_BLEND);
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    draw_screen(program, picture.colours[0].id(), canvas_of(over));
    sample_wall_last(program, canvas_of(over));
    glDisable(GL_BLEND);
}

} // namespace dorsum::render
