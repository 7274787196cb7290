// Preloaded into a viewer that runs in an X window: writes one line per finished picture to $SWAP_CLOCK, with the monotonic clock
// and the processor time of the process so far (both in seconds). Nothing else is touched.
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <time.h>

namespace {

double clock_s(clockid_t id) {
    timespec t{};
    clock_gettime(id, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

void note() {
    static std::FILE* out = [] {
        const char* path = std::getenv("SWAP_CLOCK");
        return path ? std::fopen(path, "w") : nullptr;
    }();
    if (!out) return;
    std::fprintf(out, "%.6f %.6f\n", clock_s(CLOCK_MONOTONIC), clock_s(CLOCK_PROCESS_CPUTIME_ID));
    std::fflush(out);
}

using Swap = void (*)(void*, unsigned long);
using Address = void* (*)(const char*);

Swap real_swap() {
    static const auto found = reinterpret_cast<Swap>(dlsym(RTLD_NEXT, "glXSwapBuffers"));
    return found;
}

} // namespace

extern "C" {

// Dorsum's windows: GLFW takes the one below from the library by itself.
void glfwSwapBuffers(void* window) {
    static const auto real = reinterpret_cast<void (*)(void*)>(dlsym(RTLD_NEXT, "glfwSwapBuffers"));
    if (real) real(window);
    note();
}

void glXSwapBuffers(void* display, unsigned long drawable) {
    if (real_swap()) real_swap()(display, drawable);
    note();
}
}
