#include "anatomy/atlas.h"
#include "geometry/skinning.h"
#include "straight_spine.h"

#include <gtest/gtest.h>
#include <numeric>

namespace dorsum::anatomy {
namespace {

Terms terms(std::string id, Tissue tissue, Side side = Side::none) {
    Terms t;
    t.id = std::move(id);
    t.tissue = tissue;
    t.side = side;
    return t;
}

float share(const geometry::SkinWeights& w, int joint) {
    float sum = 0;
    for (std::size_t i = 0; i < geometry::k_influences; ++i)
        if (w.joints[i] == joint) sum += w.weights[i];
    return sum;
}

TEST(SkinWeights, BonesFollowTheirOwnJointRigidly) {
    const auto spine = testing::straight_spine();
    const auto l3 = skin_weights_at(terms("vertebra.l3", Tissue::bone), spine, {30, 960, -20});
    EXPECT_FLOAT_EQ(share(l3, joint_of(level_l(3))), 1);
    EXPECT_FLOAT_EQ(share(skin_weights_at(terms("hip_bone.left", Tissue::bone, Side::left), spine, {90, 900, 0}), k_joint_pelvis), 1);
}

TEST(SkinWeights, RibGoesFromItsVertebraToTheSternum) {
    const auto spine = testing::straight_spine();
    const auto centre = spine.frames[level_t(5).value].centre_mm;
    const auto t = terms("rib.5.left", Tissue::bone, Side::left);
    EXPECT_GT(share(skin_weights_at(t, spine, centre + glm::vec3(14, 5, -8)), joint_of(level_t(5))), 0.95f);
    EXPECT_GT(share(skin_weights_at(t, spine, centre + glm::vec3(90, -80, 120)), k_joint_sternum), 0.9f);
}

TEST(SkinWeights, DiscHoldsOntoBothVertebrae) {
    const auto spine = testing::straight_spine();
    const auto t = terms("disc.l4_l5", Tissue::disc);
    const float l4 = spine.frames[level_l(4).value].centre_mm.y, l5 = spine.frames[level_l(5).value].centre_mm.y;
    EXPECT_GT(share(skin_weights_at(t, spine, {0, glm::mix(l5, l4, 0.65f), 0}), joint_of(level_l(4))), 0.95f);
    EXPECT_GT(share(skin_weights_at(t, spine, {0, glm::mix(l5, l4, 0.35f), 0}), joint_of(level_l(5))), 0.95f);
}

TEST(SkinWeights, EverythingSumsToOneAndNeighboursMoveAlike) {
    const auto spine = testing::straight_spine();
    const auto t = terms("muscle.longissimus_thoracis.left", Tissue::muscle, Side::left);
    const auto palette = joint_palette(spine, {{{level_t(5), level_t(8), level_t(12), 60, Side::right}}});
    glm::vec3 before(0);
    for (float y = 850; y < 1500; y += 2) {
        const auto w = skin_weights_at(t, spine, {25, y, -30});
        EXPECT_NEAR(std::accumulate(w.weights.begin(), w.weights.end(), 0.0f), 1, 1e-5f);
        const auto moved = geometry::skin_point({25, y, -30}, w, palette);
        if (y > 850) { EXPECT_LT(glm::distance(moved, before), 4) << "no tear at height " << y; }
        before = moved;
    }
}

} // namespace
} // namespace dorsum::anatomy
