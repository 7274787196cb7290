// What the process holds of the system's memory, beyond what it uses.
#pragma once

namespace dorsum::core {

// The allocator keeps freed memory for later, by default tens of megabytes, in one heap a thread. From now on it keeps little. For
// programs that load much once and then hold it; slower for one that works with large blocks all the time (the bake).
void keep_little_free_memory();

// Hands what is free now back to the system: after a load, some milliseconds.
void return_free_memory();

} // namespace dorsum::core
