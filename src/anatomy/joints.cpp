#include "anatomy/joints.h"

#include <array>
#include <cctype>

namespace dorsum::anatomy {

std::string level_name(Level level) {
    const auto v = level.value;
    if (v < 7) return "c" + std::to_string(v + 1);
    if (v < 19) return "t" + std::to_string(v - 6);
    if (v < 24) return "l" + std::to_string(v - 18);
    return v == 24 ? "s1" : "";
}

std::optional<Level> find_level(std::string_view name) {
    std::string lower;
    for (char c : name) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (std::size_t i = 0; i < k_level_count; ++i)
        if (level_name(Level(i)) == lower) return Level(i);
    return std::nullopt;
}

std::string vertebra_id(Level level) { return level == level_s1() ? "sacrum" : "vertebra." + level_name(level); }

std::string disc_id(Level upper) {
    if (upper.value < 1 || upper.value >= k_vertebra_count) return {};
    return "disc." + level_name(upper) + "_" + level_name(Level(upper.value + std::size_t{1}));
}

std::string joint_name(int joint) {
    if (joint == k_joint_skull) return "skull";
    if (joint < k_joint_pelvis) return level_name(Level(static_cast<std::size_t>(joint - 1)));
    if (joint == k_joint_pelvis) return "pelvis";
    if (joint == k_joint_sternum) return "sternum";
    if (joint <= 38) return "rib" + std::to_string(joint - 26) + ".left";
    if (joint <= 50) return "rib" + std::to_string(joint - 38) + ".right";
    if (joint == k_joint_diaphragm) return "diaphragm";
    constexpr std::array<const char*, 6> limbs{"scapula.left",  "scapula.right", "humerus.left",
                                               "humerus.right", "femur.left",    "femur.right"};
    return limbs[static_cast<std::size_t>(joint - 51)];
}

} // namespace dorsum::anatomy
