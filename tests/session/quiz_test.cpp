#include "fixture.h"

#include <algorithm>
#include <set>

namespace dorsum::session {

using QuizTest = SessionTest;

TEST_F(QuizTest, TheSeedDecides) {
    const SessionState a = after(state, "quiz start names seed=7"), b = after(state, "quiz start names seed=7");
    EXPECT_EQ(a, b);
    EXPECT_NE(a.quiz.order, after(state, "quiz start names seed=8").quiz.order);
    const SessionState first = after(state, "quiz start names");
    EXPECT_NE(first.quiz.order, after(first, "quiz start names").quiz.order) << "the next round differs";
}

TEST_F(QuizTest, NameItOffersTheRightOneOnceAmongOthers) {
    act("quiz start names seed=3");
    EXPECT_EQ(state.quiz.order.size(), 25u) << "24 vertebrae, and piriformis once for both sides";
    std::set<std::size_t> places;
    while (static_cast<std::size_t>(state.quiz.at) < state.quiz.order.size()) {
        const auto& options = state.quiz.options;
        const auto& right = state.quiz.order[static_cast<std::size_t>(state.quiz.at)];
        ASSERT_EQ(options.size(), 4u);
        EXPECT_EQ(std::set<std::string>(options.begin(), options.end()).size(), 4u);
        EXPECT_EQ(std::count(options.begin(), options.end(), right), 1);
        EXPECT_EQ(state.selected, right) << "it is lit";
        places.insert(static_cast<std::size_t>(std::find(options.begin(), options.end(), right) - options.begin()));
        act("quiz next");
    }
    EXPECT_EQ(places.size(), 4u) << "the right one is not always at the same place";
    EXPECT_EQ(state.quiz.correct, 0);
    EXPECT_EQ(state.quiz.asked, 25);
    refuse("quiz next");
}

TEST_F(QuizTest, Scores) {
    act("quiz start names seed=3");
    act("quiz answer " + state.quiz.order[0]);
    EXPECT_EQ(state.quiz.correct, 1);
    refuse("quiz answer " + state.quiz.order[0]);
    act("quiz next");
    act("quiz answer " + state.quiz.order[0]);
    EXPECT_EQ(state.quiz.correct, 1);
    EXPECT_EQ(state.quiz.asked, 2);
    act("quiz stop");
    EXPECT_EQ(state.quiz.quiz, "");
    refuse("quiz answer vertebra.l1");
}

TEST_F(QuizTest, InFindItAClickIsTheAnswer) {
    act("quiz start find seed=1");
    EXPECT_TRUE(state.quiz.options.empty());
    EXPECT_EQ(state.selected, "") << "nothing gives it away";
    while (state.quiz.order[static_cast<std::size_t>(state.quiz.at)].find(".left") == std::string::npos &&
           state.quiz.order[static_cast<std::size_t>(state.quiz.at)].find(".right") == std::string::npos)
        act("quiz next");
    std::string other = state.quiz.order[static_cast<std::size_t>(state.quiz.at)];
    other = other.substr(0, other.rfind('.')) + (other.find(".left") == std::string::npos ? ".left" : ".right");
    act("select " + other);
    EXPECT_EQ(state.quiz.correct, 1) << "the other side has the same name";
    act("select vertebra.c1");
    EXPECT_EQ(state.quiz.correct, 1);
    EXPECT_EQ(state.selected, "vertebra.c1") << "after the answer a click selects again";
}

TEST_F(QuizTest, AsksOnThePlainBodyAndPutsEverythingBack) {
    state = initial_state(context, "study");
    act("condition scoliosis");
    act("quiz start names seed=2");
    EXPECT_TRUE(state.curve.straight());
    EXPECT_FALSE(state.labels) << "names would give the answers away";
    act("quiz stop");
    EXPECT_TRUE(state.labels);
    EXPECT_EQ(state.layer_opacity, SessionState{}.layer_opacity);
}

TEST_F(QuizTest, WhatIsNoQuiz) {
    for (const char* text : {"quiz", "quiz start", "quiz start nothing", "quiz start names seed=-1", "quiz next", "quiz answer x"}) refuse(text);
}

} // namespace dorsum::session
