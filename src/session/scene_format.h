// What writer and reader of scene files share.
#pragma once

#include "session/state.h"

#include <initializer_list>
#include <string_view>
#include <utility>

namespace dorsum::session {

inline constexpr const char* k_scene_format = "dorsum.scene";
inline constexpr int k_scene_version = 1;

inline constexpr std::size_t k_max_pins = 64;
inline constexpr std::size_t k_max_pin_name_bytes = 120;
inline constexpr int k_text_scale_min = 100, k_text_scale_max = 200; // per cent

inline const std::initializer_list<std::string_view> k_sciatic_variants = {"a", "b", "c", "d", "e", "f"};

inline const std::initializer_list<std::string_view> k_sciatic_roots = {"all", "l4", "l5", "s1", "s2", "s3"};
inline const std::initializer_list<std::string_view> k_theme_words = {"light", "dark"};
inline const std::initializer_list<std::string_view> k_line_words = {"off", "fine", "medium", "strong"};

inline constexpr std::pair<const char*, bool SessionState::*> k_scene_flags[] = {
    {"labels", &SessionState::labels},
    {"xray", &SessionState::xray},
    {"latin", &SessionState::latin},
    {"before", &SessionState::before},
    {"legend", &SessionState::legend},
    {"captions", &SessionState::captions},
    {"safety_zones", &SessionState::safety_zones},
    {"compare", &SessionState::compare},
    {"referral", &SessionState::referral},
    {"skin_zones", &SessionState::skin_zones},
    {"guarding", &SessionState::guarding},
    {"fibre_length", &SessionState::fibre_length},
    {"curve_marks", &SessionState::curve_marks},
    {"reduced_motion", &SessionState::reduced_motion},
    {"high_contrast", &SessionState::high_contrast},
};

} // namespace dorsum::session
