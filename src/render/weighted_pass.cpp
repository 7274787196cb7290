#include "render/weighted_pass.h"

#include "render/gl/api.h"
#include "render/outline_pass.h"
#include "render/surface_pass.h"

#include <algorithm>
#include <utility>

namespace dorsum::render {

namespace {

constexpr int k_thrifty_pixels = 1 << 19; // of the sums at a time, where memory is the processor's
constexpr int k_few_pixels = 1 << 20;     // a picture of so many is summed at once: bands need a copy of the depth, and that a program

// Rows of the picture that are summed at a time: ten bytes a pixel are dear where a picture at rest has four times the window's.
int rows_at_a_time(const gl::Target& scene, bool software) {
    if (!software || scene.width * scene.height <= k_few_pixels) return scene.height;
    return std::min(std::max(k_thrifty_pixels / scene.width, 64), scene.height);
}

gl::Rect rows_of(const gl::Rect& area, int first, int count) {
    const int bottom = std::max(area.y, first), top = std::min(area.y + area.height, first + count);
    return {area.x, bottom, area.width, std::max(top - bottom, 0)};
}

} // namespace

bool WeightedPass::prepare(const gl::Target& scene, int rows) {
    if (refused_) return false;
    constexpr std::array formats{gl::Format::rgba16f, gl::Format::r16f};
    fresh_ = fresh_ || sums_.width != scene.width || sums_.height != rows;
    refused_ = !gl::ensure_if_possible(sums_, {scene.width, rows, formats, rows < scene.height});
    return !refused_;
}

bool WeightedPass::sums(const PassContext& context, const gl::Target& scene) {
    return context.quality.weighted_blending && prepare(scene, rows_at_a_time(scene, context.software));
}

void WeightedPass::draw(const PassContext& context, const std::vector<DrawEntry>& entries, const gl::Target& scene, unsigned empty_vertex_array) {
    if (entries.empty()) return;
    const int rows = rows_at_a_time(scene, context.software);
    if (!sums(context, scene)) {
        draw_nearest_blended(context, entries);
        return;
    }
    rects_.clear();
    NdcRect part{glm::vec2(1), glm::vec2(-1)};
    // Sums round to half floats: always in one order, so that not even the last bit depends on who came first.
    ordered_.assign(entries.begin(), entries.end());
    std::sort(ordered_.begin(), ordered_.end(), [](const DrawEntry& a, const DrawEntry& b) { return a.item->structure < b.item->structure; });
    for (const DrawEntry& entry : ordered_) {
        const NdcRect rect = screen_rect(entry.posed, context.view_projection);
        part.min = glm::min(part.min, rect.min);
        part.max = glm::max(part.max, rect.max);
        rects_.push_back(pixels_of(rect, scene.width, scene.height, 2));
    }
    const gl::Rect area = pixels_of(part, scene.width, scene.height, 2);
    if (area.width == 0 || area.height == 0) return;
    for (int first = area.y / rows * rows; first < area.y + area.height; first += rows) {
        const gl::Rect band = rows_of(area, first, rows);
        sum(context, scene, band, first);
        lay_over(context, scene, band, first, empty_vertex_array);
    }
}

void WeightedPass::sum(const PassContext& context, const gl::Target& scene, const gl::Rect& band, int first_row) {
    const bool own_depth = sums_.height < scene.height;
    if (own_depth) gl::copy_depth_rows(scene, sums_, first_row);
    glBindFramebuffer(GL_FRAMEBUFFER, sums_.framebuffer.id());
    if (!own_depth) gl::attach_depth(scene.depth.id());
    const auto clear = [] {
        constexpr std::array<GLfloat, 4> nothing{};
        glClearBufferfv(GL_COLOR, 0, nothing.data());
        glClearBufferfv(GL_COLOR, 1, nothing.data());
    };
    // New ones as a whole: a software driver clears a part by drawing it, with a program that it must compile first, and the first
    // picture is short of time. Later only the part: the whole would cost a twelfth of a moving picture.
    const bool fresh = std::exchange(fresh_, false);
    if (fresh) clear();
    glViewport(0, -first_row, scene.width, scene.height);
    glEnable(GL_SCISSOR_TEST);
    glScissor(band.x, band.y - first_row, band.width, band.height);
    if (!fresh) clear();
    glDepthMask(GL_FALSE);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE);
    in_band_.clear();
    for (std::size_t i = 0; i < ordered_.size(); ++i)
        if (rows_of(rects_[i], band.y, band.height).height > 0) in_band_.push_back(ordered_[i]);
    draw_surfaces(context, in_band_, k_weighted);
    glDepthMask(GL_TRUE);
    if (!own_depth) gl::attach_depth(0);
}

void WeightedPass::lay_over(const PassContext& context, const gl::Target& scene, const gl::Rect& band, int first_row, unsigned empty_vertex_array) {
    glBindFramebuffer(GL_FRAMEBUFFER, scene.framebuffer.id());
    glViewport(0, 0, scene.width, scene.height);
    glScissor(band.x, band.y, band.width, band.height);
    const gl::Program& program = context.programs.get(Pass::weighted);
    program.use();
    glUniform1i(program.uniform("u_sum"), 0);
    glUniform1i(program.uniform("u_veil"), 1);
    glUniform1i(program.uniform("u_first_row"), first_row);
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
