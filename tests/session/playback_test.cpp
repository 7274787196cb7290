#include "fixture.h"

namespace dorsum::session {

class PlaybackTest : public SessionTest {
protected:
    void SetUp() override {
        act("condition upper_back_tension"); // 3 steps of 2 holds of 10 s
        act("screen none");
    }
};

TEST_F(PlaybackTest, TimeMovesOnlyWhilePlaying) {
    act("tick seconds=5");
    EXPECT_EQ(state.playback.time_s, 0);
    act("play");
    act("tick seconds=5");
    EXPECT_DOUBLE_EQ(state.playback.time_s, 5);
    act("pause");
    act("tick seconds=5");
    EXPECT_DOUBLE_EQ(state.playback.time_s, 5);
}

TEST_F(PlaybackTest, StepsFollowAndTheEndStops) {
    EXPECT_DOUBLE_EQ(step_duration_s(*current_step(state, context), state, context), 20);
    act("play");
    act("tick seconds=25");
    EXPECT_EQ(state.playback.step, 1);
    EXPECT_DOUBLE_EQ(state.playback.time_s, 5);
    act("tick seconds=1000");
    EXPECT_EQ(state.playback.step, 2);
    EXPECT_FALSE(state.playback.playing);
    EXPECT_DOUBLE_EQ(state.playback.time_s, 20);
    act("play");
    EXPECT_EQ(state.playback.step, 0) << "playing at the end begins again";
    EXPECT_EQ(state.playback.time_s, 0);
}

TEST_F(PlaybackTest, ManySmallTicksAreOneLarge) {
    act("play");
    SessionState large = after(state, "tick seconds=45");
    for (int i = 0; i < 450; ++i) act("tick seconds=0.1");
    EXPECT_EQ(state.playback.step, large.playback.step);
    EXPECT_NEAR(state.playback.time_s, large.playback.time_s, 1e-3);
}

TEST_F(PlaybackTest, SpeedIsSpeed) {
    act("play speed=4");
    act("tick seconds=2");
    EXPECT_DOUBLE_EQ(state.playback.time_s, 8);
    refuse("play speed=100");
}

TEST_F(PlaybackTest, StepsByNumberAndName) {
    act("step 3");
    EXPECT_EQ(state.playback.step, 2);
    act("step next");
    EXPECT_EQ(state.playback.step, 2) << "the last stays the last";
    act("step upper_back_tension.1");
    EXPECT_EQ(state.playback.step, 0);
    act("step previous");
    EXPECT_EQ(state.playback.step, 0);
    for (const char* text : {"step 0", "step 4", "step 1.5", "step x"}) refuse(text);
}

TEST_F(PlaybackTest, PaceAndRepeatsGiveTheTime) {
    content::Technique stroke, knead, breath;
    stroke.id = "stroke", stroke.pace_unit = content::PaceUnit::cm_per_s;
    knead.id = "knead", knead.pace_unit = content::PaceUnit::cycles_per_s;
    breath.id = "breath", breath.pace_unit = content::PaceUnit::breaths_per_min;
    catalog.techniques.insert(catalog.techniques.end(), {stroke, knead, breath});
    atlas.landmarks.push_back({"a", "", "", {0, 1000, 0}, {}});
    atlas.landmarks.push_back({"b", "", "", {0, 1300, 0}, {}});
    content::StrokeStep step;
    step.repeats = 10;
    step.pace = 5;
    step.side = "none";
    step.paths = {{"a", "b"}};
    step.technique = "stroke";
    EXPECT_NEAR(step_duration_s(step, state, context), 90, 1e-6) << "10 times 30 cm at 5 cm/s, and half as long each time for the way back";
    step.technique = "knead";
    EXPECT_NEAR(step_duration_s(step, state, context), 2, 1e-6);
    step.technique = "breath";
    EXPECT_NEAR(step_duration_s(step, state, context), 120, 1e-6);
    step.duration_s = 90;
    EXPECT_NEAR(step_duration_s(step, state, context), 90, 1e-6) << "a duration decides";
}

TEST_F(PlaybackTest, AConditionWithoutAPlanSaysSo) {
    act("condition no_plan");
    EXPECT_NE(refuse("play").find("no stroke plan"), std::string::npos);
    EXPECT_EQ(current_step(state, context), nullptr);
}

TEST_F(PlaybackTest, ATourShowsItsStopsAndEnds) {
    act("tour start round");
    EXPECT_EQ(state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::deep)], 0);
    act("tick seconds=6");
    EXPECT_EQ(state.tour.stop, 1);
    EXPECT_EQ(state.selected, "vertebra.t1");
    EXPECT_EQ(state.tour.tour, "round") << "a stop starts no tour and quits nothing";
    act("tick seconds=6");
    EXPECT_EQ(state.tour, TourState{});
}

} // namespace dorsum::session
