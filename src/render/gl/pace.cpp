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
    constexpr int k_pieces = 8, k_px = 512; // more than the slices of a picture have places; of 64 pixels each was done before the next came, one time in six
    constexpr std::array formats{Format::rgba8};
    ensure(small_, {k_px, k_px, formats, false});
    glBindFramebuffer(GL_FRAMEBUFFER, small_.framebuffer.id());
    glDisable(GL_SCISSOR_TEST);
    for (int i = 0; i < k_pieces; ++i) {
        glClear(GL_COLOR_BUFFER_BIT);
        glFlush();
    }
}

} // namespace dorsum::render::gl
