#include "core/memory.h"

#include <cstdlib> // defines __GLIBC__ where that is the library
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace dorsum::core {

#ifdef __GLIBC__
void keep_little_free_memory() {
    // Set at all, neither of them grows by itself any more, as they would with the first large block that is freed.
    mallopt(M_MMAP_THRESHOLD, 256 << 10);
    mallopt(M_TRIM_THRESHOLD, 1 << 20);
    mallopt(M_ARENA_MAX, 2);
}
void return_free_memory() { malloc_trim(0); }
#else
void keep_little_free_memory() {}
void return_free_memory() {}
#endif

} // namespace dorsum::core
