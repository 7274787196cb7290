// Keeps a skin outside of what lies under it: pushed out where it is too near, softly, and never inwards.
#pragma once

#include "geometry/mesh.h"

#include <span>

namespace dorsum::bake {

struct WrapRule {
    float cover_mm = 6;   // what must lie between any covered point and the skin
    float spread_mm = 30; // a push fades out over this distance along the skin
    float most_mm = 12;   // longest push of one round: a stray point must not pull the skin out of shape
    int rounds = 3;
};

void push_out(geometry::Mesh& skin, std::vector<glm::vec3> covered, const WrapRule& rule);

// Smooths a closed mesh without shrinking it (Taubin).
void smooth(geometry::Mesh& mesh, int rounds);

} // namespace dorsum::bake
