// Marks at the vertebrae, discs that shrink, paint that a switch shows, breath and bending in the frame.
#include "fixture.h"

#include "scene/cobb_lines.h"

#include <algorithm>

namespace dorsum::scene {

namespace {

using anatomy::Side;

anatomy::SpineCurve right_thoracic(float cobb_deg) { return {{{anatomy::level_t(5), anatomy::level_t(8), anatomy::level_t(12), cobb_deg, Side::right}}}; }

float farthest_back(const geometry::Mesh& mesh) {
    float most = 1e9f;
    for (const auto& p : mesh.positions) most = std::min(most, p.z);
    return most;
}

} // namespace

TEST_F(SceneTest, a_curve_names_its_vertebrae_and_its_angle) {
    state.curve = right_thoracic(40);
    const auto f = frame();
    const auto mark = [&](const std::string& key) {
        return std::find_if(f.marks.begin(), f.marks.end(), [&](const Mark& m) { return m.key == key; });
    };
    for (const char* key : {"mark.upper_end", "mark.apex", "mark.lower_end", "mark.angle"}) ASSERT_NE(mark(key), f.marks.end()) << key;
    EXPECT_EQ(mark("mark.angle")->value, "40");
    EXPECT_GT(mark("mark.upper_end")->position_mm.y, mark("mark.apex")->position_mm.y);
    EXPECT_GT(mark("mark.apex")->position_mm.y, mark("mark.lower_end")->position_mm.y);
    state.curve_marks = false;
    EXPECT_TRUE(frame().marks.empty());
    state.curve_marks = true;
    state.forward_bend = 1;
    EXPECT_TRUE(frame().marks.empty()) << "an angle is read upright";
    EXPECT_TRUE(overlays(frame(), "cobb.").empty());
    state.forward_bend = 0;
    state.curve = right_thoracic(0);
    EXPECT_TRUE(frame().marks.empty());
}

TEST_F(SceneTest, nothing_asked_for_is_the_body_at_rest) {
    for (const auto& m : frame().palette) EXPECT_EQ(m, glm::mat4(1));
    state.breathing.on = true;
    state.breathing.time_s = 0;
    for (const auto& m : frame().palette) EXPECT_EQ(m, glm::mat4(1)) << "breathed out";
}

TEST_F(SceneTest, a_disc_shrinks_back_to_a_whole_one) {
    session::DiscState disc{anatomy::level_l(5), Side::none, "central", "protrusion", 0};
    float before = farthest_back(*bulged_disc(atlas, disc));
    const auto index = atlas.find("disc.l5_s1");
    const float whole = farthest_back(anatomy::mesh_at(atlas.at(index), 0));
    for (const float shrink : {0.25f, 0.5f, 0.75f}) {
        disc.shrink = shrink;
        const float now = farthest_back(*bulged_disc(atlas, disc));
        EXPECT_GT(now, before) << "less far back";
        EXPECT_LE(now, whole + 0.01f);
        before = now;
    }
    state.disc = disc;
    state.disc.shrink = 1;
    EXPECT_EQ(shown_disc(state).stage, "none");
}

TEST_F(SceneTest, a_torn_ring_has_a_tear_and_a_bulging_one_has_none) {
    state.disc = {anatomy::level_l(5), Side::left, "paracentral", "extrusion", 0};
    EXPECT_TRUE(annulus_tear(atlas, state.disc, frame().palette).has_value());
    state.disc.stage = "bulge";
    EXPECT_FALSE(annulus_tear(atlas, state.disc, frame().palette).has_value());
}

TEST_F(SceneTest, referral_is_painted_only_when_asked_for) {
    state.condition = "tension";
    for (auto& condition : catalog.conditions)
        if (condition.id == "tension") condition.zones.at(0).kind = "referral";
    EXPECT_EQ(frame().zone_count, 0);
    state.referral = true;
    const auto f = frame();
    ASSERT_GT(f.zone_count, 0);
    EXPECT_EQ(f.zones[0].paint, ZonePaint::referral);
}

} // namespace dorsum::scene
