#include "fixture.h"

namespace dorsum::session {

using CurveTest = SessionTest;
using anatomy::Side;

TEST_F(CurveTest, ANumberAndASideMakeAThoracicCurve) {
    act("curve cobb=40 side=left");
    ASSERT_EQ(state.curve.segments.size(), 1u);
    const auto& segment = state.curve.segments[0];
    EXPECT_EQ(segment.cobb_deg, 40);
    EXPECT_EQ(segment.convex, Side::left);
    EXPECT_EQ(segment.apex, anatomy::level_t(8));
    act("curve off");
    EXPECT_TRUE(state.curve.straight());
}

TEST_F(CurveTest, TheSliderKeepsTheOtherCurve) {
    act("condition scoliosis");
    act("curve cobb=55");
    ASSERT_EQ(state.curve.segments.size(), 2u);
    EXPECT_EQ(state.curve.segments[0].cobb_deg, 55);
    EXPECT_EQ(state.curve.segments[1].cobb_deg, 20);
    act("curve segment=2 cobb=5");
    EXPECT_EQ(state.curve.segments[1].cobb_deg, 5);
}

TEST_F(CurveTest, TurningOneCurveOverTurnsItsNeighbour) {
    act("condition scoliosis");
    act("curve side=left");
    EXPECT_EQ(state.curve.segments[0].convex, Side::left);
    EXPECT_EQ(state.curve.segments[1].convex, Side::right);
}

TEST_F(CurveTest, AddingGoesBelowAndToTheOtherSide) {
    act("curve cobb=40 side=right");
    act("curve add cobb=25");
    ASSERT_EQ(state.curve.segments.size(), 2u);
    EXPECT_EQ(state.curve.segments[1].upper, anatomy::level_t(12));
    EXPECT_EQ(state.curve.segments[1].convex, Side::left);
    refuse("curve add cobb=25");
    refuse("curve add cobb=10 upper=t6 apex=t9 lower=l1");
}

TEST_F(CurveTest, WhatIsNoCurve) {
    for (const char* text : {"curve", "curve cobb=91", "curve cobb=-1", "curve cobb=nan", "curve apex=t8 upper=t9", "curve apex=s1", "curve apex=x3",
                             "curve upper=t5 apex=t8 lower=s1", "curve side=up", "curve bend", "curve preset nothing", "curve add"})
        refuse(text);
    EXPECT_TRUE(state.curve.segments.empty());
}

TEST_F(CurveTest, AnApexBringsItsEnds) {
    act("curve cobb=30 apex=l2 side=left");
    const auto& segment = state.curve.segments[0];
    EXPECT_EQ(segment.apex, anatomy::level_l(2));
    EXPECT_LT(segment.upper, segment.apex);
    EXPECT_GT(segment.lower, segment.apex);
}

} // namespace dorsum::session
