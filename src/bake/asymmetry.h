// Nobody is the same left and right. A smooth, seeded bending of space that everything shares, so that what touched still touches.
#pragma once

#include "bake/body.h"

namespace dorsum::bake {

class Asymmetry {
public:
    Asymmetry() = default; // none
    explicit Asymmetry(const Body& body);

    // Where p goes, and the derivative there.
    glm::dvec3 at(glm::dvec3 p, glm::dmat3& jacobian) const;

private:
    struct Wave {
        glm::dvec3 turns, push; // radians per mm; mm
        double phase;
    };
    void add_waves(const Facts& facts, const std::string& kind, std::uint64_t& seed);

    std::vector<Wave> waves_;
};

} // namespace dorsum::bake
