// Another body in the running program: baked when it is first asked for, shown in place of the one before.
#include "stage.h"

#include "program.h"

#include <cmath>

namespace dorsum::app::test {

namespace {

float breadth(const anatomy::Atlas& atlas, const std::string& name) {
    const auto *left = atlas.find_landmark(name + ".left"), *right = atlas.find_landmark(name + ".right");
    return left && right ? left->position_mm.x - right->position_mm.x : 0;
}

float highest(const anatomy::Atlas& atlas, const std::string& id) { return atlas.at(atlas.find(id)).bounds.max.y; }

void settle(Viewer& viewer) {
    for (int i = 0; i < 4; ++i) (void)viewer.step(1.0 / 30);
}

} // namespace

TEST(Bodies, AnotherBodyTakesThePlaceOfTheOneShown) {
    const auto viewer = make_viewer("clinic", 800, 600);
    ASSERT_TRUE(viewer);
    const auto& atlas = viewer->atlas();
    ASSERT_TRUE(atlas.body) << "the manifest says whose body it is";
    EXPECT_EQ(atlas.body->id, "man");
    const float his_height = atlas.body->stature_mm, his_shoulders = breadth(atlas, "acromion"), his_hips = breadth(atlas, "iliac_crest");
    const float his_sacrum = highest(atlas, "sacrum");
    const auto his_frames = atlas.spine.frames;

    for (const char* text : {"condition sciatica", "select vertebra.l4", "layer skin 0.2", "body woman"})
        EXPECT_TRUE(viewer->act(text)) << text;
    settle(*viewer);
    EXPECT_EQ(atlas.body->id, "woman");
    EXPECT_LT(atlas.body->stature_mm, his_height);
    EXPECT_NEAR(highest(atlas, "skin.body"), atlas.body->stature_mm, 12);
    EXPECT_GT(breadth(atlas, "iliac_crest") / breadth(atlas, "acromion"), 1.03f * his_hips / his_shoulders);
    EXPECT_EQ(viewer->state().selected, "vertebra.l4");
    EXPECT_EQ(viewer->state().condition, "sciatica");
    EXPECT_TRUE(viewer->find_on_screen("nerve.sciatic.left"));
    // A straight spine measures as one, and a curve as what was asked for.
    EXPECT_TRUE(viewer->act("curve cobb=40 side=right"));
    settle(*viewer);
    EXPECT_NEAR(scene::measure_spine(viewer->state(), atlas).cobb_deg.at(0), 40, 0.6);
    EXPECT_TRUE(viewer->act("curve off"));

    const float before = highest(atlas, "sacrum"), her_height = atlas.body->stature_mm;
    EXPECT_TRUE(viewer->act("body stature=175"));
    settle(*viewer);
    EXPECT_NEAR(highest(atlas, "sacrum"), before * 1750 / her_height, 0.5);
    EXPECT_NEAR(highest(atlas, "skin.body"), 1750, 12);

    while (viewer->state().body != "man") EXPECT_TRUE(viewer->act("undo"));
    settle(*viewer);
    EXPECT_EQ(atlas.body->id, "man");
    EXPECT_NEAR(highest(atlas, "sacrum"), his_sacrum, 1e-3);
    for (std::size_t i = 0; i < his_frames.size(); ++i) EXPECT_EQ(atlas.spine.frames[i].axes, his_frames[i].axes);
}

TEST(Bodies, APictureCanBeOfAnotherBody) {
    const auto file = scratch_folder() / "woman.png";
    const auto ran = run_program({"render", "--body", "woman", "--stature", "170", "--size", "200x300", "--quality", "low", "--out", file.string()});
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_GT(load_picture(file).colours(), 50);
    const auto unknown = run_program({"render", "--body", "giant", "--out", file.string()});
    EXPECT_NE(unknown.code, 0);
    EXPECT_NE(unknown.err.find("adolescent"), std::string::npos) << unknown.err;
}

} // namespace dorsum::app::test
