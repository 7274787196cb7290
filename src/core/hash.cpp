#include "core/hash.h"

#include <fmt/format.h>

namespace dorsum::core {

Hash64& Hash64::bytes(std::span<const std::byte> data) {
    for (std::byte b : data) {
        state_ ^= static_cast<std::uint64_t>(b);
        state_ *= 1099511628211ull;
    }
    return *this;
}

Hash64& Hash64::text(std::string_view text) {
    value(text.size());
    return bytes(std::as_bytes(std::span(text.data(), text.size())));
}

std::string Hash64::hex() const { return fmt::format("{:016x}", state_); }

} // namespace dorsum::core
