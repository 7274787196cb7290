#include "fixture.h"

namespace dorsum::session {

using SelectionTest = SessionTest;

TEST_F(SelectionTest, SelectBringsIntoView) {
    act("layer deep off");
    act("hide muscle.piriformis");
    act("select muscle.piriformis.left");
    EXPECT_EQ(state.selected, "muscle.piriformis.left");
    EXPECT_EQ(state.hidden.count("muscle.piriformis.left"), 0u);
    EXPECT_EQ(state.hidden.count("muscle.piriformis.right"), 1u);
    EXPECT_EQ(state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::deep)], 1.0f);
    EXPECT_NE(refuse("select vertebra.l6").find("vertebra.l"), std::string::npos) << "the nearest ids are named";
    act("select none");
    EXPECT_EQ(state.selected, "");
}

TEST_F(SelectionTest, ASelectorMeansBothSidesOrAGroup) {
    act("hide muscle.piriformis");
    EXPECT_EQ(state.hidden.size(), 2u);
    act("isolate group:lumbar");
    EXPECT_EQ(state.isolated.size(), 5u);
    act("show all");
    EXPECT_TRUE(state.hidden.empty() && state.isolated.empty() && state.faded.empty());
}

TEST_F(SelectionTest, AloneItMeansTheSelection) {
    refuse("hide");
    act("select vertebra.t1");
    act("fade");
    EXPECT_EQ(state.faded, (std::set<std::string>{"vertebra.t1"}));
    act("hide");
    EXPECT_EQ(state.hidden, (std::set<std::string>{"vertebra.t1"}));
    EXPECT_TRUE(state.faded.empty()) << "hidden, not faded";
    EXPECT_EQ(state.selected, "") << "what is not seen is not selected";
}

TEST_F(SelectionTest, IsolateAloneToggles) {
    act("select vertebra.t1");
    act("isolate");
    EXPECT_EQ(state.isolated, (std::set<std::string>{"vertebra.t1"}));
    act("isolate");
    EXPECT_TRUE(state.isolated.empty());
}

TEST_F(SelectionTest, Layers) {
    act("layer skin 0.25");
    EXPECT_EQ(state.layer_opacity[0], 0.25f);
    act("layer all off");
    for (const float opacity : state.layer_opacity) EXPECT_EQ(opacity, 0.0f);
    refuse("layer skins on");
    refuse("layer skin 1.5");
    refuse("layer skin nan");
    refuse("layer skin");
}

TEST_F(SelectionTest, Clip) {
    refuse("clip offset=5");
    act("clip axis=y offset=1200 flip=yes");
    ASSERT_TRUE(state.clip);
    EXPECT_EQ(*state.clip, (ClipPlane{'y', 1200, true}));
    act("clip offset=900");
    EXPECT_EQ(*state.clip, (ClipPlane{'y', 900, true}));
    refuse("clip axis=w");
    act("clip off");
    EXPECT_FALSE(state.clip);
}

TEST_F(SelectionTest, SearchKeepsTheWords) {
    act("search lower back");
    EXPECT_EQ(state.search, "lower back");
    act("search clear");
    EXPECT_EQ(state.search, "");
    refuse("search " + std::string(300, 'x'));
}

} // namespace dorsum::session
