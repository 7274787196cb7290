// Neighbours: joints meet without running into each other, discs touch both end plates, ligaments lie on bone.
#include "bake/spine_data.h"
#include "fixture.h"

#include <gtest/gtest.h>
#include <iostream>

using namespace dorsum;
using namespace dorsum::test;
using anatomy::Level;

namespace {

Level below(Level l) { return Level(l.value + std::size_t{1}); }

// Of the upper bone's vertices that lie inside the lower bone: how many, and how deep.
struct Overlap {
    int vertices = 0;
    float depth_mm = 0;
};

Overlap overlap(const std::string& a, const std::string& b) {
    Overlap o;
    const geometry::Bounds& box = tree(b).bounds();
    for (const glm::vec3 p : mesh(a).positions) {
        if (glm::any(glm::lessThan(p, box.min)) || glm::any(glm::greaterThan(p, box.max))) continue;
        if (!is_inside(b, p)) continue;
        ++o.vertices;
        o.depth_mm = std::max(o.depth_mm, tree(b).nearest(p)->distance_mm);
    }
    return o;
}

} // namespace

TEST(Joints, facets_face_each_other_across_a_thin_gap) {
    float least = 1e9f, most = 0;
    std::string where_least, where_most;
    for (const Level l : vertebrae()) {
        const bake::FacetJoint joint = bake::facet_joint(facts(), spine(), l);
        const std::string upper = anatomy::vertebra_id(l), lower = anatomy::vertebra_id(below(l));
        for (const float side : {1.0f, -1.0f}) {
            const glm::vec3 mirror(side, 1, 1);
            const geometry::Ray up{joint.centre * mirror, joint.normal * mirror}, down{joint.centre * mirror, -joint.normal * mirror};
            const auto above = tree(upper).intersect(up, 8), beneath = tree(lower).intersect(down, 8);
            ASSERT_TRUE(above && beneath) << upper;
            const float gap = above->distance + beneath->distance;
            if (gap < least) least = gap, where_least = upper;
            if (gap > most) most = gap, where_most = upper;
        }
    }
    std::cout << "  facet gaps " << least << " mm below " << where_least << " to " << most << " mm below " << where_most << "\n";
    EXPECT_GE(least, 1.5f) << where_least;
    EXPECT_LE(most, 3.5f) << where_most;
}

TEST(Joints, neighbours_do_not_run_into_each_other) {
    for (const Level l : vertebrae()) {
        const std::string upper = anatomy::vertebra_id(l), lower = anatomy::vertebra_id(below(l));
        for (const auto& [a, b] : {std::pair(upper, lower), std::pair(lower, upper)}) {
            const Overlap o = overlap(a, b);
            EXPECT_EQ(o.vertices, 0) << a << " in " << b << ", " << o.depth_mm << " mm deep";
        }
    }
}

TEST(Joints, discs_fill_the_space_between_end_plates) {
    for (std::size_t i = 1; i < anatomy::k_vertebra_count; ++i) {
        const Level l(i);
        const std::string id = anatomy::disc_id(l), upper = anatomy::vertebra_id(l), lower = anatomy::vertebra_id(below(l));
        const auto &a = spine().frames[i], &b = spine().frames[i + 1];
        const glm::vec3 along = glm::normalize(a.centre_mm - b.centre_mm);
        int on_upper = 0, on_lower = 0, buried = 0;
        const geometry::Mesh& disc = mesh(id);
        for (std::size_t k = 0; k < disc.positions.size(); ++k) {
            const float facing = glm::dot(disc.normals[k], along);
            if (facing > 0.9f) on_upper += tree(upper).nearest(disc.positions[k])->distance_mm < 0.7f;
            if (facing < -0.9f) on_lower += tree(lower).nearest(disc.positions[k])->distance_mm < 0.7f;
            const bool deep = is_inside(upper, disc.positions[k]) && tree(upper).nearest(disc.positions[k])->distance_mm > 1.2f;
            buried += deep;
        }
        EXPECT_GT(on_upper, 200) << id;
        EXPECT_GT(on_lower, 200) << id;
        EXPECT_LT(buried, 40) << id;
    }
}

TEST(Joints, discs_grow_downwards) {
    const auto thickness = [](const char* key) { return facts().number(std::string("discs/") + key + "/height"); };
    EXPECT_GT(thickness("l4_l5"), thickness("l1_l2"));
    EXPECT_GT(thickness("l1_l2"), thickness("t5_t6"));
}

TEST(Ligaments, exist_closed_and_near_the_bones) {
    for (const char* name : {"supraspinous", "interspinous", "flava", "longitudinal_anterior", "longitudinal_posterior", "nuchal"}) {
        const geometry::Mesh& m = mesh(std::string("ligament.") + name);
        EXPECT_GT(m.triangle_count(), 500u) << name;
        EXPECT_LT(m.triangle_count(), 12000u) << name;
        int far = 0;
        for (const glm::vec3 p : m.positions) {
            float nearest = 1e9f;
            for (std::size_t i = 0; i < anatomy::k_level_count; ++i) {
                if (std::abs(spine().frames[i].centre_mm.y - p.y) > 70) continue;
                const auto hit = tree(anatomy::vertebra_id(Level(i))).nearest(p, std::min(nearest, 60.0f));
                if (hit) nearest = hit->distance_mm;
            }
            far += nearest > 16;
        }
        if (std::string(name) == "nuchal") continue; // spans the hollow of the neck
        EXPECT_LT(far, static_cast<int>(m.positions.size() / 50)) << name;
    }
}
