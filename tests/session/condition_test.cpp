#include "fixture.h"

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

TEST_F(ConditionTest, DiscLevels) {
    act("disc level=c2_c3 side=left stage=bulge");
    EXPECT_EQ(state.disc.upper, anatomy::level_c(2));
    act("disc level=t12_l1");
    EXPECT_EQ(state.disc.upper, anatomy::level_t(12));
    EXPECT_EQ(state.disc.stage, "bulge") << "what is not said stays";
    for (const char* text : {"disc level=c1_c2", "disc level=l5", "disc stage=burst", "disc side=up", "disc"}) refuse(text);
}

} // namespace dorsum::session
