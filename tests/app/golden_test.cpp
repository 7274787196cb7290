// Two small pictures as they should look. They guard what ids cannot see: light, colours, paint, background.
//
// Tolerance: the picture is compared in squares of 10 x 10 pixels; the mean colour of a square may be off by 16 of 255 in a channel,
// and 4 % of the squares may be off further. Software rasterisers round edges differently from version to version, and a
// muscle's shape is made better now and then: both move some outlines by a pixel or two. A lost light, a wrong colour, a missing
// layer, another framing or a mirrored body each change far more.
//
// Refresh them where the look is meant to change, and look at them before committing:
//   DORSUM_REFRESH_GOLDEN=1 <build>/tests/app/dorsum_app_test --gtest_filter=Golden.*
#include "program.h"
#include "stage.h"

#include "app/png.h"

#include <array>
#include <cmath>
#include <cstdlib>

namespace dorsum::app::test {

namespace {

constexpr int k_width = 320, k_height = 200, k_square = 10;
constexpr double k_channel = 16, k_squares_off = 0.04;

std::array<double, 3> mean(const Picture& picture, int left, int top) {
    std::array<double, 3> sum{};
    for (int y = top; y < top + k_square; ++y)
        for (int x = left; x < left + k_square; ++x)
            for (std::size_t c = 0; c < 3; ++c) sum[c] += picture.rgb[static_cast<std::size_t>(3 * (y * k_width + x)) + c];
    for (auto& value : sum) value /= k_square * k_square;
    return sum;
}

double share_off(const Picture& a, const Picture& b) {
    int off = 0, all = 0;
    for (int y = 0; y < k_height; y += k_square)
        for (int x = 0; x < k_width; x += k_square, ++all) {
            const auto p = mean(a, x, y), q = mean(b, x, y);
            bool same = true;
            for (std::size_t c = 0; c < 3; ++c) same = same && std::abs(p[c] - q[c]) <= k_channel;
            off += !same;
        }
    return static_cast<double>(off) / all;
}

void compare(const std::string& name, const std::vector<std::string>& actions, const std::string& level = "low") {
    const auto golden = std::filesystem::path(DORSUM_SOURCE_DIR) / "tests/app/golden" / (name + ".png");
    const auto drawn = scratch_folder() / (name + ".png");
    auto image = stage().studio.renderer->draw_to_image(frame_after(actions, k_width, k_height), picture_quality(level), k_width, k_height);
    const bool refresh = std::getenv("DORSUM_REFRESH_GOLDEN") != nullptr;
    if (refresh)
        for (auto& value : image.rgba) value = static_cast<std::uint8_t>((value & 0xf8) | 4); // 5 bits a channel: a third of the size
    ASSERT_TRUE(write_png(refresh ? golden : drawn, image));
    if (refresh) GTEST_SKIP() << golden << " is new";
    const auto wanted = load_picture(golden), found = load_picture(drawn);
    ASSERT_EQ(wanted.width, k_width) << golden;
    ASSERT_EQ(found.height, wanted.height);
    EXPECT_LE(share_off(wanted, found), k_squares_off) << "look at " << drawn << " beside " << golden;
    EXPECT_LT(std::filesystem::file_size(golden), 60'000u);
}

} // namespace

TEST(Golden, TheBack) { compare("back", {"view home"}); }

TEST(Golden, AnAxialCut) { compare("cut_axial_l4", {"clip at=l4 axis=y flip=yes face=yes"}); }

TEST(Golden, ACutInTheMidline) { compare("cut_midline", {"clip sagittal face=yes", "zoom factor=1.5"}); }

TEST(Golden, Xray) { compare("xray", {"xray on", "view oblique"}, "medium"); }

TEST(Golden, Sciatica) { compare("sciatica", {"condition sciatica", "side left"}); }

// The comparison itself can fail: another side, another layer and another condition are no match.
TEST(Golden, TellsPicturesApart) {
    const auto draw = [](const std::string& name, const std::vector<std::string>& actions) {
        const auto file = std::filesystem::path(DORSUM_BUILD_DIR) / "tests/app/scratch" / (name + ".png");
        EXPECT_TRUE(write_png(file, stage().studio.renderer->draw_to_image(frame_after(actions, k_width, k_height), picture_quality("low"), k_width, k_height)));
        return load_picture(file);
    };
    const auto back = draw("golden_back", {"view home"});
    EXPECT_EQ(share_off(back, back), 0);
    EXPECT_GT(share_off(back, draw("golden_peeled", {"view home", "layer superficial off"})), k_squares_off);
    EXPECT_GT(share_off(draw("golden_left", {"condition sciatica", "side left"}), draw("golden_right", {"condition sciatica", "side right"})), k_squares_off);
}

} // namespace dorsum::app::test
