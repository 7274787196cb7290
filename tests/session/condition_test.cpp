#include "fixture.h"

#include <cmath>

namespace dorsum::session {

using ConditionTest = SessionTest;

TEST_F(ConditionTest, OpeningShowsItsOwnDefaults) {
    act("hide group:lumbar");
    act("condition herniated_disc");
    EXPECT_EQ(state.disc, (DiscState{anatomy::level_l(5), anatomy::Side::right, "paracentral", "extrusion"}));
    EXPECT_EQ(state.symptomatic, anatomy::Side::right);
    EXPECT_EQ(state.camera.yaw_deg, -90) << "seen from the right";
    EXPECT_TRUE(state.hidden.empty());
    act("condition scoliosis");
    EXPECT_EQ(state.disc, DiscState{}) << "the disc of the other condition is whole again";
    EXPECT_EQ(state.curve.segments.size(), 2u);
}

TEST_F(ConditionTest, OpeningPeelsAndFrames) {
    act("side right");
    act("condition upper_back_tension");
    EXPECT_EQ(state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::superficial)], 0);
    EXPECT_EQ(state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::nerve)], 0);
    EXPECT_EQ(state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::deep)], 1);
    EXPECT_NEAR(state.camera.target_mm.x, -90, 1e-3f) << "the symptomatic side's muscle";
    EXPECT_EQ(state.playback, Playback{});
}

TEST_F(ConditionTest, ClosingRestoresTheStraightSpineAndTheLayers) {
    act("condition scoliosis");
    act("layer bone off");
    act("before on");
    act("condition none");
    EXPECT_TRUE(state.curve.straight());
    EXPECT_EQ(state.layer_opacity, SessionState{}.layer_opacity);
    EXPECT_FALSE(state.before);
    EXPECT_EQ(state.condition, "");
}

TEST_F(ConditionTest, AnUnknownConditionNamesTheKnown) {
    EXPECT_NE(refuse("condition sciaticaa").find("scoliosis"), std::string::npos);
}

TEST_F(ConditionTest, SideMovesTheDisc) {
    act("condition herniated_disc");
    act("side left");
    EXPECT_EQ(state.disc.side, anatomy::Side::left);
    act("disc side=central");
    EXPECT_EQ(state.disc.zone, "central");
    act("side right");
    EXPECT_EQ(state.disc.side, anatomy::Side::none) << "a central bulge has no side";
    act("disc zone=foraminal");
    EXPECT_EQ(state.disc.side, anatomy::Side::right);
}

TEST_F(ConditionTest, ADiscOpensOnACutThroughItAndTheCutGoesWithIt) {
    for (auto& condition : catalog.conditions)
        if (condition.id == "herniated_disc") condition.view = "disc", condition.turn_deg = glm::vec2(12, 68), condition.focus = "disc.{disc}_{disc+1}";
    act("condition herniated_disc");
    ASSERT_TRUE(state.clip.has_value());
    EXPECT_EQ(state.clip->at, "l5_s1");
    EXPECT_TRUE(state.clip->flipped) << "what lies above it is taken away";
    EXPECT_NEAR(state.camera.yaw_deg, -12, 1e-3f) << "the fixture's disc herniates to the right";
    EXPECT_NEAR(state.camera.pitch_deg, 68, 1e-3f);
    const auto below = state.camera.target_mm;
    act("disc level=l3_l4 side=left");
    EXPECT_EQ(state.clip->at, "l3_l4");
    EXPECT_NEAR(state.camera.yaw_deg, 12, 1e-3f) << "from the herniated side";
    EXPECT_GT(state.camera.target_mm.y, below.y + 40) << "two discs further up";
    act("condition none");
    EXPECT_FALSE(state.clip.has_value()) << "the cut was the condition's";
    act("clip at=l2 axis=y");
    act("condition herniated_disc");
    act("condition none");
    EXPECT_FALSE(state.clip.has_value());
}

TEST_F(ConditionTest, StrokesAreShownOnAWholeBody) {
    for (auto& condition : catalog.conditions)
        if (condition.id == "herniated_disc") condition.view = "disc";
    for (const char* text : {"condition herniated_disc", "screen none", "screen done", "confirm professional"}) act(text);
    ASSERT_TRUE(state.clip.has_value());
    act("play");
    EXPECT_FALSE(state.clip.has_value());
    EXPECT_LT(std::abs(state.camera.pitch_deg), 45) << "no longer from above";
    act("clip at=l2 axis=y");
    act("step next");
    EXPECT_TRUE(state.clip.has_value()) << "a cut that the user made stays";
}

TEST_F(ConditionTest, DiscLevels) {
    act("disc level=c2_c3 side=left stage=bulge");
    EXPECT_EQ(state.disc.upper, anatomy::level_c(2));
    act("disc level=t12_l1");
    EXPECT_EQ(state.disc.upper, anatomy::level_t(12));
    EXPECT_EQ(state.disc.stage, "bulge") << "what is not said stays";
    for (const char* text : {"disc level=c1_c2", "disc level=l5", "disc stage=burst", "disc side=up", "disc"}) refuse(text);
}

} // namespace dorsum::session
