// Small pictures as they should look: every tissue, the cuts, x-ray, each quality level. They guard what ids cannot see: light,
// colours, paint, background.
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

#include "app/detail.h"
#include "app/png.h"

#include <array>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>

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

render::Image picture(const std::vector<std::string>& actions, const Detail::Choice& choice) {
    auto& s = stage();
    const auto frame = frame_of(state_after(actions), *s.workspace, *s.studio.cache, k_width, k_height, choice.lod);
    return s.studio.renderer->draw_to_image(frame, choice.quality, k_width, k_height);
}

// What a window shows at rest, or while it moves, on a machine without a graphics card.
Detail::Choice window_choice(const std::string& level, bool moving = false) { return Detail(true).choose(level, moving); }

void compare(const std::string& name, render::Image image) {
    const auto golden = std::filesystem::path(DORSUM_SOURCE_DIR) / "tests/app/golden" / (name + ".png");
    const auto drawn = scratch_folder() / (name + ".png");
    const bool refresh = std::getenv("DORSUM_REFRESH_GOLDEN") != nullptr;
    if (refresh)
        for (auto& value : image.rgba) value = static_cast<std::uint8_t>((value & 0xf8) | 4); // 5 bits a channel: a third of the size
    ASSERT_TRUE(write_png(refresh ? golden : drawn, image));
    if (refresh) GTEST_SKIP() << golden << " is new";
    const auto wanted = load_picture(golden), found = load_picture(drawn);
    ASSERT_EQ(wanted.width, k_width) << golden;
    ASSERT_EQ(found.height, wanted.height);
    EXPECT_LE(share_off(wanted, found), k_squares_off) << "look at " << drawn << " beside " << golden;
    EXPECT_LT(std::filesystem::file_size(golden), 100'000u);
}

void compare(const std::string& name, const std::vector<std::string>& actions, const std::string& level = "low") {
    compare(name, picture(actions, {0, picture_quality(level)}));
}

struct Plate {
    const char* name;
    std::vector<std::string> actions;
};
void PrintTo(const Plate& plate, std::ostream* out) { *out << plate.name; } // GoogleTest looks for it

const std::vector<std::string> k_peeled{"layer superficial off", "layer intermediate off", "layer deep off"};
std::vector<std::string> peeled(const std::vector<std::string>& then) {
    auto all = k_peeled;
    all.insert(all.end(), then.begin(), then.end());
    return all;
}

// One plate for each tissue, near enough to see what it is made of.
const std::vector<Plate>& plates() {
    static const std::vector<Plate> all{
        {"bone", {"isolate group:lumbar", "focus vertebra.l3", "orbit dyaw=35 dpitch=20"}},
        {"muscle_and_tendon", {"focus muscle.latissimus_dorsi.left", "zoom factor=1.5"}},
        {"fascia", {"layer superficial off", "focus group:lumbar"}},
        {"ligament", peeled({"layer nerve off", "focus sacrum", "zoom factor=0.9"})},
        {"disc_on_a_cut", {"clip at=l4_l5 axis=y flip=yes face=yes", "focus disc.l4_l5", "zoom factor=0.9"}},
        {"cartilage", peeled({"view anterior", "focus sternum.body"})},
        {"nerve", {"layer superficial off", "hide muscle.gluteus_medius", "hide muscle.gluteus_minimus", "focus muscle.piriformis.left", "zoom factor=0.7"}},
        {"cord_on_a_cut", {"clip at=c5 axis=y flip=yes face=yes", "focus vertebra.c5", "zoom factor=1.3"}},
        {"skin", {"layer skin 1", "zoom factor=1.2"}},
        {"xray_near", {"xray on", "view oblique", "focus group:lumbar", "zoom factor=0.6"}},
    };
    return all;
}

// A little of everything: muscle seen through, a painted zone, a nerve that glows, bone, an outline.
const std::vector<std::string> k_everything{"condition sciatica", "side left", "fade group:hamstrings", "select muscle.piriformis.left", "orbit dyaw=-20", "zoom factor=1.3"};

} // namespace

class GoldenTissue : public ::testing::TestWithParam<Plate> {};
TEST_P(GoldenTissue, LooksAsOnThePlate) { compare(std::string("tissue_") + GetParam().name, GetParam().actions, "medium"); }
INSTANTIATE_TEST_SUITE_P(Golden, GoldenTissue, ::testing::ValuesIn(plates()), [](const auto& row) { return std::string(row.param.name); });

class GoldenLevel : public ::testing::TestWithParam<const char*> {};
TEST_P(GoldenLevel, AtRest) { compare(std::string("level_") + GetParam(), picture(k_everything, window_choice(GetParam()))); }
TEST_P(GoldenLevel, Moving) { compare(std::string("level_") + GetParam() + "_moving", picture(k_everything, window_choice(GetParam(), true))); }
INSTANTIATE_TEST_SUITE_P(Golden, GoldenLevel, ::testing::Values("low", "medium", "high", "ultra"), [](const auto& row) { return std::string(row.param); });

TEST(Golden, TheBack) { compare("back", {"view home"}); }

TEST(Golden, AnAxialCut) { compare("cut_axial_l4", {"clip at=l4 axis=y flip=yes face=yes"}); }

TEST(Golden, ACutInTheMidline) { compare("cut_midline", {"clip sagittal face=yes", "zoom factor=1.5"}); }

TEST(Golden, Xray) { compare("xray", {"xray on", "view oblique"}, "medium"); }

TEST(Golden, Sciatica) { compare("sciatica", {"condition sciatica", "side left"}); }

// The comparison itself can fail: another side, another layer and another condition are no match.
TEST(Golden, TellsPicturesApart) {
    const auto folder = scratch_folder();
    const auto draw = [&](const std::string& name, const std::vector<std::string>& actions, const std::string& level = "low") {
        const auto file = folder / (name + ".png");
        EXPECT_TRUE(write_png(file, picture(actions, {0, picture_quality(level)})));
        return load_picture(file);
    };
    const auto back = draw("golden_back", {"view home"});
    EXPECT_EQ(share_off(back, back), 0);
    EXPECT_GT(share_off(back, draw("golden_peeled", {"view home", "layer superficial off"})), k_squares_off);
    EXPECT_GT(share_off(draw("golden_left", {"condition sciatica", "side left"}), draw("golden_right", {"condition sciatica", "side right"})), k_squares_off);
    // A dark studio, a muscle seen through and a nerve that is gone are noticed as well.
    const auto nerve = draw("golden_nerve", plates()[6].actions);
    auto without = plates()[6].actions;
    without.emplace_back("layer nerve off");
    EXPECT_GT(share_off(nerve, draw("golden_no_nerve", without)), k_squares_off);
    EXPECT_GT(share_off(back, draw("golden_dark", {"view home", "theme dark"})), k_squares_off);
    auto opaque = k_everything;
    opaque.erase(opaque.begin() + 2);
    EXPECT_GT(share_off(draw("golden_faded", k_everything), draw("golden_opaque", opaque)), k_squares_off);
}

// The levels differ in refinement and not in meaning.
TEST(Golden, EveryLevelShowsTheSame) {
    const auto folder = scratch_folder();
    const auto draw = [&](const std::string& name, const Detail::Choice& choice) {
        EXPECT_TRUE(write_png(folder / (name + ".png"), picture(k_everything, choice)));
        return load_picture(folder / (name + ".png"));
    };
    const auto best = draw("ultra", window_choice("ultra"));
    for (const std::string level : {"low", "medium", "high"}) {
        const double resting = share_off(best, draw(level, window_choice(level)));
        const double moving = share_off(best, draw(level + "_moving", window_choice(level, true)));
        fmt::print("{}: at rest {:.3f}, moving {:.3f} of the squares differ from ultra\n", level, resting, moving);
        EXPECT_LE(resting, 0.1) << level;
        EXPECT_LE(moving, 0.2) << level << ": no lines, no soft edges";
    }
}

} // namespace dorsum::app::test
