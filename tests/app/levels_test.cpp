// Levels of detail switch while somebody looks: the pictures of neighbouring levels must hardly differ.
#include "stage.h"

#include "app/detail.h"

#include <cmath>
#include <fmt/format.h>

namespace dorsum::app::test {

namespace {

// Mean difference of the colour channels over the pixels that show the body, 0..255.
double difference(const std::vector<std::string>& actions, int lod_a, int lod_b) {
    auto& s = stage();
    const auto state = state_after(actions);
    constexpr int k_size = 480;
    render::Image images[2];
    int k = 0;
    for (const int lod : {lod_a, lod_b})
        images[k++] = s.studio.renderer->draw_to_image(frame_of(state, *s.workspace, *s.studio.cache, k_size, k_size, lod), picture_quality("low"), k_size, k_size);
    const IdPicture ids(frame_of(state, *s.workspace, *s.studio.cache, k_size, k_size, lod_a), k_size, k_size);
    double sum = 0;
    for (std::size_t i = 0; i < images[0].rgba.size(); ++i) sum += std::abs(images[0].rgba[i] - images[1].rgba[i]);
    return sum / 3 / std::max(1, ids.covered());
}

} // namespace

TEST(Levels, NeighboursLookAlike) {
    const std::vector<std::vector<std::string>> scenes{
        {"view posterior"}, {"layer skin on", "view posterior"}, {"isolate group:lumbar", "focus group:lumbar", "view oblique"},
        {"layer superficial off", "layer intermediate off", "view posterior"}};
    for (auto scene : scenes)
        for (const bool lines : {false, true}) {
            // The ink at silhouettes moves with every vertex there: it is allowed a little more than the bare shapes.
            scene.push_back(lines ? "lines medium" : "lines off");
            const double near = difference(scene, 0, 1), far = difference(scene, 1, 2);
            fmt::print("{} .. {}: levels 0/1 {:.2f}, 1/2 {:.2f} of 255\n", scene.front(), scene.back(), near, far);
            EXPECT_LT(near, 7.5) << scene.front();
            EXPECT_LT(far, lines ? 14.9 : 13.5) << scene.front();
        }
}

namespace {

constexpr int k_wide = 960, k_high = 720;

// Where a picture shows the body: where it is the same in the light and in the dark studio.
std::vector<char> silhouette(const scene::Frame& frame, const render::Quality& quality) {
    auto light = frame, dark = frame;
    light.dark = false, dark.dark = true;
    auto& renderer = *stage().studio.renderer;
    const auto a = renderer.draw_to_image(light, quality, k_wide, k_high), b = renderer.draw_to_image(dark, quality, k_wide, k_high);
    std::vector<char> body(static_cast<std::size_t>(k_wide) * k_high);
    for (std::size_t i = 0; i < body.size(); ++i) body[i] = std::abs(a.rgba[4 * i] - b.rgba[4 * i]) < 70; // the walls are 150 apart
    return body;
}

struct Pop {
    int outline = 0; // pixels of the body next to the wall
    int near = 0;    // that come or go, beside one that stays
    int far = 0;     // that come or go more than two pixels from any that stays
};
Pop pop_between(const std::vector<char>& a, const std::vector<char>& b) {
    Pop pop;
    const auto at = [](const std::vector<char>& body, int x, int y) { return x >= 0 && y >= 0 && x < k_wide && y < k_high && body[static_cast<std::size_t>(y * k_wide + x)] != 0; };
    const auto agrees_near = [&](int x, int y, bool value) {
        for (int dy = -2; dy <= 2; ++dy)
            for (int dx = -2; dx <= 2; ++dx)
                if (at(a, x + dx, y + dy) == value && at(b, x + dx, y + dy) == value) return true;
        return false;
    };
    for (int y = 0; y < k_high; ++y)
        for (int x = 0; x < k_wide; ++x) {
            const bool in_a = at(a, x, y), in_b = at(b, x, y);
            if (in_b && !(at(b, x - 1, y) && at(b, x + 1, y) && at(b, x, y - 1) && at(b, x, y + 1))) ++pop.outline;
            if (in_a == in_b) continue;
            ++(agrees_near(x, y, in_a) && agrees_near(x, y, in_b) ? pop.near : pop.far);
        }
    return pop;
}

} // namespace

// When somebody lets go, the picture at rest takes the moving one's place: its outline stays where it was.
TEST(Levels, TheOutlineStaysWhereItWasWhenTheBodyComesToRest) {
    auto& s = stage();
    const std::vector<std::vector<std::string>> scenes{{"view posterior"},
                                                       {"view oblique"},
                                                       {"view left", "layer superficial off", "layer intermediate off"},
                                                       {"layer superficial off", "layer intermediate off", "layer deep off"},
                                                       {"focus muscle.latissimus_dorsi.left"},
                                                       {"curve cobb=40 side=right", "view posterior"}};
    for (const std::string level : {"low", "medium", "high", "ultra"}) {
        Pop sum;
        for (const auto& actions : scenes) {
            const auto state = state_after(actions);
            std::vector<char> shapes[2];
            for (const bool moving : {true, false}) {
                const auto choice = Detail(true).choose(level, moving);
                shapes[moving] = silhouette(frame_of(state, *s.workspace, *s.studio.cache, k_wide, k_high, choice.lod), choice.quality);
            }
            const auto pop = pop_between(shapes[1], shapes[0]);
            fmt::print("{:6} {:32} outline {} px, {:.1f} % of it moves by up to 2 px, {} pixels by more\n", level, actions.front(), pop.outline,
                       100.0 * pop.near / std::max(1, pop.outline), pop.far);
            sum.outline += pop.outline, sum.near += pop.near, sum.far += pop.far;
        }
        EXPECT_GT(sum.outline, 5000);
        // Low and medium move at the coarsest level where the renderer is software.
        const bool coarse = level == "low" || level == "medium";
        EXPECT_LT(sum.far, sum.outline * (coarse ? 4 : 1) / 100) << level;
        EXPECT_LT(sum.near, sum.outline * (coarse ? 50 : 28) / 100) << level;
    }
}

TEST(Levels, KeepTheirBudgets) {
    std::size_t triangles[anatomy::k_lod_count] = {};
    for (const auto& structure : stage().workspace->atlas.structures)
        for (std::size_t level = 0; level < anatomy::k_lod_count; ++level) triangles[level] += structure.lods[level].triangle_count();
    fmt::print("triangles {} {} {}\n", triangles[0], triangles[1], triangles[2]);
    EXPECT_GE(triangles[0], 500'000u);
    EXPECT_LE(triangles[0], 900'000u);
    EXPECT_LE(triangles[1], 300'000u);
    EXPECT_LE(triangles[2], 120'000u);
}

TEST(Levels, FilesAreSmallEnough) {
    std::uintmax_t bytes = 0;
    for (int level = 0; level < anatomy::k_lod_count; ++level)
        bytes += std::filesystem::file_size(stage().workspace->baked_folder / fmt::format("lod{}.glb", level));
    EXPECT_LT(bytes, 60'000'000u);
}

} // namespace dorsum::app::test
