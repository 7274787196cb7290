// What a click means: a thin nerve within the finger, else what is right there, else what is nearest.
#include "fixture.h"

#include "scene/pick.h"

namespace dorsum::scene {

namespace {

constexpr int k_side = 21, k_middle = 10;

class PickTest : public SceneTest {
protected:
    void paint(const std::string& id, int x, int y) { ids[static_cast<std::size_t>(y * k_side + x)] = find(id).value + 1; }
    void paint_all(const std::string& id) { std::fill(ids.begin(), ids.end(), find(id).value + 1); }
    std::string picked(int finger_px) const {
        const auto index = pick(ids, k_side, atlas, finger_px);
        return index.valid() ? atlas.at(index).terms.id : "";
    }
    std::vector<std::uint32_t> ids = std::vector<std::uint32_t>(k_side * k_side, 0);
};

} // namespace

TEST_F(PickTest, nothing_there_picks_nothing) { EXPECT_EQ(picked(10), ""); }

TEST_F(PickTest, what_is_under_the_pointer_is_meant) {
    paint_all("muscle.gluteus_maximus.left");
    paint("vertebra.l3", k_middle, k_middle);
    EXPECT_EQ(picked(8), "vertebra.l3");
}

TEST_F(PickTest, a_nerve_within_the_finger_wins_over_the_muscle_under_it) {
    paint_all("muscle.gluteus_maximus.left");
    paint("nerve.sciatic.left", k_middle + 5, k_middle);
    EXPECT_EQ(picked(6), "nerve.sciatic.left");
    EXPECT_EQ(picked(4), "muscle.gluteus_maximus.left") << "too far for this finger";
}

TEST_F(PickTest, of_two_nerves_the_nearer_one) {
    paint_all("muscle.gluteus_maximus.left");
    paint("nerve.root_l5.left", k_middle + 4, k_middle);
    paint("nerve.root_s1.left", k_middle, k_middle - 3);
    EXPECT_EQ(picked(8), "nerve.root_s1.left");
}

TEST_F(PickTest, beside_everything_the_nearest_one) {
    paint("vertebra.l3", k_middle + 6, k_middle);
    paint("vertebra.l4", k_middle, k_middle + 4);
    EXPECT_EQ(picked(8), "vertebra.l4");
    EXPECT_EQ(picked(3), "") << "farther than a finger is wide";
}

TEST_F(PickTest, numbers_that_no_structure_has_are_passed_over) {
    std::fill(ids.begin(), ids.end(), 0xffffffffu);
    EXPECT_EQ(picked(8), "");
    paint("vertebra.l3", k_middle + 1, k_middle);
    EXPECT_EQ(picked(8), "vertebra.l3");
}

TEST_F(PickTest, the_smallest_picture_is_one_pixel) {
    const std::uint32_t one = find("vertebra.l3").value + 1;
    EXPECT_EQ(pick({&one, 1}, 1, atlas, 5), find("vertebra.l3"));
    EXPECT_FALSE(pick({}, 0, atlas, 5).valid());
}

} // namespace dorsum::scene
