// What marks a structure in the picture, held against the id picture: the outline runs along its border and nowhere else, a ghost
// lets through what lies behind it and touches nothing beside it.
#include "stage.h"

#include <cmath>
#include <fmt/format.h>

namespace dorsum::app::test {

namespace {

constexpr int k_size = 560;
using Mask = std::vector<char>;

bool at(const Mask& mask, int x, int y) {
    return x >= 0 && y >= 0 && x < k_size && y < k_size && mask[static_cast<std::size_t>(y * k_size + x)] != 0;
}

Mask mask_of(const scene::Frame& frame, const std::string& id) {
    const auto ids = stage().studio.renderer->draw_ids(frame, k_size, k_size);
    const auto wanted = stage().workspace->atlas.find(id).value + 1;
    Mask mask(ids.structures.size());
    for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = ids.structures[i] == wanted;
    return mask;
}

// All of it, as if nothing covered it.
Mask whole_mask(scene::Frame frame, const std::string& id) {
    const auto index = stage().workspace->atlas.find(id);
    std::erase_if(frame.items, [&](const auto& item) { return item.structure != index; });
    for (auto& item : frame.items) item.opacity = 1, item.pickable = true;
    return mask_of(frame, id);
}

bool near(const Mask& mask, int x, int y, int reach, bool value = true) {
    for (int dy = -reach; dy <= reach; ++dy)
        for (int dx = -reach; dx <= reach; ++dx)
            if (at(mask, x + dx, y + dy) == value) return true;
    return false;
}

Mask changed(const scene::Frame& a, const scene::Frame& b, const std::string& level, int by) {
    auto& renderer = *stage().studio.renderer;
    const auto one = renderer.draw_to_image(a, picture_quality(level), k_size, k_size), two = renderer.draw_to_image(b, picture_quality(level), k_size, k_size);
    Mask mask(static_cast<std::size_t>(k_size) * k_size);
    for (std::size_t i = 0; i < mask.size(); ++i)
        for (std::size_t c = 0; c < 3; ++c) mask[i] = mask[i] || std::abs(one.rgba[4 * i + c] - two.rgba[4 * i + c]) > by;
    return mask;
}

} // namespace

TEST(PicturesMarks, TheOutlineRunsAlongTheBorderOfWhatIsSelected) {
    for (const std::string level : {"low", "medium", "high"})
        for (const std::string id : {"muscle.latissimus_dorsi.left", "muscle.rhomboid_major.right", "hip_bone.left"}) {
            const auto plain = frame_after({"view posterior"}, k_size, k_size), marked = frame_after({"view posterior", "select " + id}, k_size, k_size);
            ASSERT_TRUE(plain.camera == marked.camera);
            const auto whole = whole_mask(marked, id), strong = changed(plain, marked, level, 60);
            int border = 0, drawn = 0, stray = 0;
            for (int y = 0; y < k_size; ++y)
                for (int x = 0; x < k_size; ++x) {
                    if (at(whole, x, y) && near(whole, x, y, 1, false)) ++border, drawn += near(strong, x, y, 4);
                    stray += at(strong, x, y) && !near(whole, x, y, 6);
                }
            fmt::print("{} {}: {} of {} border pixels are marked, {} marks elsewhere\n", level, id, drawn, border, stray);
            ASSERT_GT(border, 150) << id;
            EXPECT_GT(drawn, border * 9 / 10) << level << " " << id << ": also where it is covered, thinner and dashed";
            EXPECT_EQ(stray, 0) << level << " " << id;
        }
}

TEST(PicturesMarks, AGhostLetsThroughAndTouchesNothingBesideIt) {
    const std::string id = "muscle.latissimus_dorsi.left";
    const auto solid = frame_after({"view posterior"}, k_size, k_size), ghost = frame_after({"view posterior", "fade " + id}, k_size, k_size);
    const auto before = mask_of(solid, id), after = mask_of(ghost, id), whole = whole_mask(solid, id);
    const auto shown = stage().studio.renderer->draw_ids(ghost, k_size, k_size);
    for (const std::string level : {"low", "medium", "high"}) {
        const auto weak = changed(solid, ghost, level, 12);
        int place = 0, through = 0, different = 0, beside = 0;
        for (int y = 0; y < k_size; ++y)
            for (int x = 0; x < k_size; ++x) {
                const auto i = static_cast<std::size_t>(y * k_size + x);
                if (before[i]) ++place, through += shown.structures[i] != 0 && !after[i], different += weak[i];
                beside += weak[i] && !near(whole, x, y, 14); // occlusion and contact shadow reach a little beyond
            }
        ASSERT_GT(place, 3000);
        fmt::print("{}: of {} pixels {} are clicked through and {} look different, {} beside\n", level, place, through, different, beside);
        EXPECT_GT(through, place * 8 / 10);
        EXPECT_GT(different, place / 2);
        EXPECT_EQ(beside, 0);
    }
}

} // namespace dorsum::app::test
