// The joint palette: everything that bends, bends through these joints (colour, pick and export alike).
#pragma once

#include "anatomy/structure.h"

#include <optional>
#include <string>
#include <string_view>

namespace dorsum::anatomy {

// Vertebral levels from above: 0 = C1 .. 23 = L5, 24 = the first sacral vertebra (moves with the pelvis).
struct LevelTag;
using Level = core::Index<LevelTag>;
inline constexpr int k_vertebra_count = 24;
inline constexpr int k_level_count = 25;
inline constexpr Level level_c(int n) { return Level(static_cast<std::size_t>(n - 1)); }
inline constexpr Level level_t(int n) { return Level(static_cast<std::size_t>(6 + n)); }
inline constexpr Level level_l(int n) { return Level(static_cast<std::size_t>(18 + n)); }
inline constexpr Level level_s1() { return Level(std::size_t{24}); }

std::string level_name(Level level); // "c1" .. "l5", "s1"
std::optional<Level> find_level(std::string_view name); // any case
std::string vertebra_id(Level level); // "vertebra.l4"; "sacrum" for s1
std::string disc_id(Level upper);     // the disc below that vertebra: "disc.l4_l5", "disc.l5_s1"; C1 has none (empty)

enum class JointKind { skull, vertebra, pelvis, sternum, rib, scapula, humerus, femur, diaphragm };

// 0 skull, 1..24 C1..L5, 25 pelvis, 26 sternum, 27..38 left ribs, 39..50 right ribs, 51/52 scapulae (left, right), 53/54 humeri,
// 55/56 femurs, 57 the domes of the diaphragm.
inline constexpr int k_joint_count = 58;
inline constexpr std::uint8_t k_joint_skull = 0;
inline constexpr std::uint8_t joint_of(Level level) { return static_cast<std::uint8_t>(level.value + 1); } // s1 -> pelvis
inline constexpr std::uint8_t k_joint_pelvis = 25;
inline constexpr std::uint8_t k_joint_sternum = 26;
inline constexpr std::uint8_t k_joint_diaphragm = 57;
inline constexpr std::uint8_t joint_rib(Side side, int n) {
    return static_cast<std::uint8_t>((side == Side::left ? 26 : 38) + n);
}
inline constexpr std::uint8_t joint_scapula(Side side) { return side == Side::left ? 51 : 52; }
inline constexpr std::uint8_t joint_humerus(Side side) { return side == Side::left ? 53 : 54; }
inline constexpr std::uint8_t joint_femur(Side side) { return side == Side::left ? 55 : 56; }

std::string joint_name(int joint); // "skull", "c1", "rib3.left", "femur.right"

} // namespace dorsum::anatomy
