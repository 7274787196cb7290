// FNV-1a, 64 bit: for cache keys and "did anything change", never for security.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dorsum::core {

class Hash64 {
public:
    Hash64& bytes(std::span<const std::byte> data);
    Hash64& text(std::string_view text); // length first, so that "ab","c" differs from "a","bc"
    template <class T>
    Hash64& value(const T& v) {
        static_assert(std::is_trivially_copyable_v<T>);
        return bytes(std::as_bytes(std::span(&v, 1)));
    }
    std::uint64_t digest() const { return state_; }
    std::string hex() const; // 16 lower-case digits

private:
    std::uint64_t state_ = 14695981039346656037ull;
};

} // namespace dorsum::core
