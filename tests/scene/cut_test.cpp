// The cutting plane in a frame: caps of what is shown and no others, in painting order; pins that bend with the body.
#include "fixture.h"

#include "scene/compose_cache.h"
#include "scene/pins.h"
#include "session/clip_plane.h"

namespace dorsum::scene {

TEST_F(SceneTest, caps_close_what_the_plane_meets) {
    EXPECT_TRUE(frame().caps.empty());
    state.clip = session::ClipPlane{'y', frame().camera.target_mm.y, false, 0, 0, {}};
    const auto cut = frame();
    ASSERT_FALSE(cut.caps.empty());
    for (const auto& cap : cut.caps) {
        EXPECT_GT(cap.shape->area_mm2, 0);
        for (const auto& v : cap.shape->vertices) ASSERT_NEAR(glm::dot(cut.clip_plane, glm::vec4(v.position_mm, 1)), 0, 1e-2);
    }
    EXPECT_TRUE(std::is_sorted(cut.caps.begin(), cut.caps.end(), [](const Cap& a, const Cap& b) { return a.kind < b.kind; }));
    const auto first = atlas.at(cut.caps.front().structure).terms.id;
    state.hidden.insert(first);
    for (const auto& cap : frame().caps) EXPECT_NE(atlas.at(cap.structure).terms.id, first) << "what is hidden has no face";
    state.hidden.clear();
    EXPECT_EQ(frame().caps, cut.caps) << "the same again, from the cache";
    state.clip->offset_mm += 1;
    EXPECT_NE(frame().caps, cut.caps);
}

// They fill what lies between solid things only: what is seen through has nothing before it.
TEST_F(SceneTest, clefts_are_filled_between_what_is_solid) {
    EXPECT_FALSE(frame().clefts);
    state.clip = session::ClipPlane{'y', frame().camera.target_mm.y, false, 0, 0, {}};
    const auto cut = frame();
    ASSERT_TRUE(cut.clefts);
    double caps_mm2 = 0;
    for (const auto& cap : cut.caps) caps_mm2 = std::max(caps_mm2, cap.shape->area_mm2);
    EXPECT_GT(cut.clefts->shape->area_mm2, caps_mm2);
    for (const auto& v : cut.clefts->shape->vertices) ASSERT_NEAR(glm::dot(cut.clip_plane, glm::vec4(v.position_mm, 1)), 0, 1e-2);
    EXPECT_EQ(*frame().clefts, *cut.clefts) << "the same again, from the cache";
    state.xray = true;
    EXPECT_FALSE(frame().clefts && frame().clefts->shape->area_mm2 > 0.9 * cut.clefts->shape->area_mm2);
}

namespace {
session::PosedPlane plane_on(const anatomy::SpineBody& body, const session::ClipPlane& clip, const anatomy::SpineCurve& curve, const anatomy::BodyModel& model) {
    return session::posed_plane(clip, body, {curve, 0, 0}, model);
}
} // namespace

// The sacrum's frame stands on its plate: midway between two frames is no disc there.
TEST_F(SceneTest, a_plane_at_a_disc_lies_between_its_plates) {
    auto body = anatomy::spine_body(atlas);
    const auto l5 = anatomy::level_l(5).value, s1 = anatomy::level_s1().value;
    const glm::vec3 tilted = glm::normalize(glm::vec3(0, 1, 0.6f));
    body.plates[l5].lower = {body.rest.frames[l5].centre_mm - glm::vec3(0, 12, 4), tilted};
    body.plates[s1].upper = {body.rest.frames[l5].centre_mm - glm::vec3(0, 21, 8), tilted};
    const auto plane = plane_on(body, {'y', 0, false, 0, 0, "l5_s1"}, {}, catalog.body_model);
    EXPECT_LT(glm::distance(plane.point_mm, body.rest.frames[l5].centre_mm - glm::vec3(0, 16.5f, 6)), 1e-3f);
    EXPECT_GT(glm::dot(plane.normal, tilted), 0.9999f);
}

TEST_F(SceneTest, a_plane_at_a_vertebra_stands_across_the_bent_spine) {
    state.curve.segments = {anatomy::segment_around(anatomy::level_t(8), 40, anatomy::Side::right)};
    for (const char* at : {"t6", "t8", "l3", "t8_t9"}) {
        const session::ClipPlane clip{'y', 0, false, 0, 0, at};
        const auto plane = plane_on(anatomy::spine_body(atlas), clip, state.curve, catalog.body_model);
        const auto place = *session::find_clip_place(at);
        const auto body = anatomy::spine_body(atlas);
        const auto frames = anatomy::bend(body, {state.curve, 0, 0}, catalog.body_model);
        const auto& upper = frames[place.upper.value];
        if (!place.disc) {
            EXPECT_LT(glm::distance(plane.point_mm, upper.centre_mm), 1e-3f) << at;
            EXPECT_GT(glm::dot(plane.normal, upper.axes[1]), 0.9999f) << at;
        } else {
            const auto& lower = frames[place.upper.value + 1];
            EXPECT_NEAR(glm::distance(plane.point_mm, upper.centre_mm), glm::distance(plane.point_mm, lower.centre_mm), 1e-2);
        }
    }
}

TEST_F(SceneTest, a_plane_turns_about_the_spine) {
    const session::ClipPlane level{'y', 1000, false, 0, 0, {}};
    auto tilted = level;
    tilted.tilt_deg = 20;
    const auto a = plane_on(anatomy::spine_body(atlas), level, {}, catalog.body_model), b = plane_on(anatomy::spine_body(atlas), tilted, {}, catalog.body_model);
    EXPECT_EQ(a.normal, glm::vec3(0, 1, 0));
    EXPECT_EQ(a.point_mm, b.point_mm);
    EXPECT_NEAR(glm::dot(a.normal, b.normal), std::cos(glm::radians(20.0f)), 1e-5);
    auto flipped = tilted;
    flipped.flipped = true;
    EXPECT_LT(glm::length(plane_on(anatomy::spine_body(atlas), flipped, {}, catalog.body_model).normal + b.normal), 1e-6f);
}

TEST_F(SceneTest, xray_lets_bone_and_muscle_through_and_leaves_what_is_selected) {
    const auto plain = frame();
    state.xray = true;
    state.selected = atlas.structures.front().terms.id;
    const auto seen_through = frame();
    ASSERT_EQ(plain.items.size(), seen_through.items.size());
    for (std::size_t i = 0; i < plain.items.size(); ++i) {
        const auto& item = seen_through.items[i];
        if (item.selected) { EXPECT_EQ(item.opacity, plain.items[i].opacity); }
        else if (item.material == Material::muscle) { EXPECT_LT(item.opacity, 0.1f); }
        else if (item.material == Material::bone) { EXPECT_LT(item.opacity, 1.0f); }
    }
}

TEST_F(SceneTest, a_pin_bends_with_what_it_stands_on) {
    const auto structure = find("muscle.longissimus_thoracis.left");
    ASSERT_TRUE(structure.valid());
    const auto& surface = cache->surface(structure);
    const glm::vec3 place = surface.mesh->positions[surface.mesh->indices[0]];
    const session::Pin pin{atlas.at(structure).terms.id, place, "here"};
    const auto straight = frame();
    EXPECT_LT(glm::distance(posed_pin(pin, straight.palette, *cache)->position_mm, place), 1e-3f);
    state.curve.segments = {anatomy::segment_around(anatomy::level_t(8), 40, anatomy::Side::right)};
    const auto bent = frame();
    const auto posed = posed_pin(pin, bent.palette, *cache);
    ASSERT_TRUE(posed);
    const auto back = rest_place(structure, posed->position_mm, bent.palette, *cache);
    ASSERT_TRUE(back);
    EXPECT_LT(glm::distance(*back, place), 1.0f) << "and back to where it stands at rest";
    EXPECT_FALSE(posed_pin({"nothing.here", place, ""}, bent.palette, *cache));
}

} // namespace dorsum::scene
