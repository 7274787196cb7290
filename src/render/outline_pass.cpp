#include "render/outline_pass.h"

#include "render/cap_pass.h"
#include "render/gl/api.h"
#include "render/item_look.h"

#include <algorithm>
#include <cmath>

namespace dorsum::render {
namespace {

constexpr int k_line_px = 8; // a line reaches no further from what it marks

std::vector<DrawEntry> marked(const DrawList& list) {
    std::vector<DrawEntry> entries;
    for (const auto* part : {&list.opaque, &list.blended})
        for (const DrawEntry& entry : *part)
            if (entry.item->selected || entry.item->hovered) entries.push_back(entry);
    return entries;
}

NdcRect area_of(const std::vector<DrawEntry>& entries, const glm::mat4& view_projection) {
    NdcRect sum{glm::vec2(1), glm::vec2(-1)};
    for (const DrawEntry& entry : entries) {
        const NdcRect rect = screen_rect(entry.posed, view_projection);
        sum.min = glm::min(sum.min, rect.min);
        sum.max = glm::max(sum.max, rect.max);
    }
    return sum;
}

// Draws entries of one kind into one channel of the mask.
void draw_channel(const PassContext& context, const std::vector<DrawEntry>& entries, bool selected,
                  glm::bvec4 channel) {
    glColorMask(channel.r, channel.g, channel.b, channel.a);
    for (const DrawEntry& entry : entries)
        if (entry.item->selected == selected) draw_triangles(context, entry);
}

// Nothing lies before a cut face: it is marked as visible whatever the depth.
void draw_cut_faces(const PassContext& context) {
    if (context.caps.shown().empty()) return;
    context.programs.get(Pass::cap_flat).use();
    glUniform4f(context.programs.get(Pass::cap_flat).uniform("u_colour"), 1, 1, 1, 1);
    glDisable(GL_CULL_FACE);
    glColorMask(GL_TRUE, GL_TRUE, GL_FALSE, GL_FALSE);
    draw_marked_caps(context, true);
    glColorMask(GL_FALSE, GL_FALSE, GL_TRUE, GL_FALSE);
    draw_marked_caps(context, false);
    glEnable(GL_CULL_FACE);
}

} // namespace

gl::Rect pixels_of(const NdcRect& part, int width, int height, int margin) {
    const auto pixel = [](float ndc, int size) {
        return (std::clamp(ndc, -1.0f, 1.0f) * 0.5f + 0.5f) * static_cast<float>(size);
    };
    const int x0 = std::max(static_cast<int>(pixel(part.min.x, width)) - margin, 0);
    const int y0 = std::max(static_cast<int>(pixel(part.min.y, height)) - margin, 0);
    const int x1 = std::min(static_cast<int>(std::ceil(pixel(part.max.x, width))) + margin, width);
    const int y1 = std::min(static_cast<int>(std::ceil(pixel(part.max.y, height))) + margin, height);
    return {x0, y0, std::max(x1 - x0, 0), std::max(y1 - y0, 0)};
}

void OutlinePass::draw_mask(const PassContext& context, const DrawList& list, const gl::Target& scene) {
    area_ = {};
    const std::vector<DrawEntry> entries = marked(list);
    if (entries.empty() || !context.quality.outlines) return;
    const NdcRect part = area_of(entries, context.view_projection);
    area_ = pixels_of(part, scene.width, scene.height, k_line_px);
    // The line is told by a ring of places round each pixel: beyond the area as well nothing of an earlier mask may be left.
    const gl::Rect clean = pixels_of(part, scene.width, scene.height, 2 * k_line_px);
    constexpr std::array formats{gl::Format::rgba4}; // there or not: half the memory
    gl::ensure(mask_, {scene.width, scene.height, formats, false});
    glBindFramebuffer(GL_FRAMEBUFFER, mask_.framebuffer.id());
    gl::attach_depth(scene.depth.id());
    glEnable(GL_SCISSOR_TEST);
    glScissor(clean.x, clean.y, clean.width, clean.height);
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
    const gl::Program& program = context.programs.get(Pass::flat, context.features);
    program.use();
    glUniform4f(program.uniform("u_colour"), 1, 1, 1, 1);
    glDepthMask(GL_FALSE);
    glDepthFunc(GL_LEQUAL);
    draw_channel(context, entries, true, {true, false, false, false});
    draw_channel(context, entries, false, {false, false, true, false});
    glDepthFunc(GL_ALWAYS);
    draw_channel(context, entries, true, {false, true, false, false});
    draw_cut_faces(context);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glDepthMask(GL_TRUE);
    glDepthFunc(GL_LESS);
    glDisable(GL_SCISSOR_TEST);
    gl::attach_depth(0);
    glBindFramebuffer(GL_FRAMEBUFFER, scene.framebuffer.id());
}

void OutlinePass::draw_line(const PassContext& context, const gl::Target& scene, unsigned empty_vertex_array) {
    if (area_.width == 0 || area_.height == 0) return;
    glBindFramebuffer(GL_FRAMEBUFFER, scene.framebuffer.id());
    const gl::Program& program = context.programs.get(Pass::outline);
    program.use();
    const glm::vec4 colour = context.frame.high_contrast ? k_selection_colour_high_contrast : k_selection_colour;
    glUniform4fv(program.uniform("u_colour"), 1, &colour.x);
    glBindTexture(GL_TEXTURE_2D, mask_.colours[0].id());
    glBindVertexArray(empty_vertex_array);
    glEnable(GL_SCISSOR_TEST);
    glScissor(area_.x, area_.y, area_.width, area_.height);
    glDisable(GL_DEPTH_TEST);
    glEnable(GL_BLEND);
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glDisable(GL_BLEND);
    glEnable(GL_DEPTH_TEST);
    glDisable(GL_SCISSOR_TEST);
}

} // namespace dorsum::render
