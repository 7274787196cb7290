// The soft wall of the trunk between the ribs and the hip bone on a curved spine: pressed together on one side, stretched on the other, but
// neither folded through itself nor looped.
#include "posed.h"

#include "core/parallel.h"
#include "geometry/skinning.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <mutex>

namespace dorsum::rules {
namespace {

using anatomy::Level;

float turn_deg(glm::vec3 a, glm::vec3 b) {
    const float lengths = glm::length(a) * glm::length(b);
    return lengths > 1e-6f ? glm::degrees(std::acos(std::clamp(glm::dot(a, b) / lengths, -1.0f, 1.0f))) : 0.0f;
}

bool in_the_flank(glm::vec3 p) {
    const auto height = [](Level level) { return atlas().spine.frames[level.value].centre_mm.y; };
    return p.y < height(anatomy::level_t(9)) && p.y > height(anatomy::level_s1());
}

} // namespace

// A nerve may be bent by the curve, not turned back on itself.
TEST(Flank, NervesDoNotLoop) {
    constexpr float step_mm = 12; // both ways: a kink, not the curve of the whole
    std::vector<Case> cases;
    for (const auto& line : atlas().centre_lines) {
        if (!line.structure_id.starts_with("nerve.")) continue;
        for (const auto& bent : strong_curves()) {
            Case worst;
            const auto posed = [&](std::size_t i) { return geometry::skin_point(line.points_mm[i], line.skin[i], bent.palette); };
            for (std::size_t i = 0; i < line.points_mm.size(); ++i) {
                const auto &p = line.points_mm[i];
                if (!in_the_flank(p)) continue;
                std::size_t before = i, after = i;
                while (before > 0 && glm::distance(line.points_mm[before], p) < step_mm) --before;
                while (after + 1 < line.points_mm.size() && glm::distance(line.points_mm[after], p) < step_mm) ++after;
                if (before == i || after == i) continue;
                const float rest = turn_deg(p - line.points_mm[before], line.points_mm[after] - p);
                const float now = turn_deg(posed(i) - posed(before), posed(after) - posed(i));
                if (now - rest > worst.figure) worst = {now - rest, fmt::format("{}, {}", line.structure_id, bent.name), p};
            }
            cases.push_back(worst);
        }
    }
    EXPECT_LE(print_worst("turn of a nerve within 12 mm either way, more than at rest", "deg", cases, 8).figure, 75.0f);
}

// What is outside stays outside: no part of the skin comes to lie against the skin beside it as if the sheet were folded flat.
TEST(Flank, TheSkinDoesNotFold) {
    const auto* skin = find("skin.body");
    if (!skin) GTEST_SKIP() << "this atlas has no skin";
    const auto& mesh = *skin->mesh;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> first; // of an edge of the flank: one of its triangles
    std::vector<std::pair<std::uint32_t, std::uint32_t>> neighbours;
    for (std::uint32_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
        const auto middle = (mesh.positions[mesh.indices[t]] + mesh.positions[mesh.indices[t + 1]] + mesh.positions[mesh.indices[t + 2]]) / 3.0f;
        if (!in_the_flank(middle)) continue;
        for (std::uint32_t k = 0; k < 3; ++k) {
            const auto a = mesh.indices[t + k], b = mesh.indices[t + (k + 1) % 3];
            if (const auto [found, fresh] = first.emplace(std::minmax(a, b), t); !fresh) neighbours.emplace_back(found->second, t);
        }
    }
    std::vector<Case> cases(strong_curves().size());
    core::parallel_for(0, cases.size(), [&](std::size_t n) {
        const auto& bent = strong_curves()[n];
        const auto posed = [&](std::uint32_t i) { return geometry::skin_point(mesh.positions[i], mesh.skin[i], bent.palette); };
        const auto double_area = [&](std::uint32_t t) {
            const auto a = posed(mesh.indices[t]);
            return glm::cross(posed(mesh.indices[t + 1]) - a, posed(mesh.indices[t + 2]) - a);
        };
        float folded = 0;
        glm::vec3 at(0);
        for (const auto& [a, b] : neighbours) {
            const auto na = double_area(a), nb = double_area(b);
            if (turn_deg(na, nb) < 120) continue;
            folded += 0.5f * std::min(glm::length(na), glm::length(nb));
            at = mesh.positions[mesh.indices[a]];
        }
        cases[n] = {folded, bent.name, at};
    });
    EXPECT_LE(print_worst("skin folded flat", "mm2", cases, 8).figure, 300.0f);
}

} // namespace dorsum::rules
