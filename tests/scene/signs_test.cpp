// The moving signs: true pace, still when they should be still, sound triangles.
#include "fixture.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene {

namespace {

// Tips of the white chevrons that run along a stroke, lowest first. A chevron is four vertices, its tip first.
std::vector<float> chevron_heights(const OverlayMesh& mesh) {
    std::vector<float> heights;
    for (std::size_t i = 0; i + 3 < mesh.positions.size();) {
        const bool white = mesh.colours[i] == glm::vec4(1, 1, 1, 0.92f);
        if (white) heights.push_back(mesh.positions[i].y);
        i += white ? 4 : 1;
    }
    std::sort(heights.begin(), heights.end());
    return heights;
}

float farthest(const OverlayMesh& a, const OverlayMesh& b) {
    if (a.positions.size() != b.positions.size()) return 1e9f;
    float most = 0;
    for (std::size_t i = 0; i < a.positions.size(); ++i) most = std::max(most, glm::distance(a.positions[i], b.positions[i]));
    return most;
}

} // namespace

TEST_F(SceneTest, arrowheads_of_a_glide_move_at_the_plans_pace) {
    const auto& glide = step("tension"); // 6 cm/s towards the head
    const auto stroke = lay(glide)[0];
    float travelled = 0;
    auto before = chevron_heights(sign(glide, stroke, 0.5));
    ASSERT_GE(before.size(), 3u);
    const float spacing = before[1] - before[0];
    EXPECT_GT(spacing, 20);
    for (int i = 1; i <= 10; ++i) { // one second in tenths
        const auto now = chevron_heights(sign(glide, stroke, 0.5 + 0.1 * i));
        ASSERT_GE(now.size(), 2u);
        float moved = std::fmod(now[1] - before[1], spacing);
        if (moved < 0) moved += spacing;
        EXPECT_NEAR(moved, 6, 0.4f) << "in a tenth of a second";
        travelled += moved;
        before = now;
    }
    EXPECT_NEAR(travelled, 60, 1.5f);
}

TEST_F(SceneTest, a_glide_twice_as_fast_moves_twice_as_far) {
    auto& glide = change_step("tension");
    glide.pace = 12;
    const auto stroke = lay(glide)[0];
    const auto a = chevron_heights(sign(glide, stroke, 0.30)), b = chevron_heights(sign(glide, stroke, 0.31));
    ASSERT_EQ(a.size(), b.size());
    EXPECT_NEAR(b[1] - a[1], 1.2f, 0.1f);
}

TEST_F(SceneTest, circles_turn_once_in_their_time) {
    const auto& kneading = step("tension", 1); // half a circle a second
    const auto stroke = lay(kneading)[0];
    const auto start = sign(kneading, stroke, 0);
    EXPECT_LT(farthest(start, sign(kneading, stroke, 2)), 0.1f);
    EXPECT_GT(farthest(start, sign(kneading, stroke, 0.5)), 5);
}


TEST_F(SceneTest, a_press_grows_stronger_holds_and_lets_go) {
    auto& press = change_step("tension", 2);
    press.duration_s = 20;
    const auto stroke = lay(press)[0];
    const auto strength = [&](double t) { return sign(press, stroke, t).colours[0].a; };
    EXPECT_LT(strength(0.1), strength(2));
    EXPECT_LT(strength(2), strength(5));
    EXPECT_NEAR(strength(8), strength(17), 1e-4f);
    EXPECT_LT(strength(19.5), strength(17)) << "the hold's time holds the growing and the letting go";
}

TEST_F(SceneTest, breath_follows_the_breathing_pace) {
    auto& contact = change_step("tension", 2);
    contact.technique = "static_contact";
    contact.pace = 6; // breaths a minute: one in 10 s
    const auto stroke = lay(contact)[0];
    EXPECT_LT(farthest(sign(contact, stroke, 1), sign(contact, stroke, 11)), 0.05f);
    EXPECT_GT(farthest(sign(contact, stroke, 0), sign(contact, stroke, 5)), 3);
}

TEST_F(SceneTest, every_kind_of_sign_is_sound_geometry) {
    auto& any = change_step("tension");
    for (const auto& technique : catalog.techniques) {
        any.technique = technique.id;
        any.pace = technique.pace_max;
        cache = make_compose_cache(atlas);
        const auto strokes = lay(any);
        ASSERT_FALSE(strokes.empty()) << technique.id;
        for (double t : {0.0, 0.3, 7.7, 3600.0}) {
            const auto mesh = sign(any, strokes[0], t);
            ASSERT_FALSE(mesh.indices.empty()) << technique.id;
            EXPECT_EQ(mesh.indices.size() % 3, 0u);
            EXPECT_EQ(mesh.positions.size(), mesh.normals.size());
            EXPECT_EQ(mesh.positions.size(), mesh.colours.size());
            for (auto i : mesh.indices) ASSERT_LT(i, mesh.positions.size());
            for (const auto& p : mesh.positions) ASSERT_TRUE(std::isfinite(p.x + p.y + p.z)) << technique.id;
            for (const auto& n : mesh.normals) ASSERT_NEAR(glm::length(n), 1, 1e-2f) << technique.id;
            for (const auto& c : mesh.colours)
                for (int k = 0; k < 4; ++k) {
                    ASSERT_GE(c[k], 0) << technique.id;
                    ASSERT_LE(c[k], 1) << technique.id;
                }
        }
    }
}

TEST_F(SceneTest, with_reduced_motion_signs_stand_still) {
    open("tension");
    state.reduced_motion = true;
    state.playback.time_s = 0.4;
    const auto first = frame();
    EXPECT_FALSE(overlays(first, "stroke.").empty()) << "still shown";
    state.playback.time_s = 3.1;
    EXPECT_EQ(frame().overlays, first.overlays);
    EXPECT_EQ(first.time_s, 0);
    state.reduced_motion = false;
    EXPECT_NE(frame().overlays, first.overlays);
}

TEST_F(SceneTest, pressures_have_five_different_colours) {
    for (int a = 1; a <= 5; ++a)
        for (int b = a + 1; b <= 5; ++b) EXPECT_GT(glm::distance(pressure_colour(a), pressure_colour(b)), 0.1f) << a << " " << b;
    EXPECT_EQ(pressure_colour(0), pressure_colour(1));
    EXPECT_EQ(pressure_colour(9), pressure_colour(5));
}

} // namespace dorsum::scene
