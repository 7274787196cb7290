#include "core/memory.h"

#include <cstdlib> // defines __GLIBC__ where that is the library
#ifdef __GLIBC__
#include <malloc.h>
#endif
#ifdef __linux__
#include <cinttypes>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace dorsum::core {

#ifdef __GLIBC__
void keep_few_heaps() { mallopt(M_ARENA_MAX, 2); }
void keep_little_free_memory() {
    // Set at all, neither of them grows by itself any more, as they would with the first large block that is freed.
    mallopt(M_MMAP_THRESHOLD, 256 << 10);
    mallopt(M_TRIM_THRESHOLD, 1 << 20);
}
void keep_freed_memory() { mallopt(M_TRIM_THRESHOLD, 128 << 20); }
void return_free_memory() { malloc_trim(0); }
#else
void keep_few_heaps() {}
void keep_little_free_memory() {}
void keep_freed_memory() {}
void return_free_memory() {}
#endif

#ifdef __linux__
void return_code_of(std::string_view library) {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        const auto slash = line.rfind('/');
        if (slash == std::string::npos || line.compare(slash + 1, library.size(), library) != 0) continue;
        std::uintptr_t begin = 0, end = 0;
        char access[5] = {};
        if (std::sscanf(line.c_str(), "%" SCNxPTR "-%" SCNxPTR " %4s", &begin, &end, access) != 3) continue;
        // Code alone: what can be or has been written (tables that the loader filled in) would come back as it is in the file.
        if (std::string_view(access) == "r-xp") madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
    }
}
std::size_t held_file_bytes() {
    char text[128] = {}; // looked at once a frame: nothing is allocated
    const int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    const auto size = read(file, text, sizeof text - 1);
    close(file);
    std::size_t pages = 0;
    if (size <= 0 || std::sscanf(text, "%*u %*u %zu", &pages) != 1) return 0;
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}
#else
void return_code_of(std::string_view) {}
std::size_t held_file_bytes() { return 0; }
#endif

} // namespace dorsum::core
