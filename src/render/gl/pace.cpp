#include "render/gl/pace.h"

#include "render/gl/api.h"

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

} // namespace dorsum::render::gl
