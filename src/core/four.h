// Four floats reckoned with at once, by the compiler's own vectors: any processor has them or does as if. Lane by lane the results are those of
// single floats, bit for bit.
#pragma once

#include <cstdint>
#include <cstring>

namespace dorsum::core {

using Four = float __attribute__((vector_size(16)));
using FourBits = std::int32_t __attribute__((vector_size(16)));

inline Four all_of(float value) { return Four{value, value, value, value}; }
inline Four four_at(const float* from) { // need not be aligned
    Four out;
    std::memcpy(&out, from, sizeof out);
    return out;
}
inline Four least(Four a, Four b) { return a < b ? a : b; }
inline Four most(Four a, Four b) { return a > b ? a : b; }

// Bit by bit, which of the four are true.
inline unsigned which(FourBits truth) {
#ifdef __SSE__
    return static_cast<unsigned>(__builtin_ia32_movmskps(reinterpret_cast<Four>(truth)));
#else
    const FourBits bits = truth & FourBits{1, 2, 4, 8};
    return static_cast<unsigned>(bits[0] | bits[1] | bits[2] | bits[3]);
#endif
}

} // namespace dorsum::core
