// Levels of detail switch while somebody looks: the pictures of neighbouring levels must hardly differ.
#include "stage.h"

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
            EXPECT_LT(far, lines ? 13.0 : 11.5) << scene.front();
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
