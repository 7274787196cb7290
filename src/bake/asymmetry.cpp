#include "bake/asymmetry.h"

#include <cmath>

namespace dorsum::bake {

namespace {

const double k_pi = std::acos(-1.0);

// Splitmix64: the same numbers on every machine and with every library.
double next_share(std::uint64_t& seed) {
    seed += 0x9e3779b97f4a7c15ull;
    std::uint64_t z = seed;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
}

glm::dvec3 next_direction(std::uint64_t& seed) {
    const double up = 2 * next_share(seed) - 1, turn = 2 * k_pi * next_share(seed), across = std::sqrt(1 - up * up);
    return {across * std::cos(turn), up, across * std::sin(turn)};
}

} // namespace

Asymmetry::Asymmetry(const Body& body) {
    auto seed = static_cast<std::uint64_t>(body.facts.number("body/asymmetry/seed"));
    for (const std::string& kind : body.facts.children("body/asymmetry"))
        if (kind != "seed") add_waves(body.facts, "body/asymmetry/" + kind, seed);
}

void Asymmetry::add_waves(const Facts& facts, const std::string& kind, std::uint64_t& seed) {
    const auto& range = facts.list(kind + "/wavelength");
    const int count = static_cast<int>(facts.number(kind + "/waves"));
    // amplitude is the root mean square of the shift: every wave carries its share of the square.
    const double share = facts.number(kind + "/amplitude") * std::sqrt(2.0 / count);
    for (int i = 0; i < count; ++i) {
        const double wavelength = range.at(0) * std::pow(range.at(1) / range.at(0), (i + 0.5) / count);
        const glm::dvec3 along = next_direction(seed);
        // Across its own way: such a wave bends and shears but neither thickens nor thins what it passes.
        glm::dvec3 push = glm::cross(along, next_direction(seed));
        push = glm::length(push) > 1e-3 ? glm::normalize(push) : glm::dvec3(0);
        waves_.push_back({along * (2 * k_pi / wavelength), push * share, 2 * k_pi * next_share(seed)});
    }
}

glm::dvec3 Asymmetry::at(glm::dvec3 p, glm::dmat3& jacobian) const {
    jacobian = glm::dmat3(1);
    glm::dvec3 to = p;
    for (const Wave& wave : waves_) {
        const double angle = glm::dot(wave.turns, p) + wave.phase;
        to += wave.push * std::sin(angle);
        jacobian += glm::outerProduct(wave.push * std::cos(angle), wave.turns);
    }
    return to;
}

} // namespace dorsum::bake
