#include "render/gl/pace.h"

#include "render/gl/api.h"

#include <array>
#include <utility>

namespace dorsum::render::gl {

void Pace::wait_for_last() {
    constexpr GLuint64 k_longest_ns = 2'000'000'000; // then on: it is a matter of memory alone
    const auto before = static_cast<GLsync>(std::exchange(last_, glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0)));
    glFlush();
    if (before == nullptr) return;
    glClientWaitSync(before, 0, k_longest_ns);
    glDeleteSync(before);
}

void Pace::forget() {
    if (last_ != nullptr) glDeleteSync(static_cast<GLsync>(std::exchange(last_, nullptr)));
}

void LetGo::run() {
    constexpr int k_px = 64, k_slow_clears = 32, k_pieces = 8; // one tile: one of the driver's threads has it, and the others leave us a core
    constexpr std::array formats{Format::rgba8};
    glFinish();
    ensure(small_, {k_px, k_px, formats, false});
    glBindFramebuffer(GL_FRAMEBUFFER, small_.framebuffer.id());
    glEnable(GL_SCISSOR_TEST);
    glScissor(0, 0, k_px - 1, k_px); // less than all of it: each clear is drawn, and none replaces those before it
    for (int i = 0; i < k_slow_clears; ++i) glClear(GL_COLOR_BUFFER_BIT);
    glDisable(GL_SCISSOR_TEST);
    for (int i = 0; i < k_pieces; ++i) {
        glFlush();
        glClear(GL_COLOR_BUFFER_BIT);
    }
    glFinish();
}

} // namespace dorsum::render::gl
