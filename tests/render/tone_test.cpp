// The curve from light to display values: what shaders/studio.glsl fits, and how well.
#include "core/files.h"
#include "render/item_look.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <regex>

namespace dorsum::render {
namespace {

double film(double x) {
    const double y = 0.86 * x;
    return y * (2.30 * y + 0.16) / (y * (2.22 * y + 0.72) + 0.19);
}

double srgb(double v) {
    v = std::clamp(v, 0.0, 1.0);
    return v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
}

// The four numbers of encode(), read from the shader itself.
class Encode {
public:
    Encode() {
        const auto text = core::read_text_file(std::filesystem::path(DORSUM_SOURCE_DIR) / "shaders/studio.glsl");
        if (!text) return;
        const std::regex pattern(R"(s \* \(([0-9.]+) \+ ([0-9.]+) \* s\) / \(1\.0 \+ s \* \(([0-9.]+) \+ ([0-9.]+) \* s\)\))");
        std::smatch match;
        if (!std::regex_search(*text, match, pattern)) return;
        for (std::size_t i = 0; i < 4; ++i) n_[i] = std::stod(match[i + 1]);
        found = true;
    }
    double operator()(double x) const {
        const double s = std::sqrt(x);
        return std::min(s * (n_[0] + n_[1] * s) / (1 + s * (n_[2] + n_[3] * s)), 1.0);
    }
    bool found = false;

private:
    std::array<double, 4> n_{};
};

TEST(Tone, TheFitStaysWithinTwoStepsOfFilmAndSrgb) {
    const Encode encode;
    ASSERT_TRUE(encode.found) << "encode() in studio.glsl is written otherwise now";
    double worst = 0;
    for (int i = 0; i <= 40000; ++i) worst = std::max(worst, std::abs(encode(i * 1e-4) - srgb(film(i * 1e-4))));
    EXPECT_LT(worst * 255, 2.1) << "over 0..4";
    for (int i = 0; i < 2000; ++i) EXPECT_LE(encode(i * 0.01), encode(i * 0.01 + 0.01)) << "brighter light is never darker";
    EXPECT_EQ(encode(0), 0);
}

TEST(Tone, DisplayColoursAreDecodedAsSrgb) {
    for (const double v : {0.0, 0.02, 0.2, 0.5, 0.9, 1.0})
        EXPECT_NEAR(srgb(linear(glm::vec3(static_cast<float>(v))).y), v, 1e-4);
}

} // namespace
} // namespace dorsum::render
