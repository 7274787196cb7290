// The standing pose: the angles a radiologist would measure on the end plates, and where the plumb line falls.
#include "bake/spine_discs.h"
#include "fixture.h"

#include <gtest/gtest.h>

using namespace dorsum;
using namespace dorsum::test;
using anatomy::Level;

namespace {

// Degrees; + = the endplate's posterior edge is higher.
float tilt(const bake::Endplate& e) { return glm::degrees(std::atan2(-e.frame.axes[2].y, e.frame.axes[2].z)); }
float upper(Level l) { return tilt(bake::upper_endplate(facts(), spine(), l)); }
float lower(Level l) { return tilt(bake::lower_endplate(facts(), spine(), l)); }

} // namespace

TEST(RestPose, sacrum_is_at_its_place_and_slope) {
    const auto& s1 = spine().frames[anatomy::level_s1().value];
    EXPECT_LT(glm::length(s1.centre_mm - glm::vec3(0, 912, 0)), 0.01f);
    EXPECT_NEAR(upper(anatomy::level_s1()), 38.0f, 0.5f);
}

TEST(RestPose, curves_are_those_of_a_standing_adult) {
    const float lordosis = upper(anatomy::level_s1()) - upper(anatomy::level_l(1));
    EXPECT_NEAR(lordosis, 52.0f, 1.5f);
    EXPECT_NEAR((upper(anatomy::level_s1()) - upper(anatomy::level_l(4))) / lordosis, 2.0f / 3.0f, 0.03f);
    EXPECT_NEAR(upper(anatomy::level_t(4)) - lower(anatomy::level_t(12)), 36.0f, 1.5f);
    EXPECT_NEAR(lower(anatomy::level_c(7)) - lower(anatomy::level_c(2)), 15.0f, 1.5f);
    EXPECT_GT(upper(anatomy::level_t(1)), 18.0f);
    EXPECT_LT(upper(anatomy::level_t(1)), 28.0f);
}

TEST(RestPose, seventh_cervical_stands_over_the_back_of_the_sacrum) {
    const bake::Endplate s1 = bake::upper_endplate(facts(), spine(), anatomy::level_s1());
    const glm::vec3 corner = bake::to_world(s1.frame, {0, 0, -0.5f * s1.depth});
    EXPECT_NEAR(spine().frames[anatomy::level_c(7).value].centre_mm.z, corner.z, 20.0f);
}

TEST(RestPose, vertebrae_stack_upwards_without_side_bend) {
    for (std::size_t i = 1; i < anatomy::k_level_count; ++i) {
        const auto &above = spine().frames[i - 1], &here = spine().frames[i];
        EXPECT_GT(above.centre_mm.y, here.centre_mm.y + 5) << anatomy::level_name(Level(i));
        EXPECT_FLOAT_EQ(here.centre_mm.x, 0);
        EXPECT_NEAR(glm::determinant(here.axes), 1.0f, 1e-4f);
    }
    // C1 to S1 of a person of 1.70 m.
    EXPECT_NEAR(spine().frames[0].centre_mm.y - 912, 555, 25);
}

TEST(Anchors, every_promised_point_is_there) {
    std::vector<std::string> names = {"coccyx_tip", "sacral_hiatus"};
    const auto both = [&](const std::string& name) {
        names.push_back(name + ".left");
        names.push_back(name + ".right");
    };
    for (const Level l : vertebrae()) {
        const std::string n = anatomy::level_name(l);
        if (l > anatomy::level_c(1)) names.push_back("spinous." + n);
        names.push_back("spinous_root." + n);
        names.push_back("body." + n);
        both("tp." + n);
        both("lamina." + n);
        both("foramen." + n);
        if (n[0] == 'l') both("mammillary." + n), both("accessory." + n);
        if (n[0] == 'c' && n[1] >= '3') both("articular." + n);
    }
    both("foramen.c8");
    for (int i = 1; i <= 5; ++i) {
        both("sacral_edge." + std::to_string(i));
        if (i == 5) break;
        names.push_back("spinous.s" + std::to_string(i));
        both("foramen.s" + std::to_string(i));
        both("sacral_front.s" + std::to_string(i));
    }
    for (const std::string& name : names) EXPECT_TRUE(anchors().contains(name)) << name;
    for (const auto& [name, p] : anchors()) {
        if (!name.ends_with(".left")) continue;
        const glm::vec3 q = anchors().at(name.substr(0, name.size() - 4) + "right");
        EXPECT_GT(p.x, 3) << name;
        EXPECT_LT(glm::length(glm::vec3(-p.x, p.y, p.z) - q), 0.01f) << name;
    }
}

TEST(Anchors, lie_on_their_bones) {
    for (const Level l : vertebrae()) {
        const std::string n = anatomy::level_name(l), id = anatomy::vertebra_id(l);
        std::vector<std::string> names = {"tp." + n + ".left", "tp." + n + ".right", "lamina." + n + ".left"};
        if (l > anatomy::level_c(1)) names.push_back("spinous." + n);
        if (n[0] == 'l') names.push_back("mammillary." + n + ".left");
        for (const std::string& name : names)
            EXPECT_LT(tree(id).nearest(anchors().at(name))->distance_mm, 4.0f) << name;
    }
}

TEST(Anchors, spinous_tips_of_the_thorax_overlap_like_tiles) {
    for (int n = 5; n <= 9; ++n) {
        const std::string here = "t" + std::to_string(n), next = "t" + std::to_string(n + 1);
        EXPECT_LT(anchors().at("spinous." + here).y, anchors().at("body." + next).y + 9) << here;
    }
}
