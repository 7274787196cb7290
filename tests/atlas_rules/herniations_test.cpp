// Discs bulge, tear and meet nerves: every lumbar disc, side, zone and form, measured on the baked meshes.
#include "posed.h"

#include "geometry/skinning.h"
#include "scene/disc_bulge.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>

namespace dorsum::rules {
namespace {

using anatomy::Level;
using anatomy::Side;

// Every lumbar disc, side, zone and form.
struct Herniation {
    session::DiscState disc;
    std::string name;
    std::shared_ptr<const scene::DiscParts> parts;
};
const std::vector<Herniation>& all_herniations() {
    static const std::vector<Herniation> all = [] {
        std::vector<Herniation> out;
        for (int lumbar = 1; lumbar <= 5; ++lumbar)
            for (const Side side : {Side::left, Side::right, Side::none})
                for (const char* zone : {"central", "paracentral", "foraminal"})
                    for (const char* stage : {"bulge", "protrusion", "extrusion", "sequestration"}) {
                        if ((side == Side::none) != (std::string(zone) == "central")) continue;
                        const session::DiscState disc{anatomy::level_l(lumbar), side, zone, stage, 0};
                        out.push_back({disc, fmt::format("{} {} {} {}", anatomy::disc_id(disc.upper), anatomy::side_name(side), zone, stage),
                                       scene::disc_parts(atlas(), disc, catalog().disc_model)});
                    }
        return out;
    }();
    return all;
}

} // namespace

TEST(Herniations, MeetTheRootThatTheTableNames) {
    struct Posed {
        std::string name;
        std::vector<glm::mat4> palette;
        float bound_mm; // of protrusions and extrusions
    };
    std::vector<Posed> poses{{"upright", {}, 0.5f}, {"bent forward", palette_of({}, 1), 0.5f}};
    for (const Side side : {Side::left, Side::right})
        for (const int apex : {1, 3})
            poses.push_back({fmt::format("70 degrees to the {} about L{}", anatomy::side_name(side), apex),
                             palette_of({{anatomy::segment_around(anatomy::level_l(apex), 70, side)}}), 0.5f});
    for (const auto& pose : poses) {
        std::vector<Case> pressing, others;
        for (const auto& h : all_herniations()) {
            ASSERT_NE(h.parts, nullptr) << h.name;
            const auto table = content::roots_met(catalog(), h.disc.upper, h.disc.side, h.disc.zone);
            const auto found = scene::roots_found(atlas(), h.disc, catalog().disc_model, *h.parts, pose.palette);
            ASSERT_FALSE(table.empty()) << h.name;
            ASSERT_FALSE(found.empty()) << h.name;
            const auto& nearest = found.front();
            EXPECT_EQ(nearest.structure_id, table.front()) << h.name << ", " << pose.name << ": at " << nearest.distance_mm << " mm";
            EXPECT_EQ(nearest.touches, nearest.distance_mm <= catalog().disc_model.touch_mm) << h.name;
            auto& cases = h.disc.stage == "protrusion" || h.disc.stage == "extrusion" ? pressing : others;
            cases.push_back({nearest.distance_mm, fmt::format("{}: {}{} (next {} at {:.1f})", h.name, nearest.structure_id, nearest.in_sac ? " in the sac" : "",
                                                             found.size() > 1 ? found[1].structure_id : "-", found.size() > 1 ? found[1].distance_mm : 0), {}});
        }
        EXPECT_LE(print_worst("protrusions and extrusions from the nerve that the table names, " + pose.name, "mm", pressing, 6).figure, pose.bound_mm);
        print_worst("bulges and free fragments from it, " + pose.name, "mm", others, 6);
    }
}

TEST(Herniations, HavePublishedSizesAndForms) {
    for (const auto& h : all_herniations()) {
        ASSERT_NE(h.parts, nullptr) << h.name;
        if (h.disc.stage == "bulge") {
            EXPECT_LT(h.parts->furthest_mm, 3) << h.name;
            continue;
        }
        EXPECT_GE(h.parts->furthest_mm, 3) << h.name;
        EXPECT_LE(h.parts->furthest_mm, 10) << h.name;
        geometry::Bounds box;
        for (const auto& p : h.parts->matter.positions) box.add(glm::transpose(h.parts->axes) * (p - h.parts->centre));
        if (h.disc.stage == "protrusion") {
            EXPECT_GT(box.size().x, h.parts->furthest_mm) << h.name << ": wider at its base than it reaches";
        }
        if (h.disc.stage == "sequestration" && h.disc.zone != "foraminal") {
            EXPECT_LT(box.min.y, -11) << h.name << ": has sunk behind the vertebra below";
        }
    }
}

TEST(Herniations, StayOutOfBone) {
    std::vector<Case> deepest, share;
    for (const auto& h : all_herniations()) {
        ASSERT_NE(h.parts, nullptr) << h.name;
        Case deep{0, h.name, {}};
        int inside = 0;
        for (const auto& p : h.parts->matter.positions) {
            float most = 0;
            for (const std::size_t k : {0u, 1u})
                if (const auto* bone = find(anatomy::vertebra_id(Level(h.disc.upper.value + k)))) most = std::max(most, bone->depth(p));
            inside += most > 0.3f;
            if (most > deep.figure) deep.figure = most, deep.at = p;
        }
        deepest.push_back(deep);
        share.push_back({100.0f * static_cast<float>(inside) / static_cast<float>(h.parts->matter.positions.size()), h.name, {}});
    }
    EXPECT_LE(print_worst("what stands out of a disc inside a vertebra", "mm", deepest, 6).figure, 1.0f);
    EXPECT_LE(print_worst("points of it more than 0.3 mm inside a vertebra", "%", share, 6).figure, 5.0f);
}

TEST(Herniations, LeaveTheEndPlatesWhereTheyAre) {
    constexpr float k_let_in_mm = 0.2f;
    std::vector<Case> cases;
    for (const auto& h : all_herniations()) {
        const auto& whole = *find(anatomy::disc_id(h.disc.upper))->mesh;
        const auto *above = find(anatomy::vertebra_id(h.disc.upper)), *below = find(anatomy::vertebra_id(Level(h.disc.upper.value + std::size_t{1})));
        ASSERT_TRUE(above && below && h.parts->ring->positions.size() >= whole.positions.size()) << h.name;
        Case worst{0, h.name, {}};
        for (std::size_t i = 0; i < whole.positions.size(); ++i) {
            const auto p = whole.positions[i];
            // What lay on a plate, let in a little, lies there still; at its very rim the ring is free.
            if (above->depth(p) <= k_let_in_mm && below->depth(p) <= k_let_in_mm) continue;
            if (const float moved = glm::distance(p, h.parts->ring->positions[i]); moved > worst.figure) worst.figure = moved, worst.at = p;
        }
        cases.push_back(worst);
    }
    EXPECT_LE(print_worst("points on the end plates moved by a herniation", "mm", cases, 6).figure, 0.5f);
}

// Seen close up it is a smooth body: the surface turns little from one triangle to the next.
TEST(Herniations, AreSmooth) {
    std::vector<Case> cases;
    for (const auto& h : all_herniations()) {
        const auto& m = h.parts->matter;
        std::map<std::pair<std::uint32_t, std::uint32_t>, glm::vec3> sides;
        std::vector<float> turns;
        for (std::size_t t = 0; t + 2 < m.indices.size(); t += 3) {
            const std::uint32_t c[3] = {m.indices[t], m.indices[t + 1], m.indices[t + 2]};
            const auto n = glm::cross(m.positions[c[1]] - m.positions[c[0]], m.positions[c[2]] - m.positions[c[0]]);
            if (glm::length(n) < 1e-4f) continue;
            for (int k = 0; k < 3; ++k) {
                const auto [at, fresh] = sides.try_emplace(std::minmax(c[k], c[(k + 1) % 3]), glm::normalize(n));
                if (!fresh) turns.push_back(glm::degrees(std::acos(std::clamp(glm::dot(at->second, glm::normalize(n)), -1.0f, 1.0f))));
            }
        }
        ASSERT_FALSE(turns.empty()) << h.name;
        std::nth_element(turns.begin(), turns.begin() + static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(turns.size())), turns.end());
        cases.push_back({turns[static_cast<std::size_t>(0.95 * static_cast<double>(turns.size()))], h.name, {}});
    }
    EXPECT_LE(print_worst("turn between neighbouring triangles of what stands out, 95 of 100 are below", "deg", cases, 6).figure, 25.0f);
}

} // namespace dorsum::rules
