#include "render/draw_list.h"

#include <glm/gtc/matrix_transform.hpp>
#include <gtest/gtest.h>

namespace dorsum::render {
namespace {

const geometry::Bounds k_box{{-10, -10, -10}, {10, 10, 10}};

TEST(PosedBounds, HoldEveryBlendOfTheJoints) {
    std::vector<glm::mat4> palette(3, glm::mat4(1));
    palette[1] = glm::translate(glm::mat4(1), {100, 0, 0});
    const geometry::Bounds both = posed_bounds(k_box, 0b011, palette);
    EXPECT_FLOAT_EQ(both.min.x, -10);
    EXPECT_FLOAT_EQ(both.max.x, 110);
    const geometry::Bounds moved = posed_bounds(k_box, 0b010, palette);
    EXPECT_FLOAT_EQ(moved.min.x, 90);
    const geometry::Bounds beyond =
        posed_bounds(k_box, std::uint64_t{1} << 50, palette); // a joint that the palette lacks
    EXPECT_FLOAT_EQ(beyond.min.x, -10);
}

TEST(ScreenRect, IsTheWholeScreenWhenTheBoxReachesBehindTheEye) {
    const glm::mat4 projection = glm::perspective(0.5f, 1.0f, 1.0f, 100.0f);
    EXPECT_EQ(screen_rect(k_box, projection).min, glm::vec2(-1));
    const geometry::Bounds far_away{{-1, -1, -60}, {1, 1, -50}};
    EXPECT_LT(screen_rect(far_away, projection).max.x, 0.2f);
}

} // namespace
} // namespace dorsum::render
