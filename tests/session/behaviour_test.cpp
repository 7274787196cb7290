// What a body does when asked: bend, breathe, show a strain's first days, shrink a disc, stand beside itself.
#include "fixture.h"

namespace dorsum::session {

using BehaviourTest = SessionTest;

TEST_F(BehaviourTest, BendingForwardTurnsTheCameraToTheBackAndBack) {
    const auto before = state.camera;
    act("forward_bend on");
    EXPECT_EQ(state.forward_bend, 1);
    EXPECT_NE(state.camera, before);
    act("forward_bend 0.5");
    EXPECT_EQ(state.forward_bend, 0.5f);
    act("forward_bend off");
    EXPECT_EQ(state.forward_bend, 0);
    refuse("forward_bend 1.5");
}

TEST_F(BehaviourTest, TheBreathFollowsThePacerAndStopsByItself) {
    act("breathe per_min=6");
    EXPECT_TRUE(state.breathing.on);
    EXPECT_EQ(breath_of(state, context), 0);
    act("tick seconds=4.01"); // 40 % of ten seconds: full
    EXPECT_NEAR(breath_of(state, context), 1, 0.01f);
    EXPECT_FALSE(breathing_in(state, context));
    act("tick seconds=5.99");
    EXPECT_NEAR(breath_of(state, context), 0, 0.01f);
    act("tick seconds=2");
    const float now = breath_of(state, context);
    act("breathe per_min=5");
    EXPECT_NEAR(breath_of(state, context), now, 0.02f) << "another pace goes on from the same place";
    act("reduced_motion on");
    EXPECT_EQ(breath_of(state, context), 0) << "nothing moves";
    act("tick seconds=400");
    EXPECT_FALSE(state.breathing.on) << "a screen that nobody looks at comes to rest";
}

TEST_F(BehaviourTest, TheBreathThatCameWithAPlanRestsWithIt) {
    for (auto& condition : catalog.conditions) condition.breath_pacer = true;
    act("condition upper_back_tension");
    act("screen none");
    act("play");
    EXPECT_TRUE(state.breathing.on);
    act("tick seconds=3");
    EXPECT_GT(breath_of(state, context), 0.1f);
    act("pause");
    EXPECT_FALSE(state.breathing.on);
    act("breathe on");
    act("pause");
    EXPECT_TRUE(state.breathing.on) << "nothing played: the guide was asked for by itself";
    act("play");
    act("pause");
    EXPECT_TRUE(state.breathing.on) << "it went on before the plan did, and goes on after it";
    for (auto& condition : catalog.conditions) condition.breath_pacer = false;
    act("play");
    act("toggle-play");
    EXPECT_TRUE(state.breathing.on) << "this plan brought no guide";
}

TEST_F(BehaviourTest, InTheFirstDaysOnlyTheEarlyStepsAreShown) {
    act("condition lower_back_strain");
    const auto& plan = catalog.find_condition("lower_back_strain")->plan;
    ASSERT_FALSE(plan.early_steps.empty());
    act("screen none");
    EXPECT_EQ(plan_block(state, context), PlanBlock::needs_confirmation);
    act("onset first_days");
    EXPECT_EQ(plan_block(state, context), PlanBlock::none) << "nothing to confirm: the plan is cut down instead";
    EXPECT_EQ(plan_steps(state, context).data(), plan.early_steps.data());
    EXPECT_EQ(current_step(state, context), &plan.early_steps.front());
    for (const auto& later : plan.steps) refuse("step " + later.id);
    refuse("step " + std::to_string(plan.early_steps.size() + 1));
    act("play");
    for (int i = 0; i < 200; ++i) {
        act("tick seconds=30");
        EXPECT_LT(state.playback.step, static_cast<int>(plan.early_steps.size()));
    }
    EXPECT_FALSE(state.playback.playing) << "to the end of what is allowed";
    act("onset later");
    EXPECT_EQ(plan_block(state, context), PlanBlock::needs_confirmation) << "that the first days are over is confirmed by a person";
    act("confirm timing");
    EXPECT_EQ(plan_block(state, context), PlanBlock::none);
    EXPECT_EQ(current_step(state, context), &plan.steps.front()) << "another plan, from its beginning";
}

TEST_F(BehaviourTest, ADiscShrinksAndAnotherFormBeginsWhole) {
    act("disc level=l5_s1 side=left stage=extrusion");
    act("disc shrink=0.6");
    EXPECT_EQ(state.disc.shrink, 0.6f);
    act("disc stage=protrusion");
    EXPECT_EQ(state.disc.shrink, 0);
    refuse("disc shrink=2");
}

TEST_F(BehaviourTest, OnePictureOrTwo) {
    act("condition scoliosis");
    act("before on");
    act("compare on");
    EXPECT_FALSE(state.before);
    act("before on");
    EXPECT_FALSE(state.compare);
    act("compare on");
    act("condition none");
    EXPECT_FALSE(state.compare);
}

} // namespace dorsum::session
