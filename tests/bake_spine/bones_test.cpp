// Each bone by itself: one closed piece with the right holes, of the right size.
#include "bake/spine_data.h"
#include "fixture.h"
#include "geometry/simplify.h"

#include <gtest/gtest.h>

using namespace dorsum;
using namespace dorsum::test;
using anatomy::Level;

namespace {

// Handles of a closed surface in one piece.
long genus(const geometry::Mesh& m) {
    const long v = static_cast<long>(m.positions.size()), f = static_cast<long>(m.triangle_count());
    return (2 - (v - f / 2)) / 2;
}

geometry::Bounds local_bounds(Level level) {
    geometry::Bounds b;
    for (const glm::vec3 p : mesh(anatomy::vertebra_id(level)).positions) b.add(bake::to_local(spine().frames[level.value], p));
    return b;
}

} // namespace

TEST(Bones, vertebrae_are_closed_and_have_their_foramina) {
    for (const Level l : vertebrae()) {
        const std::string id = anatomy::vertebra_id(l);
        const geometry::Mesh& m = mesh(id);
        // A few edges may touch after simplification; a real hole has many.
        EXPECT_LE(geometry::open_edge_count(m), 6u) << id;
        EXPECT_EQ(genus(m), anatomy::level_name(l)[0] == 'c' ? 3 : 1) << id; // canal; in the neck also two foramina transversaria
        EXPECT_GE(m.triangle_count(), 5000u) << id;
        EXPECT_LE(m.triangle_count(), 10000u) << id;
        ASSERT_EQ(m.normals.size(), m.positions.size()) << id;
    }
}

TEST(Bones, vertebrae_are_as_large_as_the_facts_say) {
    for (const Level l : vertebrae()) {
        const std::string n = anatomy::level_name(l);
        if (n == "c1" || n == "c2") continue;
        const bake::VertebraFacts v = bake::read_vertebra(facts(), l);
        const geometry::Bounds b = local_bounds(l);
        EXPECT_NEAR(b.max.x, v.transverse_tip.x, 3.5f) << n;
        EXPECT_NEAR(b.min.x, -v.transverse_tip.x, 3.5f) << n;
        EXPECT_NEAR(b.min.z, v.spinous_tip.z, 3.0f) << n;
        EXPECT_NEAR(b.max.z, 0.5f * v.body.depth_sup, 3.0f) << n;
    }
}

TEST(Bones, lumbar_vertebrae_outgrow_thoracic_and_cervical_ones) {
    EXPECT_GT(local_bounds(anatomy::level_l(3)).size().x, local_bounds(anatomy::level_c(4)).size().x);
    EXPECT_GT(local_bounds(anatomy::level_l(3)).max.z, local_bounds(anatomy::level_t(3)).max.z + 4);
}

TEST(Bones, the_canal_is_open_all_the_way) {
    for (const Level l : vertebrae()) {
        const std::string n = anatomy::level_name(l);
        const auto& frame = spine().frames[l.value];
        const bake::VertebraFacts v = bake::read_vertebra(facts(), l);
        const float z = n == "c1" ? -6.0f : v.body.back() - 0.5f * v.canal_depth;
        // A cord of 8 mm passes: rays down its middle and its sides meet no bone.
        for (const glm::vec3 off : {glm::vec3(0), glm::vec3(4, 0, 0), glm::vec3(-4, 0, 0), glm::vec3(0, 0, 3.5f), glm::vec3(0, 0, -3.5f)}) {
            const geometry::Ray ray{bake::to_world(frame, glm::vec3(0, 25, z) + off), -frame.axes[1]};
            EXPECT_FALSE(tree("vertebra." + n).intersect(ray, 50)) << n << " offset " << off.x << " " << off.z;
        }
    }
}

TEST(Bones, sacral_foramina_go_through) {
    const auto& frame = spine().frames[anatomy::level_s1().value];
    for (int i = 1; i <= 4; ++i) {
        const glm::vec3 p = anchors().at("foramen.s" + std::to_string(i) + ".left");
        EXPECT_FALSE(is_inside("sacrum", p)) << i;
        // Free towards the pelvis.
        EXPECT_FALSE(tree("sacrum").intersect({p, frame.axes * glm::normalize(glm::vec3(0.12f, 0, 1))}, 40)) << i;
    }
    EXPECT_LE(geometry::open_edge_count(mesh("sacrum")), 6u);
    EXPECT_GE(genus(mesh("sacrum")), 8);
}

TEST(Bones, coccyx_hangs_from_the_sacrum) {
    float gap = 1e9f, lowest = 1e9f;
    for (const glm::vec3 p : mesh("coccyx").positions) {
        gap = std::min(gap, tree("sacrum").nearest(p)->distance_mm);
        lowest = std::min(lowest, p.y);
    }
    EXPECT_LT(gap, 3.0f);
    EXPECT_NEAR(lowest, anchors().at("coccyx_tip").y, 5.0f);
}
