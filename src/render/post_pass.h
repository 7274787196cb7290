// Passes over the whole picture: the background behind it, screen-space occlusion, anti-aliasing.
#pragma once

#include "render/gl/target.h"
#include "render/pass_context.h"

namespace dorsum::render {

class PostPass {
public:
    static PostPass make();
    unsigned empty_vertex_array() const { return vertex_array_.id(); }

    // Fills the scene's colour with the studio wall. Made once per size, then copied: a copy is nearly free in
    // software. Two sizes are kept, since the picture at rest may be larger than the moving one.
    void fill_background(const PassContext& context, const gl::Target& scene);
    // What the depth of the opaque picture tells: closed-in places, contact shadows, silhouettes and furrows.
    void engrave(const PassContext& context, const gl::Target& scene);
    // After this what the picture was drawn from may be let go: nothing of it is what was sampled last (see sample_wall_last).
    void before_finish(const PassContext& context, int width, int height);
    // The finished picture at screen size: the scene itself, or a smoothed copy of it.
    const gl::Target& finish(const PassContext& context, const gl::Target& scene, int width, int height);
    // Lets go of what only a picture at rest needs: its finished copies, and what occlusion is made in.
    void let_go() { ambient_ = {}, blurred_ = {}, halved_ = {}, finished_ = {}; }
    // Lays `picture` over `over` by a share of it.
    void fade(Programs& programs, const gl::Target& picture, const gl::Target& over, float share) const;

private:
    struct Background {
        gl::Target target;
        bool high_contrast = false, dark = false;
    };
    const gl::Target& background_for(const PassContext& context, int width, int height);
    struct Canvas {
        unsigned framebuffer = 0;
        int width = 1, height = 1;
    };
    static Canvas canvas_of(const gl::Target& target) { return {target.framebuffer.id(), target.width, target.height}; }
    void draw_screen(const gl::Program& program, unsigned texture, const Canvas& to, float pixel_sign = 1) const;
    // Draws nothing, from the wall. llvmpipe keeps what was sampled last, deleted or not, and each of its places for pieces of work (gl::LetGo)
    // that is taken into use meanwhile keeps it as well. With the program and state of the pass before: else it would compile.
    void sample_wall_last(const gl::Program& program, const Canvas& to) const;

    gl::VertexArray vertex_array_;          // without attributes: the screen triangle comes from the vertex number
    std::array<Background, 2> backgrounds_; // last used first
    // The scene's colour without its depth: what engrave() reads must not be attached to what it draws into.
    gl::Framebuffer paint_;
    gl::Target ambient_, blurred_, halved_, finished_;
};

} // namespace dorsum::render
