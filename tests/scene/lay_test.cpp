// Where strokes lie: on what is worked on, from their first landmark to their last, and no stronger than is safe.
#include "fixture.h"

#include "scene/draw_items.h"
#include "scene/safety_check.h"

#include "geometry/skinning.h"

#include <algorithm>

namespace dorsum::scene {

namespace {

using anatomy::Side;

// How far outside (+) or inside (-) the back of a slab a point lies.
float outside_mm(const Slab& slab, glm::vec3 p) { return slab.back_at(std::abs(p.x)) - p.z; }

content::SafetyZone zone_on_the_path(int cap) {
    content::SafetyZone zone;
    zone.id = "kidney.left";
    zone.along = {"para.l1.left", "para.t12.left"};
    zone.radius_mm = 20;
    zone.pressure_cap = cap;
    return zone;
}

} // namespace

TEST_F(SceneTest, no_stroke_while_the_plan_is_blocked) {
    state.condition = "tension";
    EXPECT_TRUE(frame().overlays.empty()) << "the safety questions are not answered";
    state.screen_yes = {"fever"};
    EXPECT_TRUE(frame().overlays.empty()) << "an answer says stop";
    state.screen_yes.clear();
    state.screen_no = {"fever"};
    EXPECT_EQ(overlays(frame(), "stroke.tension.along").size(), 2u) << "one on each side";
    state.condition = "strain";
    EXPECT_TRUE(frame().overlays.empty()) << "the timing is not confirmed";
    state.confirmed = {"timing"};
    EXPECT_FALSE(frame().overlays.empty());
    catalog.modes[0].hidden_plans = {"strain"};
    EXPECT_TRUE(frame().overlays.empty()) << "this mode hides the plan";
}

TEST_F(SceneTest, a_strip_lies_on_the_target) {
    const std::pair<std::size_t, const Slab*> where[] = {{0, &erector_slab()}, {1, &trapezius_slab()}, {2, &gluteal_slab()}};
    for (const auto& [index, slab] : where)
        for (const auto& stroke : lay(step("tension", index))) {
            EXPECT_EQ(stroke.strip.target, slab->name + "." + std::string(anatomy::side_name(stroke.side)));
            for (const auto& point : stroke.strip.points) {
                EXPECT_NEAR(outside_mm(*slab, point.position_mm), 0, 3) << step("tension", index).id << " at " << point.position_mm.y;
                EXPECT_LT(point.normal.z, -0.7f) << "normals look out of the body";
            }
        }
}

TEST_F(SceneTest, nothing_of_a_sign_is_drawn_inside_the_muscle) {
    for (std::size_t index : {0, 1, 2}) {
        const auto& slab = index == 0 ? erector_slab() : index == 1 ? trapezius_slab() : gluteal_slab();
        for (const auto& stroke : lay(step("tension", index)))
            for (double t : {0.0, 1.7, 5.0})
                for (const auto& p : sign(step("tension", index), stroke, t).positions) {
                    EXPECT_GT(outside_mm(slab, p), 0) << step("tension", index).id;
                    EXPECT_LT(outside_mm(slab, p), 8) << step("tension", index).id;
                }
    }
}

TEST_F(SceneTest, a_stroke_runs_from_its_first_landmark_to_its_last) {
    for (const auto& path : stroke_paths(step("tension"), state, context, *cache)) {
        const auto side = std::string(anatomy::side_name(path.side));
        const auto from = atlas.find_landmark("para.l3." + side)->position_mm, to = atlas.find_landmark("para.t4." + side)->position_mm;
        ASSERT_GE(path.points_mm.size(), 6u);
        EXPECT_NEAR(path.points_mm.front().x, from.x, 4);
        EXPECT_NEAR(path.points_mm.front().y, from.y, 4);
        EXPECT_NEAR(path.points_mm.back().x, to.x, 4);
        EXPECT_NEAR(path.points_mm.back().y, to.y, 4);
        for (std::size_t i = 1; i < path.points_mm.size(); ++i) EXPECT_GT(path.points_mm[i].y, path.points_mm[i - 1].y) << "towards the head";
    }
}

TEST_F(SceneTest, left_and_right_mirror) {
    for (std::size_t index : {0, 1, 2}) {
        const auto strokes = lay(step("tension", index));
        ASSERT_EQ(strokes.size(), 2u);
        const auto left = strokes[strokes[0].side == Side::left ? 0 : 1].strip, right = strokes[strokes[0].side == Side::left ? 1 : 0].strip;
        ASSERT_EQ(left.rows(), right.rows());
        EXPECT_NEAR(left.length_mm, right.length_mm, 0.1f);
        for (std::size_t r = 0; r < left.rows(); ++r)
            for (std::size_t c = 0; c < k_strip_columns; ++c) {
                auto mirrored = right.points[r * k_strip_columns + k_strip_columns - 1 - c].position_mm;
                mirrored.x = -mirrored.x;
                EXPECT_LT(glm::distance(left.points[r * k_strip_columns + c].position_mm, mirrored), 0.5f);
            }
    }
}

TEST_F(SceneTest, one_sided_steps_lie_on_that_side_only) {
    auto& one = change_step("tension");
    one.side = "symptomatic";
    for (Side side : {Side::left, Side::right}) {
        state.symptomatic = side;
        const auto strokes = lay(one);
        ASSERT_EQ(strokes.size(), 1u);
        EXPECT_EQ(strokes[0].side, side);
        for (const auto& p : strokes[0].strip.points) EXPECT_GT(p.position_mm.x * (side == Side::left ? 1.0f : -1.0f), 0);
    }
}

TEST_F(SceneTest, what_covers_the_worked_muscle_becomes_a_ghost) {
    open("tension", 0);
    auto f = frame();
    ASSERT_NE(item(f, "muscle.trapezius_transverse.left"), nullptr);
    EXPECT_LT(item(f, "muscle.trapezius_transverse.left")->opacity, 0.4f) << "the stroke works on the erector below";
    EXPECT_FLOAT_EQ(item(f, "muscle.longissimus_thoracis.left")->opacity, 1);
    const auto seen = [&](anatomy::Layer layer) { return layers_drawn(f.items, atlas)[static_cast<std::size_t>(layer)]; };
    EXPECT_LT(seen(anatomy::Layer::superficial), 0.4f) << "the list of layers would call it full";
    EXPECT_FLOAT_EQ(seen(anatomy::Layer::deep), 1);
    const auto parts = [&](anatomy::Layer layer) { return layer_parts(f.items, state, atlas)[static_cast<std::size_t>(layer)]; };
    EXPECT_EQ(parts(anatomy::Layer::superficial), LayerParts{});
    state.playback.step = 1;
    f = frame();
    EXPECT_FLOAT_EQ(seen(anatomy::Layer::superficial), 1);
    state.hidden.insert("muscle.trapezius_transverse.left");
    f = frame();
    EXPECT_EQ(parts(anatomy::Layer::superficial), (LayerParts{0, 1}));
    state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::superficial)] = 0;
    state.hidden.clear();
    state.selected = "muscle.trapezius_transverse.left"; // drawn whatever becomes of its layer
    f = frame();
    EXPECT_GE(parts(anatomy::Layer::superficial).drawn, 1);
    state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::superficial)] = 1;
    state.selected.clear();
    f = frame();
    EXPECT_FLOAT_EQ(item(f, "muscle.trapezius_transverse.left")->opacity, 1) << "now the trapezius is worked on itself";
}

TEST_F(SceneTest, what_is_worked_on_shows_though_its_layer_is_peeled_away) {
    open("tension", 1);
    state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::superficial)] = 0;
    ASSERT_NE(item(frame(), "muscle.trapezius_transverse.left"), nullptr) << "hands do not work in the air";
    EXPECT_FLOAT_EQ(item(frame(), "muscle.trapezius_transverse.left")->opacity, 1);
    EXPECT_EQ(item(frame(), "muscle.gluteus_maximus.left"), nullptr) << "the others of that layer stay away";
    state.hidden.insert("muscle.trapezius_transverse.left");
    EXPECT_EQ(item(frame(), "muscle.trapezius_transverse.left"), nullptr) << "what the user hid stays hidden";
}

TEST_F(SceneTest, a_safety_zone_on_one_side_caps_the_pressure_of_both) {
    EXPECT_EQ(lay(step("tension"))[0].pressure, 3);
    cache = make_compose_cache(atlas);
    catalog.safety_zones = {zone_on_the_path(1)};
    for (const auto& stroke : lay(step("tension"))) EXPECT_EQ(stroke.pressure, 1) << "left and right are alike";
    for (const auto& path : stroke_paths(step("tension"), state, context, *cache)) EXPECT_EQ(path.pressure, 1);
}

TEST_F(SceneTest, protected_zones_are_drawn_where_they_lie_when_asked_for) {
    catalog.safety_zones = {zone_on_the_path(1)};
    EXPECT_TRUE(frame().overlays.empty());
    state.safety_zones = true;
    const auto overlays = frame().overlays;
    ASSERT_EQ(overlays.size(), 1u);
    EXPECT_EQ(overlays[0].id, "safety." + catalog.safety_zones[0].id);
    for (const auto& p : overlays[0].positions) EXPECT_GT(p.x, 0) << "the path lies on the left";
}

TEST_F(SceneTest, a_forbidden_stroke_is_not_drawn) {
    auto zone = zone_on_the_path(0);
    catalog.safety_zones = {zone};
    EXPECT_TRUE(lay(step("tension")).empty()) << "nor on the other side, where none lies: left and right are alike";
    const auto refused = refused_strokes(step("tension"), state, context, *cache);
    ASSERT_EQ(refused.size(), 2u);
    for (const auto& stroke : refused) EXPECT_EQ(stroke.zone, zone.id);
    zone.pressure_cap = 3;
    zone.forbidden_techniques = {"effleurage"};
    catalog.safety_zones = {zone};
    cache = make_compose_cache(atlas);
    EXPECT_TRUE(lay(step("tension")).empty());
    zone.forbidden_techniques.clear();
    catalog.safety_zones = {zone};
    cache = make_compose_cache(atlas);
    EXPECT_EQ(lay(step("tension")).size(), 2u);
}

TEST_F(SceneTest, a_mode_caps_the_pressure_even_after_another_mode_was_shown) {
    EXPECT_EQ(lay(step("tension"))[0].pressure, 3);
    state.mode = "kiosk";
    EXPECT_EQ(lay(step("tension"))[0].pressure, 2);
    state.mode = "clinic";
    EXPECT_EQ(lay(step("tension"))[0].pressure, 3);
}

TEST_F(SceneTest, paths_for_export_say_what_is_done_there) {
    const auto paths = stroke_paths(step("tension"), state, context, *cache);
    ASSERT_EQ(paths.size(), 2u);
    EXPECT_EQ(paths[0].step_id, "tension.along");
    EXPECT_EQ(paths[0].technique, "effleurage");
    EXPECT_FLOAT_EQ(paths[0].pace, 6);
    EXPECT_EQ(paths[0].pace_unit, "cm/s");
    EXPECT_EQ(paths[0].direction, "cephalad along_fibre");
    EXPECT_EQ(paths[0].points_mm.size(), paths[0].normals.size());
    for (const auto& n : paths[0].normals) EXPECT_NEAR(glm::length(n), 1, 1e-3f);
}

TEST_F(SceneTest, a_stroke_with_a_missing_landmark_is_left_out_whole) {
    std::erase_if(atlas.landmarks, [](const auto& l) { return l.id == "para.t4.left"; });
    const auto strokes = lay(step("tension"));
    ASSERT_EQ(strokes.size(), 1u);
    EXPECT_EQ(strokes[0].side, Side::right);
}

TEST_F(SceneTest, on_a_scoliotic_back_the_stroke_bends_with_the_muscle) {
    open("scoliosis");
    state.curve = {{{anatomy::level_t(5), anatomy::level_t(8), anatomy::level_t(12), 50, Side::right}}};
    const auto palette = shown_palette(state, context);
    const auto muscle = geometry::skinned(atlas.at(find("muscle.longissimus_thoracis.right")).lods[0], palette);
    const geometry::Bvh surface(muscle);
    const auto bent = stroke_paths(step("scoliosis"), state, context, *cache);
    ASSERT_EQ(bent.size(), 1u);
    EXPECT_EQ(bent[0].side, Side::right);
    for (const auto& p : bent[0].points_mm) {
        const auto near = surface.nearest(p);
        ASSERT_TRUE(near);
        EXPECT_LT(near->distance_mm, 3);
    }
    state.curve = {};
    auto straight_step = step("scoliosis");
    straight_step.side = "right";
    const auto straight = stroke_paths(straight_step, state, context, *cache);
    ASSERT_EQ(straight.size(), 1u);
    ASSERT_EQ(straight[0].points_mm.size(), bent[0].points_mm.size());
    float moved = 0;
    for (std::size_t i = 0; i < bent[0].points_mm.size(); ++i) moved = std::max(moved, glm::distance(bent[0].points_mm[i], straight[0].points_mm[i]));
    EXPECT_GT(moved, 15) << "of a curve of 50 degrees";
}

} // namespace dorsum::scene
