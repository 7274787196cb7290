// What is drawn, how strongly, and what is greyed back.
#include "fixture.h"

namespace dorsum::scene {

TEST_F(SceneTest, shows_the_layers_that_are_on) {
    state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::superficial)] = 0;
    state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::deep)] = 0.5f;
    const auto f = frame();
    EXPECT_EQ(item(f, "muscle.trapezius_transverse.left"), nullptr);
    EXPECT_EQ(item(f, "muscle.gluteus_maximus.right"), nullptr);
    ASSERT_NE(item(f, "muscle.longissimus_thoracis.left"), nullptr);
    EXPECT_FLOAT_EQ(item(f, "muscle.longissimus_thoracis.left")->opacity, 0.5f);
    ASSERT_NE(item(f, "vertebra.l3"), nullptr);
    EXPECT_FLOAT_EQ(item(f, "vertebra.l3")->opacity, 1);
    EXPECT_EQ(item(f, "skin.body"), nullptr) << "the skin starts off";
}

TEST_F(SceneTest, skin_at_its_fullest_still_lets_the_body_through) {
    state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::skin)] = 1;
    const auto f = frame();
    ASSERT_NE(item(f, "skin.body"), nullptr);
    EXPECT_GT(item(f, "skin.body")->opacity, 0.1f);
    EXPECT_LT(item(f, "skin.body")->opacity, 0.7f);
}

TEST_F(SceneTest, materials_follow_tissues) {
    const auto f = frame();
    EXPECT_EQ(item(f, "vertebra.l3")->material, Material::bone);
    EXPECT_EQ(item(f, "disc.l3_l4")->material, Material::disc);
    EXPECT_EQ(item(f, "nerve.sciatic.left")->material, Material::nerve);
    EXPECT_EQ(item(f, "muscle.gluteus_maximus.left")->material, Material::muscle);
}

TEST_F(SceneTest, hides_fades_isolates) {
    state.hidden = {"vertebra.l3"};
    state.faded = {"vertebra.l4"};
    auto f = frame();
    EXPECT_EQ(item(f, "vertebra.l3"), nullptr);
    ASSERT_NE(item(f, "vertebra.l4"), nullptr);
    EXPECT_LT(item(f, "vertebra.l4")->opacity, 0.5f);
    EXPECT_GT(item(f, "vertebra.l4")->opacity, 0);
    state.isolated = {"disc.l3_l4", "vertebra.l3"};
    f = frame();
    ASSERT_EQ(f.items.size(), 1u) << "what is hidden stays hidden; nothing but the isolated is drawn";
    EXPECT_NE(item(f, "disc.l3_l4"), nullptr);
}

TEST_F(SceneTest, isolated_structures_show_even_if_their_layer_is_off) {
    state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::disc)] = 0;
    state.isolated = {"disc.l3_l4"};
    const auto f = frame();
    ASSERT_EQ(f.items.size(), 1u);
    EXPECT_FLOAT_EQ(f.items[0].opacity, 1);
}

TEST_F(SceneTest, a_variant_of_the_sciatic_nerve_is_drawn_in_place_of_the_usual_one) {
    auto f = frame();
    EXPECT_EQ(item(f, "nerve.sciatic_b.left"), nullptr) << "by itself it is not drawn";
    EXPECT_TRUE(f.overrides.empty());
    state.sciatic_variant = "b";
    f = frame();
    EXPECT_EQ(item(f, "nerve.sciatic_b.left"), nullptr);
    ASSERT_NE(item(f, "nerve.sciatic.left"), nullptr) << "it stays the sciatic nerve: lit, picked and named as before";
    ASSERT_EQ(f.overrides.size(), 2u) << "both sides";
    for (const auto& o : f.overrides) EXPECT_NEAR(std::abs(geometry::bounds_of(*o.mesh).centre().x), 66, 0.5);
    state.sciatic_variant = "d"; // not in this atlas
    EXPECT_TRUE(frame().overrides.empty());
    state.sciatic_variant = "a";
    state.isolated = {"nerve.sciatic_b.left"};
    EXPECT_NE(item(frame(), "nerve.sciatic_b.left"), nullptr) << "who asks for it by name sees it";
}

TEST_F(SceneTest, marks_the_selected_and_the_hovered) {
    state.selected = "vertebra.l3";
    hovered = "disc.l3_l4";
    const auto f = frame();
    for (const auto& i : f.items) {
        const auto& id = atlas.at(i.structure).terms.id;
        EXPECT_EQ(i.selected, id == "vertebra.l3") << id;
        EXPECT_EQ(i.hovered, id == "disc.l3_l4") << id;
    }
}

TEST_F(SceneTest, dims_what_a_condition_does_not_involve) {
    auto f = frame();
    for (const auto& i : f.items) EXPECT_EQ(i.dim, 0) << "no condition, nothing is greyed back";
    state.condition = "tension";
    state.selected = "vertebra.l3";
    f = frame();
    EXPECT_EQ(item(f, "muscle.trapezius_transverse.left")->dim, 0);
    EXPECT_EQ(item(f, "vertebra.t3")->dim, 0);
    EXPECT_EQ(item(f, "vertebra.l3")->dim, 0) << "a selected structure is looked at";
    EXPECT_GT(item(f, "vertebra.t8")->dim, 0.3f);
    EXPECT_GT(item(f, "muscle.gluteus_maximus.left")->dim, 0.3f);
}

TEST_F(SceneTest, lights_the_nerve_of_the_symptomatic_side_even_if_nerves_are_off) {
    state.condition = "strain";
    state.symptomatic = anatomy::Side::right;
    state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::nerve)] = 0;
    const auto f = frame();
    ASSERT_NE(item(f, "nerve.sciatic.right"), nullptr);
    EXPECT_FLOAT_EQ(item(f, "nerve.sciatic.right")->glow, 1);
    EXPECT_EQ(item(f, "nerve.sciatic.left"), nullptr);
}

TEST_F(SceneTest, flowing_light_moves_only_where_it_may) {
    flow_s = 3;
    EXPECT_EQ(frame().time_s, 0) << "no nerve is lit: the picture need not be drawn again";
    state.condition = "strain";
    EXPECT_GT(frame().time_s, 0);
    state.reduced_motion = true;
    EXPECT_EQ(frame().time_s, 0);
    state.reduced_motion = false;
    state.before = true;
    EXPECT_EQ(frame().time_s, 0);
}

TEST_F(SceneTest, clip_plane_keeps_the_side_it_names) {
    state.clip = session::ClipPlane{'y', 1000, false};
    auto plane = frame().clip_plane;
    EXPECT_GT(glm::dot(glm::vec3(plane), glm::vec3(0, 1100, 0)) + plane.w, 0);
    EXPECT_LT(glm::dot(glm::vec3(plane), glm::vec3(0, 900, 0)) + plane.w, 0);
    state.clip->flipped = true;
    plane = frame().clip_plane;
    EXPECT_LT(glm::dot(glm::vec3(plane), glm::vec3(0, 1100, 0)) + plane.w, 0);
    EXPECT_GT(glm::dot(glm::vec3(plane), glm::vec3(0, 900, 0)) + plane.w, 0);
    state.clip.reset();
    EXPECT_EQ(frame().clip_plane, glm::vec4(0));
}

TEST_F(SceneTest, same_state_same_frame) {
    open("tension");
    state.playback.time_s = 1.5;
    const auto first = frame();
    EXPECT_EQ(frame(), first);
    cache = make_compose_cache(atlas);
    EXPECT_EQ(frame(), first) << "a fresh cache gives the same picture";
}

TEST_F(SceneTest, a_foreign_body_without_anything_is_drawn_as_nothing) {
    const anatomy::Atlas empty;
    const session::Context nowhere{empty, catalog, ""};
    open("tension");
    state.curve.segments = {{anatomy::level_t(5), anatomy::level_t(8), anatomy::level_t(12), 40, anatomy::Side::right}};
    state.disc.stage = "extrusion";
    const auto c = make_compose_cache(empty);
    const auto f = compose({state, nowhere, state.camera, 1, {0, 0}, 0, "", 0}, *c);
    EXPECT_TRUE(f.items.empty());
    EXPECT_TRUE(overlays(f, "stroke.").empty());
}

} // namespace dorsum::scene
