#include "render/id_pass.h"

#include "render/cap_pass.h"
#include "render/gl/api.h"
#include "render/gl/pace.h"

#include <cstring>

namespace dorsum::render {
namespace {

constexpr int k_small_px = 32;

NdcRect part_of(const gl::Rect& area, int width, int height) {
    const glm::vec2 size(width, height);
    const glm::vec2 low = glm::vec2(area.x, area.y) / size,
                    high = glm::vec2(area.x + area.width, area.y + area.height) / size;
    return {low * 2.0f - 1.0f, high * 2.0f - 1.0f};
}

enum class Clear { both, structures_and_depth, overlays };

void clear(const gl::Rect& area, Clear what) {
    glScissor(area.x, area.y, area.width, area.height);
    glEnable(GL_SCISSOR_TEST);
    constexpr std::array<GLuint, 4> nothing{};
    constexpr GLfloat farthest = 1;
    if (what != Clear::overlays) {
        glClearBufferuiv(GL_COLOR, 0, nothing.data());
        glClearBufferfv(GL_DEPTH, 0, &farthest);
    }
    if (what != Clear::structures_and_depth) glClearBufferuiv(GL_COLOR, 1, nothing.data());
}

void draw_structures(const PassContext& context, const std::vector<DrawEntry>& entries, gl::Pace& pace) {
    const gl::Program& program = context.programs.get(Pass::id, context.features);
    program.use();
    std::size_t drawn = 0;
    for (const DrawEntry& entry : entries) {
        if (!entry.item->pickable) continue;
        glUniform1ui(program.uniform("u_id"), entry.item->structure.value + 1);
        draw_triangles(context, entry);
        drawn += entry.range.index_count / 3;
        if (context.software && drawn >= k_slice_triangles) pace.wait_for_last(), drawn = 0;
    }
}

// Signs that shine through the body come first, then the others by depth; the structures under them stay as they are.
void draw_overlay_ids(const PassContext& context) {
    const gl::Program& program = context.programs.get(Pass::overlay_id, context.features);
    program.use();
    context.overlays.bind();
    glDisable(GL_CULL_FACE);
    glEnable(GL_POLYGON_OFFSET_FILL);
    glPolygonOffset(-2, -4);
    for (const bool through : {true, false}) {
        glDepthFunc(through ? GL_GREATER : GL_LEQUAL);
        glDepthMask(through ? GL_FALSE : GL_TRUE);
        const auto& ranges = context.overlays.ranges();
        for (std::size_t i = 0; i < ranges.size(); ++i) {
            if (through && !ranges[i].always_visible) continue;
            glUniform1ui(program.uniform("u_id"), static_cast<GLuint>(i + 1));
            context.overlays.draw(ranges[i]);
        }
    }
    glDisable(GL_POLYGON_OFFSET_FILL);
    glEnable(GL_CULL_FACE);
    glDepthMask(GL_TRUE);
    glDepthFunc(GL_LESS);
}

std::vector<float> floats_of(const std::vector<std::uint32_t>& bits, const std::vector<std::uint32_t>& structures) {
    std::vector<float> depths(bits.size(), 1.0f);
    for (std::size_t i = 0; i < bits.size(); ++i)
        if (structures[i] != 0) std::memcpy(&depths[i], &bits[i], sizeof(float));
    return depths;
}

} // namespace

IdPixels IdPass::draw(const PassContext& context, int width, int height, const gl::Rect& area, IdChannel second) {
    constexpr std::array formats{gl::Format::r32ui, gl::Format::r32ui};
    const bool small = area.width <= k_small_px && area.height <= k_small_px;
    const bool two = small || second == IdChannel::depths || !context.frame.overlays.empty(); // a picture of the window's size for nothing costs megabytes
    gl::Target& target = small ? small_ : target_;
    if (two && !target.colours[1]) target = {};
    gl::ensure(target, {small ? k_small_px : width, small ? k_small_px : height, std::span(formats).first(two ? 2 : 1), true});
    glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer.id());
    const gl::Rect here = small ? gl::Rect{0, 0, area.width, area.height} : area;
    glViewport(here.x - area.x, here.y - area.y, width, height);
    constexpr std::array<GLenum, 2> both{GL_COLOR_ATTACHMENT0, GL_COLOR_ATTACHMENT1},
        overlays_only{GL_NONE, GL_COLOR_ATTACHMENT1};
    glDrawBuffers(two ? 2 : 1, both.data());
    clear(here, two ? Clear::both : Clear::structures_and_depth);
    const DrawList list =
        make_draw_list(context.frame, context.meshes, context.view_projection, part_of(area, width, height));
    gl::Pace pace;
    draw_structures(context, list.opaque, pace);
    draw_structures(context, list.blended, pace);
    draw_cap_ids(context);
    IdPixels pixels;
    pixels.structures = gl::read_uint(here, 0);
    if (second == IdChannel::depths) {
        pixels.depths = floats_of(gl::read_uint(here, 1), pixels.structures);
    } else if (!context.frame.overlays.empty()) {
        glDrawBuffers(2, overlays_only.data());
        clear(here, Clear::overlays);
        draw_overlay_ids(context);
        pixels.overlays = gl::read_uint(here, 1);
    }
    glDisable(GL_SCISSOR_TEST);
    if (context.software && !small) target_ = {}, let_go_.run(); // the process's own memory, and remade in a few ms
    return pixels;
}

} // namespace dorsum::render
