// What writer and reader of scene files share.
#pragma once

#include "session/state.h"

#include <initializer_list>
#include <string_view>
#include <utility>

namespace dorsum::session {

inline constexpr const char* k_scene_format = "dorsum.scene";
inline constexpr int k_scene_version = 1;

inline constexpr int k_text_scale_min = 100, k_text_scale_max = 200; // per cent

inline const std::initializer_list<std::string_view> k_sciatic_variants = {"a", "b", "c", "d", "e", "f"};

inline constexpr std::pair<const char*, bool SessionState::*> k_scene_flags[] = {
    {"labels", &SessionState::labels},
    {"latin", &SessionState::latin},
    {"before", &SessionState::before},
    {"legend", &SessionState::legend},
    {"safety_zones", &SessionState::safety_zones},
    {"reduced_motion", &SessionState::reduced_motion},
    {"high_contrast", &SessionState::high_contrast},
};

} // namespace dorsum::session
