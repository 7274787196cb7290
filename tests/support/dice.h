// Chance that falls alike on every machine and in every run.
#pragma once

#include <cstddef>
#include <cstdint>

namespace support {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::size_t below(std::size_t count) {
        state_ = state_ * 6364136223846793005ull + 1442695040888963407ull;
        return static_cast<std::size_t>((state_ >> 33) % count);
    }

private:
    std::uint64_t state_;
};

} // namespace support
