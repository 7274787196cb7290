// What is left out of a moving picture must be what nobody could see.
#include "render/hidden_layers.h"

#include "fixture.h"

namespace dorsum::render::test {
namespace {

Solid solid(const geometry::Mesh& mesh) { return {mesh.positions, mesh.indices}; }

TEST(HiddenLayers, OnlyWhatIsWhollyBehindIsHidden) {
    // A wall, a small box behind its middle, one that looks out beside it, and one before it.
    const std::vector<Solid> solids{solid(box({0, 0, 0}, {200, 200, 5}, 0)), solid(box({0, 0, 60}, glm::vec3(20), 0)),
                                    solid(box({230, 0, 60}, glm::vec3(20), 0)), solid(box({0, 0, -60}, glm::vec3(20), 0))};
    const std::atomic<bool> stop{false};
    const SeenMap map(solids, {1, 1, 1, 1}, stop);
    std::vector<char> seen(4, 0);
    map.add_seen({0, 0, -1}, 5, seen);
    EXPECT_EQ(seen, (std::vector<char>{1, 0, 1, 1}));
    seen.assign(4, 0);
    map.add_seen({0, 0, 1}, 5, seen);
    EXPECT_EQ(seen, (std::vector<char>{1, 1, 1, 0}));
}

TEST(HiddenLayers, ASeeThroughWallHidesNothing) {
    const std::vector<Solid> solids{solid(box({0, 0, 0}, {200, 200, 5}, 0)), solid(box({0, 0, 60}, glm::vec3(20), 0))};
    const std::atomic<bool> stop{false};
    std::vector<char> seen(2, 0);
    SeenMap(solids, {0, 1}, stop).add_seen({0, 0, -1}, 5, seen);
    EXPECT_EQ(seen[1], 1);
}

TEST(HiddenLayers, AGapOfAFewMillimetresIsNotOverlooked) {
    // Two walls with 6 mm between them; a plate behind the gap.
    const std::vector<Solid> solids{solid(box({-103, 0, 0}, {100, 200, 5}, 0)), solid(box({103, 0, 0}, {100, 200, 5}, 0)),
                                    solid(box({0, 0, 30}, {30, 30, 2}, 0))};
    const std::atomic<bool> stop{false};
    std::vector<char> seen(3, 0);
    SeenMap(solids, {1, 1, 1}, stop).add_seen({0, 0, -1}, 0, seen);
    EXPECT_EQ(seen[2], 1);
}

// The picture with hidden structures left out is, pixel by pixel, the whole picture: from all sides, wall and all.
class HiddenPictures : public RendererTest {};

TEST_F(HiddenPictures, AreTheWholePictures) {
    auto atlas = made_up_atlas();
    for (auto& s : atlas.structures) s.lods[2] = s.lods[0];
    renderer_->upload(atlas, 2);
    scene::Frame frame = made_up_frame();
    frame.items.push_back({anatomy::StructureIndex(k_shell), scene::Material::bone});
    frame.items.back().opacity = 1;
    Quality whole, less;
    less.skip_hidden = true;
    renderer_->draw_to_image(frame, less, k_width, k_height);
    renderer_->wait_for_hidden();
    std::size_t fewest = ~std::size_t{0}, most = 0;
    for (int i = 0; i < 24; ++i) {
        const float turn = 0.2618f * static_cast<float>(i);
        frame.camera.eye_mm = {900 * std::sin(turn), 300 * std::sin(3 * turn), -900 * std::cos(turn)};
        const Image with = draw(frame, less);
        const std::size_t drawn = renderer_->stats().triangles;
        fewest = std::min(fewest, drawn);
        const Image without = draw(frame, whole);
        most = std::max(most, renderer_->stats().triangles);
        EXPECT_EQ(count(differing(with, without, 0)), 0) << "step " << i;
    }
    EXPECT_LT(fewest, most / 4) << "the shell hides the boxes and the tube";
}

} // namespace
} // namespace dorsum::render::test
