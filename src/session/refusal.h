// What of a step cannot be drawn on the body as it stands, and why. Geometry finds it out (Context::ask_body); the player and the panels say it.
#pragma once

#include "anatomy/structure.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dorsum::session {

// A path of a step that may not or cannot be drawn, and why.
enum class Refusal {
    zone,      // a protected zone forbids it there
    surface,   // the body has no surface for it there
    reach,     // what is to be worked on lies too deep below other parts
    landmarks, // the atlas lacks a place that the path is described by
    bent,      // on a back bent so far it would not run the way that the step says
};

// As the exported file and the keys of the words (library.refused.*) have it.
inline std::string_view reason_name(Refusal reason) {
    constexpr std::array<std::string_view, 5> names{"zone", "surface", "reach", "landmarks", "bent"};
    return names[static_cast<std::size_t>(reason)];
}

struct RefusedStroke {
    std::string step_id;
    anatomy::Side side = anatomy::Side::none;
    std::string zone; // id
    Refusal reason = Refusal::zone;
    std::size_t path = 0; // of the step's paths
    bool operator==(const RefusedStroke&) const = default;
};

// A step on the body.
struct OnBody {
    bool drawn = true; // something of it is
    std::vector<RefusedStroke> refused;
    bool operator==(const OnBody&) const = default;
};

} // namespace dorsum::session
