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
    float before = farthest_back(*disc_parts(atlas, disc, disc_shapes())->ring);
    const auto index = atlas.find("disc.l5_s1");
    const float whole = farthest_back(anatomy::mesh_at(atlas.at(index), 0));
    for (const float shrink : {0.25f, 0.5f, 0.75f}) {
        disc.shrink = shrink;
        const float now = farthest_back(*disc_parts(atlas, disc, disc_shapes())->ring);
        EXPECT_GT(now, before) << "less far back";
        EXPECT_LE(now, whole + 0.01f);
        before = now;
    }
    state.disc = disc;
    state.disc.shrink = 1;
    EXPECT_EQ(shown_disc(state).stage, "none");
}

namespace {

// How far out of the disc's middle the crack begins and ends, as shares of the rim.
glm::vec2 reach_of_tear(const DiscParts& parts, float rim_mm) {
    glm::vec2 range(1e9f, 0);
    for (const auto& p : parts.tear->positions) {
        const float out = std::hypot(p.x - parts.centre.x, p.z - parts.centre.z);
        range = {std::min(range.x, out), std::max(range.y, out)};
    }
    return range / rim_mm;
}

} // namespace

TEST_F(SceneTest, a_tear_runs_from_the_kernel_outwards_on_the_side_of_the_herniation) {
    const float rim = 17; // of the fixture's discs, straight back
    for (const auto& [side, zone] : {std::pair{Side::left, "paracentral"}, {Side::right, "paracentral"}, {Side::none, "central"}, {Side::left, "foraminal"}, {Side::right, "foraminal"}}) {
        const auto of = [&](const char* stage, float shrink = 0) { return disc_parts(atlas, {anatomy::level_l(5), side, zone, stage, shrink}, disc_shapes()); };
        EXPECT_EQ(of("bulge")->tear, nullptr) << "a bulging ring is whole";
        const auto protrusion = of("protrusion"), extrusion = of("extrusion"), fragment = of("sequestration");
        for (const auto& parts : {protrusion, extrusion, fragment}) {
            ASSERT_NE(parts->tear, nullptr) << zone;
            EXPECT_LT(reach_of_tear(*parts, rim).x, 0.75f) << zone << ": begins within";
            glm::vec3 middle(0);
            for (const auto& p : parts->tear->positions) middle += (p - parts->centre) / static_cast<float>(parts->tear->positions.size());
            EXPECT_LT(middle.z, -4) << zone << ": towards the back";
            if (side == Side::none) EXPECT_NEAR(middle.x, 0, 1);
            else EXPECT_GT(side == Side::left ? middle.x : -middle.x, 2) << zone;
        }
        EXPECT_GT(reach_of_tear(*extrusion, rim).y, 1) << zone << ": through and through";
        EXPECT_LT(reach_of_tear(*protrusion, rim).y, reach_of_tear(*extrusion, rim).y + 0.2f);
        // What shrinks takes its tear back.
        EXPECT_LT(reach_of_tear(*of("extrusion", 0.6f), rim).y, reach_of_tear(*extrusion, rim).y - 0.1f) << zone;
    }
}

TEST_F(SceneTest, a_cut_shows_the_tear_over_the_ring_and_not_without_a_herniation) {
    state.disc = {anatomy::level_l(5), Side::left, "paracentral", "extrusion", 0};
    state.clip = session::ClipPlane{'y', 0, true, 0, 0, "l5_s1"};
    const auto caps = frame().caps;
    const auto of = [&](CapKind kind) { return std::find_if(caps.begin(), caps.end(), [&](const Cap& cap) { return cap.kind == kind; }); };
    ASSERT_NE(of(CapKind::tear), caps.end());
    EXPECT_EQ(of(CapKind::tear)->structure, find("disc.l5_s1"));
    EXPECT_LT(of(CapKind::annulus), of(CapKind::tear)) << "what is drawn later lies over it";
    EXPECT_GT(of(CapKind::tear)->shape->area_mm2, 5);
    state.disc.stage = "none";
    for (const auto& cap : frame().caps) EXPECT_NE(cap.kind, CapKind::tear);
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
