#include "render/weighted_pass.h"

#include "render/gl/api.h"
#include "render/outline_pass.h"
#include "render/surface_pass.h"

#include <algorithm>

namespace dorsum::render {

bool WeightedPass::prepare(const gl::Target& scene) {
    if (refused_) return false;
    constexpr std::array formats{gl::Format::rgba16f, gl::Format::r16f};
    refused_ = !gl::ensure_if_possible(sums_, {scene.width, scene.height, formats, false, 0});
    return !refused_;
}

void WeightedPass::draw(const PassContext& context, const std::vector<DrawEntry>& entries, const gl::Target& scene, unsigned empty_vertex_array) {
    if (entries.empty()) return;
    if (!context.quality.weighted_blending || !prepare(scene)) {
        draw_nearest_blended(context, entries);
        return;
    }
    NdcRect part{glm::vec2(1), glm::vec2(-1)};
    for (const DrawEntry& entry : entries) {
        const NdcRect rect = screen_rect(entry.posed, context.view_projection);
        part.min = glm::min(part.min, rect.min);
        part.max = glm::max(part.max, rect.max);
    }
    const gl::Rect area = pixels_of(part, scene.width, scene.height, 2);
    if (area.width == 0 || area.height == 0) return;
    glBindFramebuffer(GL_FRAMEBUFFER, sums_.framebuffer.id());
    // Attached anew each time: the scene's depth is another texture after a resize.
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, scene.depth.id(), 0);
    // All of it, before the scissor: a software driver clears a part by drawing it, with a program that it must compile first.
    constexpr std::array<GLfloat, 4> nothing{};
    glClearBufferfv(GL_COLOR, 0, nothing.data());
    glClearBufferfv(GL_COLOR, 1, nothing.data());
    glEnable(GL_SCISSOR_TEST);
    glScissor(area.x, area.y, area.width, area.height);
    glDepthMask(GL_FALSE);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE);
    // Sums round to half floats: always in one order, so that not even the last bit depends on who came first.
    ordered_.assign(entries.begin(), entries.end());
    std::sort(ordered_.begin(), ordered_.end(), [](const DrawEntry& a, const DrawEntry& b) { return a.item->structure < b.item->structure; });
    draw_surfaces(context, ordered_, k_weighted);
    glDepthMask(GL_TRUE);

    glBindFramebuffer(GL_FRAMEBUFFER, scene.framebuffer.id());
    const gl::Program& program = context.programs.get(Pass::weighted);
    program.use();
    glUniform1i(program.uniform("u_sum"), 0);
    glUniform1i(program.uniform("u_veil"), 1);
    glActiveTexture(GL_TEXTURE1);
    glBindTexture(GL_TEXTURE_2D, sums_.colours[1].id());
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, sums_.colours[0].id());
    glBindVertexArray(empty_vertex_array);
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    glDisable(GL_DEPTH_TEST);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glEnable(GL_DEPTH_TEST);
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
}

} // namespace dorsum::render
