// A kind of stroke shown by itself: behind the safety screen, where the mode allows it, on a muscle and nothing else.
#include "fixture.h"

namespace dorsum::session {

class TechniqueTest : public SessionTest {
protected:
    TechniqueTest() {
        auto step = catalog.conditions.front().plan.steps.front();
        step.targets = {"muscle.piriformis.{side}"};
        step.side = "both";
        step.paths = {{"psis.{side}"}};
        step.id = "library." + step.technique;
        technique = step.technique;
        catalog.library = {{"holds", {"technique_group.holds"}, {step}}};
    }
    std::string technique;
};

TEST_F(TechniqueTest, NoStrokeIsShownBeforeTheSafetyQuestions) {
    act("technique list");
    EXPECT_TRUE(state.library.open);
    refuse("technique id=" + technique);
    EXPECT_FALSE(technique_step(state, context));
    act("screen none");
    act("technique id=" + technique);
    ASSERT_TRUE(technique_step(state, context));
    EXPECT_TRUE(state.library.playing);
    EXPECT_TRUE(state.condition.empty()) << "no condition is needed";
    const auto stop = catalog.screen.front().id;
    for (const auto& question : catalog.screen) act("screen " + question.id + " yes");
    EXPECT_FALSE(technique_step(state, context)) << "an answer that says stop takes the hands away: " << stop;
    EXPECT_FALSE(state.library.playing);
}

TEST_F(TechniqueTest, ItIsShownOnTheMuscleThatIsAskedFor) {
    act("screen none");
    act("technique id=" + technique + " on=muscle.rhomboid_major.left");
    const auto step = technique_step(state, context);
    ASSERT_TRUE(step);
    EXPECT_EQ(step->targets, std::vector<std::string>{"muscle.rhomboid_major.left"});
    EXPECT_EQ(step->side, "left");
    refuse("technique on=vertebra.l4");
    act("technique on=usual");
    EXPECT_TRUE(state.library.on.empty());
}

TEST_F(TechniqueTest, ItPlaysPausesAndMakesRoomForThePlan) {
    act("screen none");
    act("technique id=" + technique);
    act("tick seconds=2");
    EXPECT_DOUBLE_EQ(shown_time_s(state), 2);
    act("toggle-play");
    act("tick seconds=2");
    EXPECT_DOUBLE_EQ(shown_time_s(state), 2);
    act("condition upper_back_tension");
    EXPECT_FALSE(state.library.open) << "a condition's card is to be read";
    act("play");
    EXPECT_TRUE(state.playback.playing);
    act("technique id=" + technique);
    EXPECT_FALSE(state.playback.playing) << "one of them at a time";
}

TEST_F(TechniqueTest, AModeThatDeniesItShowsNone) {
    act("screen none");
    act("technique id=" + technique);
    for (auto& mode : catalog.modes) mode.denied_actions.push_back("technique");
    act("labels on");
    EXPECT_FALSE(state.library.open);
    EXPECT_FALSE(technique_step(state, context));
}

} // namespace dorsum::session
