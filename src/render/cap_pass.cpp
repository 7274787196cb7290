#include "render/cap_pass.h"

#include "render/cap_look.h"
#include "render/gl/api.h"

namespace dorsum::render {
namespace {

constexpr float k_solid = 0.99f;

void count(const PassContext& context, const CapRange& range) {
    if (context.stats == nullptr) return;
    ++context.stats->draw_calls;
    context.stats->triangles += range.index_count / 3;
}

} // namespace

void draw_cap_depths(const PassContext& context) {
    if (context.caps.shown().empty()) return;
    context.programs.get(Pass::cap_flat).use();
    context.caps.bind();
    glDisable(GL_CULL_FACE); // bands fold over at sharp corners
    glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
    for (const auto& range : context.caps.shown())
        if (range.item->opacity >= k_solid) context.caps.draw(range);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glEnable(GL_CULL_FACE);
}

void draw_caps(const PassContext& context, unsigned pattern_texture) {
    if (context.caps.shown().empty()) return;
    const gl::Program& program = context.programs.get(Pass::cap, context.quality.fibre_detail ? k_grain : k_plain);
    program.use();
    context.caps.bind();
    glBindTexture(GL_TEXTURE_2D, pattern_texture);
    glUniform2f(program.uniform("u_grain_scale"), 1 / k_pattern_tile_mm, 0);
    const glm::vec3 normal(context.frame.clip_plane), towards = glm::normalize(context.frame.camera.eye_mm - context.frame.camera.target_mm);
    const float facing = glm::clamp(-glm::dot(normal, towards), 0.0f, 1.0f);
    glDisable(GL_CULL_FACE);
    glDepthFunc(GL_ALWAYS);
    glDepthMask(GL_FALSE);
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    bool blends = false;
    for (const auto& range : context.caps.shown()) {
        const CapLook look = look_of_cap(range.kind, *range.item, facing, context.frame.high_contrast);
        if (const bool wanted = look.values[0].a < 1; wanted != blends) {
            blends = wanted;
            wanted ? glEnable(GL_BLEND) : glDisable(GL_BLEND);
        }
        glUniform4fv(program.uniform("u_cap"), static_cast<GLsizei>(look.values.size()), &look.values[0].x);
        context.caps.draw(range);
        count(context, range);
    }
    glDisable(GL_BLEND);
    glDepthMask(GL_TRUE);
    glDepthFunc(GL_LESS);
    glEnable(GL_CULL_FACE);
}

void draw_cap_ids(const PassContext& context) {
    if (context.caps.shown().empty()) return;
    const gl::Program& program = context.programs.get(Pass::cap_id);
    program.use();
    context.caps.bind();
    glDisable(GL_CULL_FACE);
    glDepthFunc(GL_ALWAYS);
    for (const auto& range : context.caps.shown()) {
        if (!range.item->pickable && range.kind != scene::CapKind::dura) continue;
        glUniform1ui(program.uniform("u_id"), range.structure.value + 1);
        context.caps.draw(range);
    }
    glDepthFunc(GL_LESS);
    glEnable(GL_CULL_FACE);
}

void draw_marked_caps(const PassContext& context, bool selected) {
    bool bound = false;
    for (const auto& range : context.caps.shown()) {
        if (range.item->selected != selected || !(range.item->selected || range.item->hovered)) continue;
        if (!bound) context.caps.bind(), bound = true;
        context.caps.draw(range);
    }
}

} // namespace dorsum::render
