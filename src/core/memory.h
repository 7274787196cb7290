// What the process holds of the system's memory, beyond what it uses.
#pragma once

#include <cstddef>
#include <string_view>

namespace dorsum::core {

// Two heaps for all threads, where the allocator would make one for each: what one thread has freed is there for the others. Before the first
// other thread, and a driver has some.
void keep_few_heaps();

// The allocator keeps freed memory for later, by default tens of megabytes. From now on it keeps little. For
// programs that load much once and then hold it; slower for one that works with large blocks all the time (the bake).
void keep_little_free_memory();

// The other way: freed memory up to a heap's size stays at hand. For programs that hold nothing else and whose driver takes and frees the
// same tens of megabytes in every picture (llvmpipe's bins of a million triangles: 29,000 page faults a picture without, half the time).
void keep_freed_memory();

// Hands what is free now back to the system: after a load, some milliseconds.
void return_free_memory();

// Lets go of the machine code of a library, named by the beginning of its file's name, that is not needed for a while: the pages are
// those of the file, unchanged, and come back from it when they are used again. Where the system has no such thing, nothing.
void return_code_of(std::string_view library);

// Of files (code, mostly) and of what is shared with others, so much lies in the process's memory now: bytes, a few microseconds. 0 where
// the system does not say.
std::size_t held_file_bytes();

} // namespace dorsum::core
