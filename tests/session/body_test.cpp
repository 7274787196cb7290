// Whose body is shown: a wish like any other, kept in the state, saved, taken back, and refused where there is no choice.
#include "fixture.h"

#include "session/scene_file.h"

namespace dorsum::session {

using BodyTest = SessionTest;
using BodyHistoryTest = HistoryTest;

TEST_F(BodyTest, ASessionBeginsWithTheDefaultBody) {
    EXPECT_EQ(state.body, "man");
    EXPECT_EQ(state.stature_mm, 0);
    context.start_body = "woman";
    context.start_stature_mm = 1700;
    const auto other = initial_state(context, "clinic");
    EXPECT_EQ(other.body, "woman");
    EXPECT_EQ(other.stature_mm, 1700);
}

TEST_F(BodyTest, BodyAndStatureAreChosen) {
    act("body woman");
    EXPECT_EQ(state.body, "woman");
    EXPECT_EQ(state.stature_mm, 0);
    act("body stature=172");
    EXPECT_EQ(state.body, "woman");
    EXPECT_FLOAT_EQ(state.stature_mm, 1720);
    act("body man stature=190");
    EXPECT_EQ(state.body, "man");
    EXPECT_FLOAT_EQ(state.stature_mm, 1900);
    act("body woman"); // another person, her own height
    EXPECT_EQ(state.stature_mm, 0);
    act("body stature=170");
    act("body stature=own");
    EXPECT_EQ(state.stature_mm, 0);
    refuse("body");
    refuse("body nobody");
    refuse("body woman stature=90");
    refuse("body woman stature=tall");
    refuse("body woman man");
}

TEST_F(BodyTest, SelectionLayersAndConditionStay) {
    act("condition scoliosis");
    act("select vertebra.l4");
    act("layer skin 0.5");
    act("hide muscle.piriformis");
    const auto before = state;
    act("body adolescent");
    auto expected = before;
    expected.body = "adolescent";
    expected.camera = state.camera;
    EXPECT_EQ(state, expected);
}

TEST_F(BodyTest, TheCameraGrowsWithTheBody) {
    act("camera target=0,1200,0 distance=900");
    act("body stature=187"); // a tenth taller
    EXPECT_NEAR(state.camera.target_mm.y, 1320, 1);
    EXPECT_NEAR(state.camera.distance_mm, 990, 1);
}

TEST_F(BodyHistoryTest, CanBeTakenBackAndASliderIsOneStep) {
    apply("body woman");
    for (const char* cm : {"150", "155", "160"}) apply(std::string("body stature=") + cm);
    EXPECT_FLOAT_EQ(history.state().stature_mm, 1600);
    apply("undo");
    EXPECT_EQ(history.state().body, "woman");
    EXPECT_EQ(history.state().stature_mm, 0);
    apply("undo");
    EXPECT_EQ(history.state().body, "man");
    apply("redo");
    EXPECT_EQ(history.state().body, "woman");
}

TEST_F(BodyTest, OtherPeoplesMeshesHaveNoChoice) {
    atlas.foreign = true;
    const std::string why = refuse("body woman");
    EXPECT_NE(why.find("one body"), std::string::npos) << why;
    EXPECT_EQ(initial_state(context, "clinic").body, "");
}

TEST_F(BodyTest, AModeCanForbidIt) {
    catalog.modes[0].denied_actions = {"body"};
    refuse("body woman");
}

TEST_F(BodyTest, SceneFilesNameTheBody) {
    act("body adolescent stature=150");
    core::Diagnostics diagnostics;
    const auto again = read_scene(write_scene(state), "test.json", diagnostics);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->body, "adolescent");
    EXPECT_FLOAT_EQ(again->stature_mm, 1500);
    const auto fitted = fit_scene(*again, context, "test.json", diagnostics);
    EXPECT_EQ(fitted.body, "adolescent");
    EXPECT_TRUE(diagnostics.items().empty());
}

TEST_F(BodyTest, AStrangeOrOldSceneGetsTheBodyThatIsThere) {
    core::Diagnostics diagnostics;
    auto old = state;
    old.body.clear();
    EXPECT_EQ(fit_scene(old, context, "test.json", diagnostics).body, "man");
    auto strange = state;
    strange.body = "giant";
    strange.stature_mm = 2900;
    const auto fitted = fit_scene(strange, context, "test.json", diagnostics);
    EXPECT_EQ(fitted.body, "man");
    EXPECT_EQ(fitted.stature_mm, 0);
    EXPECT_FALSE(diagnostics.items().empty());
    strange.body = "woman";
    EXPECT_FLOAT_EQ(fit_scene(strange, context, "test.json", diagnostics).stature_mm, 1850);
}

} // namespace dorsum::session
