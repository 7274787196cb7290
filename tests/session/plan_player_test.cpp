// The plan in time: repetitions are counted, a step can be looped, captions say what is done; and strokes that the user draws.
#include "fixture.h"

#include "session/plan_player.h"

#include <set>

namespace dorsum::session {

class PlanPlayerTest : public SessionTest {
protected:
    void SetUp() override {
        act("condition upper_back_tension"); // 3 steps of 2 holds of 10 s
        act("screen none");
    }
};

TEST_F(PlanPlayerTest, RepetitionsAreCountedFromOneToTheLast) {
    const auto& step = *current_step(state, context);
    const auto at = [&](double s) { return repetition_at(step, s, state, context); };
    EXPECT_EQ(at(0), (Repetition{1, 2}));
    EXPECT_EQ(at(9.9), (Repetition{1, 2}));
    EXPECT_EQ(at(10.1), (Repetition{2, 2}));
    EXPECT_EQ(at(500), (Repetition{2, 2}));
}

TEST_F(PlanPlayerTest, ALoopedStepBeginsAgainAndThePlanWaits) {
    act("loop on");
    act("play");
    act("tick seconds=47");
    EXPECT_EQ(state.playback.step, 0);
    EXPECT_NEAR(state.playback.time_s, 7, 1e-9);
    EXPECT_TRUE(state.playback.playing);
    act("loop off");
    act("tick seconds=15");
    EXPECT_EQ(state.playback.step, 1);
}

TEST_F(PlanPlayerTest, CaptionsFillThePlanWithoutGapsOrOverlaps) {
    const auto captions = plan_captions(state, context);
    ASSERT_GE(captions.size(), 3u);
    EXPECT_EQ(captions.front().begin_s, 0);
    for (std::size_t i = 1; i < captions.size(); ++i) EXPECT_NEAR(captions[i].begin_s, captions[i - 1].end_s, 1e-9) << i;
    EXPECT_NEAR(captions.back().end_s, plan_duration_s(plan_timeline(state, context)), 1e-9);
    for (const auto& caption : captions) EXPECT_FALSE(caption.text.empty());
    EXPECT_EQ(caption_now(state, context), captions.front().text);
}

TEST_F(PlanPlayerTest, InTheFirstDaysTheEarlyStepsAreTheWholePlan) {
    act("condition lower_back_strain");
    act("screen none");
    EXPECT_EQ(plan_timeline(state, context).size(), 4u);
    act("onset first_days");
    EXPECT_EQ(plan_timeline(state, context).size(), 2u);
    std::string words;
    for (const auto& caption : plan_captions(state, context)) words += caption.text + "|";
    EXPECT_NE(words.find("2. "), std::string::npos);
    EXPECT_EQ(words.find("3. "), std::string::npos) << "captions count as the player does";
}

// The body says that some steps cannot be drawn on it.
class LeftOut : public PlanPlayerTest {
protected:
    void leave_out(std::set<std::string> steps) {
        context.ask_body = [steps = std::move(steps)](const content::StrokeStep& step, const SessionState&) {
            return steps.count(step.id) ? OnBody{false, {{step.id, anatomy::Side::left, {}, Refusal::reach, 0}}} : OnBody{};
        };
        catalog.texts["en"].entries["library.refused.reach"] = "too deep";
    }
    std::string id(int number) const { return "upper_back_tension." + std::to_string(number); }
};

TEST_F(LeftOut, AStepThatCannotBeDrawnTakesNoTimeAndIsPassedOver) {
    const double whole_s = plan_duration_s(plan_timeline(state, context));
    leave_out({id(2)});
    EXPECT_NEAR(plan_duration_s(plan_timeline(state, context)), whole_s - 20, 1e-9);
    act("play");
    act("tick seconds=21");
    EXPECT_EQ(state.playback.step, 2) << "from the first to the third";
    EXPECT_NEAR(state.playback.time_s, 1, 1e-9);
    act("step previous");
    EXPECT_EQ(state.playback.step, 0);
    act("step next");
    EXPECT_EQ(state.playback.step, 2);
}

TEST_F(LeftOut, ItCanBeLookedAtAndSaysWhy) {
    leave_out({id(2)});
    act("step 2");
    EXPECT_EQ(state.playback.step, 1);
    EXPECT_NE(caption_now(state, context).find("2. "), std::string::npos);
    EXPECT_NE(caption_now(state, context).find("too deep"), std::string::npos);
    act("loop on");
    act("play");
    act("tick seconds=1");
    EXPECT_EQ(state.playback.step, 2) << "nothing plays there, not even in a loop";
}

TEST_F(LeftOut, CaptionsTellWhatWasPassedOverAndNameWhatIsNext) {
    leave_out({id(2)});
    const auto captions = plan_captions(state, context);
    EXPECT_EQ(captions.front().begin_s, 0);
    for (std::size_t i = 1; i < captions.size(); ++i) EXPECT_NEAR(captions[i].begin_s, captions[i - 1].end_s, 1e-9) << i;
    std::string told;
    for (const auto& caption : captions)
        if (caption.text.find("3. ") != std::string::npos) told = caption.text;
    EXPECT_LT(told.find("2. "), told.find("3. ")) << told;
    EXPECT_NE(told.find("too deep"), std::string::npos) << told;
}

TEST_F(LeftOut, APlanEndsBeforeWhatIsLeftOutAtItsEndAndBeginsAfterWhatIsAtItsBeginning) {
    leave_out({id(1), id(3)});
    act("play");
    EXPECT_EQ(state.playback.step, 1);
    act("tick seconds=300");
    EXPECT_EQ(state.playback.step, 1);
    EXPECT_FALSE(state.playback.playing);
    act("play");
    EXPECT_EQ(state.playback.step, 1);
    EXPECT_EQ(state.playback.time_s, 0);
}

TEST_F(LeftOut, APlanOfWhichNothingCanBeDrawnDoesNotPlayAndSaysWhy) {
    leave_out({id(1), id(2), id(3)});
    EXPECT_NE(refuse("play").find("too deep"), std::string::npos);
    EXPECT_EQ(plan_duration_s(plan_timeline(state, context)), 0);
    EXPECT_TRUE(plan_captions(state, context).empty());
}

TEST_F(PlanPlayerTest, CaptionsStayBehindTheGate) {
    act("condition none");
    EXPECT_TRUE(plan_captions(state, context).empty());
    EXPECT_EQ(caption_now(state, context), "");
}

TEST_F(PlanPlayerTest, WebVttIsWhatAPlayerReads) {
    const auto text = webvtt({{0, 2.5, "One --> two"}, {2.5, 3661.25, "Three\n\nfour"}});
    EXPECT_EQ(text, "WEBVTT\n\n1\n00:00:00.000 --> 00:00:02.500\nOne -> two\n\n2\n00:00:02.500 --> 01:01:01.250\nThree\nfour\n");
}

TEST_F(PlanPlayerTest, ADrawnStrokeIsKeptAndClearedAndRefusedWhenItIsNone) {
    act("trace on");
    EXPECT_TRUE(state.own_stroke.drawing);
    act("trace path=-40,1200,-90;-40,1300,-90");
    ASSERT_EQ(state.own_stroke.points_mm.size(), 2u);
    EXPECT_EQ(state.own_stroke.points_mm[1], glm::vec3(-40, 1300, -90));
    for (const char* text : {"trace path=1,2,3", "trace path=1,2;3,4", "trace path=1,2,3;4,5,nan", "trace path=1,2,3;4,5,9999999", "trace maybe"}) refuse(text);
    act("trace clear");
    EXPECT_TRUE(state.own_stroke.points_mm.empty());
    EXPECT_TRUE(state.own_stroke.drawing);
    act("trace off");
    EXPECT_FALSE(state.own_stroke.drawing);
}

TEST_F(HistoryTest, ADragThatDrawsIsOneStepToUndo) {
    history.reset(state);
    for (const char* text : {"trace on", "trace path=0,1,0;0,9,0", "trace path=0,1,0;0,9,0;0,20,0", "trace path=5,1,0;5,9,0"}) apply(text);
    apply("undo");
    EXPECT_EQ(history.state().own_stroke.points_mm.size(), 3u) << "the second drag is gone, the first one is whole";
    apply("undo");
    EXPECT_TRUE(history.state().own_stroke.points_mm.empty());
    EXPECT_TRUE(history.state().own_stroke.drawing);
}

} // namespace dorsum::session
