// Labels: an anchor on every structure, boxes that never cover one another.
#include "scene/pick.h"

#include <gtest/gtest.h>

namespace dorsum::scene {

namespace {

constexpr int k_width = 40, k_height = 30;
using anatomy::StructureIndex;

std::vector<std::uint32_t> picture(std::initializer_list<std::pair<glm::ivec4, std::uint32_t>> boxes) {
    std::vector<std::uint32_t> ids(k_width * k_height, 0);
    for (const auto& [box, id] : boxes) // x0 y0 x1 y1
        for (int y = box.y; y < box.w; ++y)
            for (int x = box.x; x < box.z; ++x) ids[static_cast<std::size_t>(y * k_width + x)] = id;
    return ids;
}

std::uint32_t at(const std::vector<std::uint32_t>& ids, glm::vec2 p) {
    return ids[static_cast<std::size_t>(p.y) * k_width + static_cast<std::size_t>(p.x)];
}

// Many wishes, most of them crowded at one height.
std::vector<LabelWish> crowd(std::size_t count) {
    std::vector<LabelWish> wishes;
    for (std::size_t i = 0; i < count; ++i)
        wishes.push_back({StructureIndex(i), {static_cast<float>(37 * i % 800), 290 + static_cast<float>(i % 7)}, 1000 - i});
    return wishes;
}

std::vector<PlacedLabel> place(const std::vector<LabelWish>& wishes, std::size_t most, glm::vec4 scene, glm::vec2 size, float scale = 1) {
    return place_labels(wishes, most, scene, scale, [](StructureIndex i) { return "label " + std::to_string(i.value); },
                        [size](const std::string&) { return size; });
}

void expect_tidy(const std::vector<PlacedLabel>& labels, glm::vec4 scene) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto& a = labels[i];
        EXPECT_GE(a.box_px.x, scene.x) << a.text;
        EXPECT_GE(a.box_px.y, scene.y) << a.text;
        EXPECT_LE(a.box_px.x + a.size_px.x, scene.x + scene.z) << a.text;
        EXPECT_LE(a.box_px.y + a.size_px.y, scene.y + scene.w) << a.text;
        for (std::size_t j = 0; j < i; ++j) {
            const auto& b = labels[j];
            const bool apart = a.box_px.x >= b.box_px.x + b.size_px.x || b.box_px.x >= a.box_px.x + a.size_px.x ||
                               a.box_px.y >= b.box_px.y + b.size_px.y || b.box_px.y >= a.box_px.y + a.size_px.y;
            EXPECT_TRUE(apart) << a.text << " covers " << b.text;
        }
    }
}

} // namespace

TEST(Labels, the_most_visible_come_first) {
    const auto ids = picture({{{0, 0, 20, 20}, 7}, {{25, 5, 28, 8}, 3}});
    const auto wishes = wish_labels(ids, k_width, k_height);
    ASSERT_EQ(wishes.size(), 2u);
    EXPECT_EQ(wishes[0].structure, StructureIndex(std::size_t{6}));
    EXPECT_EQ(wishes[0].pixels, 400u);
    EXPECT_EQ(wishes[1].structure, StructureIndex(std::size_t{2}));
    EXPECT_EQ(wishes[1].pixels, 9u);
}

TEST(Labels, anchors_lie_on_what_they_name) {
    // Two parts with a hole between: the mean of all pixels shows something else.
    const auto ids = picture({{{0, 0, 40, 30}, 1}, {{2, 2, 8, 28}, 5}, {{32, 2, 38, 28}, 5}});
    for (const auto& wish : wish_labels(ids, k_width, k_height)) EXPECT_EQ(at(ids, wish.anchor), wish.structure.value + 1);
}

TEST(Labels, an_empty_picture_wishes_nothing) { EXPECT_TRUE(wish_labels(picture({}), k_width, k_height).empty()); }

TEST(Labels, boxes_keep_apart_and_inside) {
    const glm::vec4 scene{100, 50, 800, 600};
    for (std::size_t count : {1u, 5u, 20u, 200u}) {
        const auto labels = place(crowd(count), 60, scene, {120, 22});
        EXPECT_FALSE(labels.empty());
        EXPECT_LE(labels.size(), 60u);
        expect_tidy(labels, scene);
    }
}

TEST(Labels, a_small_picture_shows_fewer) {
    const glm::vec4 scene{0, 0, 300, 120};
    const auto labels = place(crowd(40), 40, scene, {100, 22});
    EXPECT_LT(labels.size(), 12u);
    expect_tidy(labels, scene);
}

TEST(Labels, texts_too_wide_for_the_picture_are_left_out) {
    const glm::vec4 scene{0, 0, 300, 400};
    expect_tidy(place(crowd(10), 10, scene, {220, 22}), scene);
    expect_tidy(place(crowd(10), 10, scene, {420, 22}), scene);
    expect_tidy(place(crowd(10), 10, {0, 0, 10, 10}, {100, 22}), {0, 0, 10, 10});
}

TEST(Labels, keep_the_order_of_their_anchors) {
    const auto labels = place(crowd(12), 12, {0, 0, 800, 600}, {100, 20});
    for (const auto& a : labels)
        for (const auto& b : labels)
            if ((a.anchor_px.x > 400) == (b.anchor_px.x > 400) && a.anchor_px.y < b.anchor_px.y) {
                EXPECT_LT(a.box_px.y, b.box_px.y) << "leader lines would cross";
            }
}

TEST(Labels, anchors_are_in_picture_pixels) {
    const std::vector<LabelWish> wishes{{StructureIndex(std::size_t{0}), {10, 20}, 5}};
    const auto labels = place(wishes, 5, {0, 0, 800, 600}, {50, 20}, 4);
    ASSERT_EQ(labels.size(), 1u);
    EXPECT_EQ(labels[0].anchor_px, glm::vec2(40, 80));
}

TEST(Labels, a_structure_without_a_name_gets_none) {
    const auto labels = place_labels(crowd(3), 3, {0, 0, 800, 600}, 1, [](StructureIndex i) { return i.value == 1 ? "" : "name"; },
                                     [](const std::string&) { return glm::vec2(50, 20); });
    EXPECT_EQ(labels.size(), 2u);
}

} // namespace dorsum::scene
