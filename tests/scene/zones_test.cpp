// Tension zones: on the right structures and sides, on the surface, and gone in the "before" picture.
#include "fixture.h"

namespace dorsum::scene {

namespace {

// Distance of a point from the back of a slab, on either side.
float off_back_mm(const Slab& slab, glm::vec3 p) { return std::abs(p.z - slab.back_at(std::abs(p.x))); }

anatomy::SpineCurve right_convex(float cobb_deg) {
    return {{{anatomy::level_t(5), anatomy::level_t(8), anatomy::level_t(12), cobb_deg, anatomy::Side::right}}};
}

} // namespace

TEST_F(SceneTest, both_sides_get_one_zone_each) {
    state.condition = "tension";
    const auto f = frame();
    ASSERT_EQ(f.zone_count, 2);
    const auto left = item(f, "muscle.trapezius_transverse.left")->zones, right = item(f, "muscle.trapezius_transverse.right")->zones;
    EXPECT_TRUE((left == 1 && right == 2) || (left == 2 && right == 1)) << left << " " << right;
    for (const auto& i : f.items) {
        const auto& id = atlas.at(i.structure).terms.id;
        if (id.find("trapezius") == std::string::npos) {
            EXPECT_EQ(i.zones, 0u) << id;
        }
        for (int z = 0; z < f.zone_count; ++z)
            if (i.zones >> z & 1u) {
                const float side = atlas.at(i.structure).terms.side == anatomy::Side::left ? 1.0f : -1.0f;
                EXPECT_GT(side * f.zones[static_cast<std::size_t>(z)].a_mm.x, 0) << id << " is painted with the other side's zone";
            }
    }
}

TEST_F(SceneTest, symptomatic_zone_changes_sides_with_the_symptoms) {
    state.condition = "strain";
    for (auto side : {anatomy::Side::left, anatomy::Side::right}) {
        state.symptomatic = side;
        const auto f = frame();
        const std::string with = "muscle.longissimus_thoracis." + std::string(anatomy::side_name(side));
        const std::string without = "muscle.longissimus_thoracis." + std::string(anatomy::side_name(anatomy::opposite(side)));
        EXPECT_EQ(f.zone_count, 1);
        EXPECT_EQ(item(f, with)->zones, 1u);
        EXPECT_EQ(item(f, without)->zones, 0u);
    }
}

TEST_F(SceneTest, convex_zone_follows_the_curve) {
    state.condition = "scoliosis";
    state.curve = right_convex(40);
    auto f = frame();
    EXPECT_NE(item(f, "muscle.longissimus_thoracis.right")->zones, 0u);
    EXPECT_EQ(item(f, "muscle.longissimus_thoracis.left")->zones, 0u);
    state.curve.segments[0].convex = anatomy::Side::left;
    f = frame();
    EXPECT_EQ(item(f, "muscle.longissimus_thoracis.right")->zones, 0u);
    EXPECT_NE(item(f, "muscle.longissimus_thoracis.left")->zones, 0u);
}

TEST_F(SceneTest, zone_of_the_apex_moves_with_the_apex) {
    state.condition = "scoliosis";
    state.curve = right_convex(40);
    const float before = frame().zones[0].a_mm.y;
    state.curve.segments[0].apex = anatomy::level_t(10);
    EXPECT_NEAR(frame().zones[0].a_mm.y, before - 48, 5) << "two levels of 24 mm lower";
}

TEST_F(SceneTest, zone_ends_lie_on_the_muscle) {
    state.condition = "tension";
    auto f = frame();
    for (int z = 0; z < f.zone_count; ++z)
        for (auto end : {f.zones[static_cast<std::size_t>(z)].a_mm, f.zones[static_cast<std::size_t>(z)].b_mm})
            EXPECT_LT(off_back_mm(trapezius_slab(), end), 1.5f) << end.x << " " << end.y << " " << end.z;
    state.condition = "strain";
    f = frame();
    for (auto end : {f.zones[0].a_mm, f.zones[0].b_mm}) EXPECT_LT(off_back_mm(erector_slab(), end), 1.5f);
}

TEST_F(SceneTest, zones_of_one_name_and_place_lie_each_on_its_own_muscle) {
    auto zone = catalog.conditions[0].zones[0];
    for (const char* muscle : {"muscle.trapezius_transverse.{side}", "muscle.longissimus_thoracis.{side}"}) {
        zone.selector = muscle;
        zone.along = {"para.t4.{side}"};
        catalog.conditions[0].zones = {zone};
        state.condition = "tension";
        const auto end = frame().zones[0].a_mm;
        const auto& slab = muscle == std::string("muscle.trapezius_transverse.{side}") ? trapezius_slab() : erector_slab();
        EXPECT_LT(off_back_mm(slab, end), 1.5f) << muscle;
    }
}

TEST_F(SceneTest, zones_carry_their_radius_and_grade) {
    state.condition = "tension";
    const auto f = frame();
    EXPECT_FLOAT_EQ(f.zones[0].radius_mm, 25);
    EXPECT_FLOAT_EQ(f.zones[0].grade, 2);
}

TEST_F(SceneTest, more_zones_than_bits_are_cut_and_harm_nothing) {
    auto& zones = catalog.conditions[0].zones;
    for (int i = 0; i < 20; ++i) zones.push_back(zones[0]);
    state.condition = "tension";
    EXPECT_EQ(frame().zone_count, k_max_zones);
}

TEST_F(SceneTest, before_shows_the_body_without_the_condition) {
    open("scoliosis");
    state.curve = right_convex(50);
    state.disc.stage = "extrusion";
    const auto after = frame();
    EXPECT_FALSE(overlays(after, "stroke.").empty());
    EXPECT_FALSE(overlays(after, "cobb.").empty());
    EXPECT_EQ(after.overrides.size(), 1u);
    EXPECT_GT(after.zone_count, 0);
    state.before = true;
    const auto f = frame();
    EXPECT_TRUE(f.overlays.empty());
    EXPECT_TRUE(f.overrides.empty());
    EXPECT_EQ(f.zone_count, 0);
    for (const auto& i : f.items) {
        EXPECT_EQ(i.zones, 0u);
        EXPECT_EQ(i.glow, 0);
        EXPECT_EQ(i.dim, 0);
    }
    for (const auto& joint : f.palette) EXPECT_EQ(joint, glm::mat4(1));
}

} // namespace dorsum::scene
