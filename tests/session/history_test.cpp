#include "fixture.h"

namespace dorsum::session {

TEST_F(HistoryTest, EveryActionIsUndoneExactly) {
    for (const auto& text : many_actions()) {
        history.reset(state);
        apply("condition upper_back_tension");
        apply("screen none");
        apply("select vertebra.l1");
        const SessionState before = history.state();
        apply(text);
        SessionState changed = history.state();
        changed.notice.clear();
        if (changed == before || text == "undo") continue;
        apply("undo");
        EXPECT_EQ(history.state(), before) << text;
        apply("redo");
        EXPECT_EQ(history.state(), changed) << text;
    }
}

TEST_F(HistoryTest, RandomSessionsGoBackToTheirStartAndForthToTheirEnd) {
    const auto actions = many_actions();
    for (std::uint32_t seed = 1; seed <= 40; ++seed) {
        support::Dice dice(seed);
        history.reset(state);
        for (int i = 0; i < 200; ++i) apply(actions[dice.below(actions.size())]);
        SessionState end = history.state();
        end.notice.clear();
        while (history.can_redo()) apply("redo");
        SessionState last = history.state();
        last.notice.clear();
        int steps = 0;
        for (; history.can_undo(); ++steps) apply("undo");
        EXPECT_EQ(history.state(), state) << "seed " << seed;
        for (; history.can_redo(); --steps) apply("redo");
        EXPECT_EQ(history.state(), last) << "seed " << seed;
        EXPECT_EQ(steps, 0);
    }
}

TEST_F(HistoryTest, ADragIsOneStep) {
    for (int i = 0; i < 20; ++i) apply("orbit dyaw=1");
    apply("pan dx=0.01");
    for (int i = 1; i < 10; ++i) apply("layer skin 0." + std::to_string(i));
    for (int i = 1; i < 50; ++i) apply("curve cobb=" + std::to_string(i));
    apply("undo");
    EXPECT_TRUE(history.state().curve.segments.empty());
    EXPECT_EQ(history.state().layer_opacity[0], 0.9f);
    apply("undo");
    EXPECT_EQ(history.state().layer_opacity[0], 0);
    apply("undo");
    EXPECT_EQ(history.state(), state);
    EXPECT_FALSE(history.can_undo());
}

TEST_F(HistoryTest, SlidersOfTwoLayersAndSwitchesAreSteps) {
    apply("layer skin 0.5");
    apply("layer bone 0.5");
    apply("layer bone off");
    apply("undo");
    EXPECT_EQ(history.state().layer_opacity[static_cast<std::size_t>(anatomy::Layer::bone)], 0.5f);
    apply("undo");
    EXPECT_EQ(history.state().layer_opacity[static_cast<std::size_t>(anatomy::Layer::bone)], 1);
    EXPECT_EQ(history.state().layer_opacity[0], 0.5f);
}

TEST_F(HistoryTest, ClocksAndRefusalsAreNoSteps) {
    apply("condition upper_back_tension");
    apply("tick seconds=1");
    apply("idle seconds=5");
    apply("touch");
    apply("select nothing");
    apply("select none");
    apply("undo");
    EXPECT_EQ(history.state(), state);
    EXPECT_FALSE(history.can_undo());
    apply("tick seconds=1");
    EXPECT_TRUE(history.can_redo()) << "a clock does not take the way forth";
    apply("undo");
    EXPECT_EQ(history.state().notice, "Nothing to undo.");
}

TEST_F(HistoryTest, SomethingNewEndsTheWayForth) {
    apply("labels on");
    apply("undo");
    apply("latin on");
    EXPECT_FALSE(history.can_redo());
}

TEST_F(HistoryTest, KeepsTheLastFiftyTexts) {
    for (int i = 0; i < 70; ++i) apply("labels");
    apply("select none");
    EXPECT_EQ(history.recent().size(), 50u);
    EXPECT_EQ(history.recent().back(), "select none");
}

} // namespace dorsum::session
