#include "stage.h"

namespace dorsum::app::test {

TEST(Stage, OpensTheDefaultAtlas) {
    const auto& atlas = stage().workspace->atlas;
    EXPECT_FALSE(atlas.foreign);
    EXPECT_GT(atlas.structures.size(), 200u);
    EXPECT_EQ(stage().workspace->catalog.conditions.size(), 6u);
}

TEST(Stage, TheFirstPictureShowsABack) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    (void)viewer->settled_picture();
    EXPECT_TRUE(viewer->find_on_screen("muscle.latissimus_dorsi.left"));
    EXPECT_TRUE(viewer->find_on_screen("muscle.latissimus_dorsi.right"));
    EXPECT_FALSE(viewer->find_on_screen("sternum.body")) << "the breastbone shows through the back";
}

} // namespace dorsum::app::test
