#include "fixture.h"

namespace dorsum::session {

using SafetyTest = SessionTest;

TEST_F(SafetyTest, NoPlanBeforeTheScreen) {
    EXPECT_EQ(plan_block(state, context), PlanBlock::no_condition);
    act("condition upper_back_tension");
    EXPECT_EQ(plan_block(state, context), PlanBlock::needs_screen);
    EXPECT_EQ(current_step(state, context), nullptr);
    refuse("play");
    refuse("step next");
    refuse("toggle-play");
    act("screen fever no");
    act("screen saddle no");
    act("screen pregnant no");
    EXPECT_EQ(plan_block(state, context), PlanBlock::needs_screen) << "one question is open";
    refuse("screen done");
    act("screen bruise no");
    EXPECT_EQ(plan_block(state, context), PlanBlock::none);
    EXPECT_TRUE(state.screen_passed);
    ASSERT_NE(current_step(state, context), nullptr);
    act("play");
}

TEST_F(SafetyTest, EveryStopAnswerStopsEveryPlan) {
    for (const char* question : {"fever", "saddle"})
        for (const auto& condition : catalog.conditions) {
            state = initial_state(context, "clinic");
            act("condition " + condition.id);
            act(std::string("screen ") + question + " yes");
            EXPECT_EQ(plan_block(state, context), PlanBlock::screen_stop) << "at once, before the other answers";
            act("screen none");
            EXPECT_EQ(plan_block(state, context), PlanBlock::screen_stop) << question << " " << condition.id;
            EXPECT_FALSE(state.screen_passed);
            refuse("play");
        }
}

TEST_F(SafetyTest, AskFirstAndLocalAnswersLetOn) {
    act("condition upper_back_tension");
    act("screen pregnant yes");
    act("screen bruise yes");
    act("screen none");
    EXPECT_EQ(plan_block(state, context), PlanBlock::none);
    EXPECT_TRUE(state.screen_yes.count("pregnant"));
}

TEST_F(SafetyTest, AChangedAnswerStopsWhatPlays) {
    act("condition upper_back_tension");
    act("screen none");
    act("play");
    act("screen fever yes");
    EXPECT_FALSE(state.playback.playing);
    EXPECT_EQ(current_step(state, context), nullptr);
    act("screen fever no");
    EXPECT_EQ(plan_block(state, context), PlanBlock::none);
}

TEST_F(SafetyTest, GatesAskForTheirOwnConfirmation) {
    const std::pair<const char*, const char*> gates[] = {
        {"lower_back_strain", "timing"}, {"scoliosis", "checked_by_professional"}, {"herniated_disc", "professional"}};
    for (const auto& [condition, what] : gates) {
        state = initial_state(context, "clinic");
        act(std::string("condition ") + condition);
        act("screen none");
        for (const auto& [other, confirmation] : gates)
            if (std::string(confirmation) != what) act(std::string("confirm ") + confirmation);
        EXPECT_EQ(plan_block(state, context), PlanBlock::needs_confirmation) << condition;
        act(std::string("confirm ") + what);
        EXPECT_EQ(plan_block(state, context), PlanBlock::none) << condition;
    }
}

TEST_F(SafetyTest, AConfirmationIsForOneCondition) {
    refuse("confirm timing");
    act("condition lower_back_strain");
    act("screen none");
    act("confirm timing");
    act("condition scoliosis");
    act("condition lower_back_strain");
    EXPECT_EQ(plan_block(state, context), PlanBlock::needs_confirmation);
}

TEST_F(SafetyTest, ConfirmationDoesNotReplaceTheScreen) {
    act("condition herniated_disc");
    act("confirm professional");
    EXPECT_EQ(plan_block(state, context), PlanBlock::needs_screen);
}

TEST_F(SafetyTest, AModeHidesPlansByData) {
    state = initial_state(context, "kiosk");
    act("condition herniated_disc");
    act("screen none");
    act("confirm professional");
    EXPECT_EQ(plan_block(state, context), PlanBlock::mode_forbids);
    refuse("play");
    act("condition upper_back_tension");
    EXPECT_EQ(plan_block(state, context), PlanBlock::none);
}

TEST_F(SafetyTest, WithoutQuestionsNobodyIsScreened) {
    catalog.screen.clear();
    act("condition upper_back_tension");
    act("screen none");
    EXPECT_EQ(plan_block(state, context), PlanBlock::needs_screen);
}

TEST_F(SafetyTest, AFlagAloneOpensNothing) {
    act("condition upper_back_tension");
    state.screen_passed = true;
    EXPECT_EQ(plan_block(state, context), PlanBlock::needs_screen);
}

TEST_F(SafetyTest, DoneClosesTheDialog) {
    act("dialog safety");
    act("screen none");
    act("screen done");
    EXPECT_EQ(state.dialog, "");
    refuse("screen nothing yes");
    refuse("screen fever maybe");
}

} // namespace dorsum::session
