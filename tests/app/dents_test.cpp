// What a press does to the body: a hollow with a rim that can be seen beside the hand, deeper and wider the stronger it is.
#include "stage.h"

#include "scene/strokes.h"

#include <cmath>
#include <fmt/format.h>

namespace dorsum::app::test {

namespace {

constexpr int k_width = 960, k_height = 540;

session::SessionState pressing(const std::string& technique, bool skin) {
    return state_after({"screen none", "screen done", "technique id=" + technique, skin ? "layer skin 1" : "layer skin 0", "play", "tick seconds=6"});
}

float luma(const render::Image& image, int x, int y) {
    const auto at = 4 * (static_cast<std::size_t>(y) * k_width + static_cast<std::size_t>(x));
    return 0.3f * static_cast<float>(image.rgba[at]) + 0.59f * static_cast<float>(image.rgba[at + 1]) + 0.11f * static_cast<float>(image.rgba[at + 2]);
}

// What the dents change where the body itself is seen round the contact: the mean of the luminance, 0..255, and how many pixels these are.
struct Seen {
    double change = 0;
    int pixels = 0;
};
Seen seen_round_the_hand(const session::SessionState& state) {
    auto& s = stage();
    const auto frame = scene::compose({state, s.workspace->context(), state.camera}, *s.studio.cache);
    Seen seen;
    EXPECT_FALSE(frame.dents.empty());
    if (frame.dents.empty()) return seen;
    auto flat = frame;
    flat.dents.clear();
    const auto with = s.studio.renderer->draw_to_image(frame, picture_quality("medium"), k_width, k_height);
    const auto without = s.studio.renderer->draw_to_image(flat, picture_quality("medium"), k_width, k_height);
    const auto ids = s.studio.renderer->draw_ids(frame, k_width, k_height);
    const auto to_screen = frame.camera.projection(static_cast<float>(k_width) / k_height) * frame.camera.view();
    const auto pixel = [&](glm::vec3 p) {
        const auto clip = to_screen * glm::vec4(p, 1);
        return glm::vec2((clip.x / clip.w * 0.5f + 0.5f) * k_width, (0.5f - clip.y / clip.w * 0.5f) * k_height);
    };
    const auto& dent = frame.dents.front();
    const auto middle = pixel(dent.centre_mm);
    const auto right = glm::normalize(glm::cross(frame.camera.target_mm - frame.camera.eye_mm, frame.camera.up));
    const float radius = 0.75f * glm::distance(middle, pixel(dent.centre_mm + dent.radius_mm * right)); // hollow and the height of the rim
    for (int y = 0; y < k_height; ++y)
        for (int x = 0; x < k_width; ++x) {
            const auto at = static_cast<std::size_t>(y) * k_width + static_cast<std::size_t>(x);
            if (glm::distance(glm::vec2(x, y), middle) > radius || ids.overlays[at] || !ids.structures[at]) continue;
            seen.change += std::abs(luma(with, x, y) - luma(without, x, y)), ++seen.pixels;
        }
    seen.change /= std::max(1, seen.pixels);
    return seen;
}

} // namespace

TEST(PicturesDents, AreSeenRoundTheHandOnMuscleAndSkin) {
    for (const char* technique : {"compression", "palm_compression", "knuckle_stripping", "forearm_stripping"})
        for (const bool skin : {false, true}) {
            const auto seen = seen_round_the_hand(pressing(technique, skin));
            fmt::print("{} on {}: {} pixels beside the hand, on the mean {:.1f} of 255 lighter or darker than without the dent\n", technique, skin ? "skin" : "muscle", seen.pixels, seen.change);
            EXPECT_GT(seen.pixels, 60) << technique;
            EXPECT_GT(seen.change, 6) << technique << (skin ? " on skin" : " on muscle");
        }
}

TEST(PicturesDents, AreDeeperAndWiderTheStrongerThePress) {
    auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    for (const char* id : {"compression", "palm_compression", "knuckle_stripping", "forearm_stripping"}) {
        const auto state = pressing(id, false);
        const auto step = session::shown_step(state, context);
        ASSERT_TRUE(step);
        auto laid = scene::lay_strokes(*step, state, context, cache);
        ASSERT_FALSE(laid.empty()) << id;
        float depth = 0, radius = 0;
        for (int pressure = 1; pressure <= 4; ++pressure) {
            for (auto& stroke : laid) stroke.pressure = pressure;
            const auto hands = scene::stroke_hands(*step, *context.catalog.find_technique(id), laid, context.catalog, scene::shown_palette(state, context), 6, 60);
            ASSERT_FALSE(hands.dents.empty()) << id << " P" << pressure;
            const auto& dent = hands.dents.front();
            EXPECT_GT(dent.depth_mm, depth + 0.5f) << id << " P" << pressure;
            EXPECT_GT(dent.radius_mm, radius) << id << " P" << pressure;
            depth = dent.depth_mm, radius = dent.radius_mm;
        }
    }
}

// What is pressed in comes up again round it: as much as is missing.
TEST(PicturesDents, KeepTheVolume) {
    double hollow = 0, rim = 0;
    float highest = 0;
    for (float r = 0.05f; r < 40; r += 0.1f) {
        const float share = scene::dent_share(r, 40);
        (share > 0 ? hollow : rim) += std::abs(share) * r;
        highest = std::min(highest, share);
    }
    EXPECT_NEAR(rim / hollow, 1, 0.02);
    EXPECT_NEAR(highest, -0.25f, 0.01f);
    EXPECT_FLOAT_EQ(scene::dent_share(40, 40), 0);
    EXPECT_FLOAT_EQ(scene::dent_share(0, 40), 1);
}

} // namespace dorsum::app::test
