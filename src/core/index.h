// Typed indices: a StructureIndex cannot be passed where a JointIndex is meant.
#pragma once

#include <compare>
#include <cstdint>

namespace dorsum::core {

template <class Tag>
struct Index {
    std::uint32_t value = 0xffffffffu;

    constexpr Index() = default;
    constexpr explicit Index(std::size_t v) : value(static_cast<std::uint32_t>(v)) {}
    constexpr bool valid() const { return value != 0xffffffffu; }
    constexpr auto operator<=>(const Index&) const = default;
};

} // namespace dorsum::core
