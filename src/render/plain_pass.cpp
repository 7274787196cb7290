#include "render/plain_pass.h"

#include "render/gl/api.h"

#include <algorithm>

namespace dorsum::render {

void draw_plain(const PassContext& context, const DrawList& list, const gl::Target& scene) {
    glBindFramebuffer(GL_FRAMEBUFFER, scene.framebuffer.id());
    glViewport(0, 0, scene.width, scene.height);
    glClearColor(1, 1, 1, 1);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    glDisable(GL_CULL_FACE);
    context.programs.get(Pass::plain).use();
    for (const auto* part : {&list.opaque, &list.blended})
        for (const DrawEntry& entry : *part) draw_triangles(context, entry);
    glEnable(GL_CULL_FACE);
}

} // namespace dorsum::render
