// Labels: an anchor on every structure, boxes that never cover one another, rows that are kept while the body turns.
#include "scene/labels.h"
#include "scene/pick.h"

#include <gtest/gtest.h>

namespace dorsum::scene {

namespace {

constexpr int k_width = 160, k_height = 120;
using anatomy::StructureIndex;
using Ids = std::vector<std::uint32_t>;

Ids picture(std::initializer_list<std::pair<glm::ivec4, std::uint32_t>> boxes) {
    Ids ids(k_width * k_height, 0);
    for (const auto& [box, id] : boxes) // x0 y0 x1 y1
        for (int y = box.y; y < box.w; ++y)
            for (int x = box.x; x < box.z; ++x) ids[static_cast<std::size_t>(y * k_width + x)] = id;
    return ids;
}

std::uint32_t at(const Ids& ids, glm::vec2 p) { return ids[static_cast<std::size_t>(p.y) * k_width + static_cast<std::size_t>(p.x)]; }

// Patches of 8 x 8, as many as there is room for, moved to the side by `shift`.
Ids crowd(int count, int shift = 0) {
    Ids ids(k_width * k_height, 0);
    for (int i = 0; i < count; ++i)
        for (int y = 0; y < 8; ++y)
            for (int x = 0; x < 8; ++x) {
                const int px = 40 + 9 * (i % 9) + x + shift, py = 10 + 9 * (i / 9) + y;
                if (px >= 0 && px < k_width && py < k_height) ids[static_cast<std::size_t>(py * k_width + px)] = static_cast<std::uint32_t>(i + 1);
            }
    return ids;
}

LabelRequest request(const Ids& ids, glm::vec4 room, std::size_t most = 22, glm::vec2 size = {100, 18}) {
    LabelRequest r;
    r.ids = ids;
    r.width = k_width, r.height = k_height;
    r.scale = {5, 5};
    r.room = room;
    r.most = most;
    r.text = [](std::uint32_t key) { return "label " + std::to_string(key); };
    r.rank = [](std::uint32_t) { return 2; };
    r.measure = [size](const std::string&) { return size; };
    return r;
}
constexpr glm::vec4 k_room{0, 0, 800, 600};

bool segments_meet(glm::vec2 a, glm::vec2 b, glm::vec2 c, glm::vec2 d) {
    const auto side = [](glm::vec2 p, glm::vec2 q, glm::vec2 r) { return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x); };
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

bool lines_cross(const PlacedLabel& a, const PlacedLabel& b) {
    const glm::vec2 of_a[] = {a.anchor_px, a.clear_px, a.end_px}, of_b[] = {b.anchor_px, b.clear_px, b.end_px};
    for (int i = 0; i < 2; ++i)
        for (int k = 0; k < 2; ++k)
            if (segments_meet(of_a[i], of_a[i + 1], of_b[k], of_b[k + 1])) return true;
    return false;
}

void expect_tidy(const std::vector<PlacedLabel>& labels, glm::vec4 room) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto& a = labels[i];
        EXPECT_GE(a.box_px.x, room.x) << a.text;
        EXPECT_GE(a.box_px.y, room.y) << a.text;
        EXPECT_LE(a.box_px.x + a.size_px.x, room.x + room.z) << a.text;
        EXPECT_LE(a.box_px.y + a.size_px.y, room.y + room.w) << a.text;
        for (const auto& b : labels) {
            const bool under = a.anchor_px.x > b.box_px.x && a.anchor_px.x < b.box_px.x + b.size_px.x && a.anchor_px.y > b.box_px.y && a.anchor_px.y < b.box_px.y + b.size_px.y;
            EXPECT_FALSE(under) << a.text << " ends under " << b.text;
        }
        for (std::size_t j = 0; j < i; ++j) {
            const auto& b = labels[j];
            const bool apart = a.box_px.x >= b.box_px.x + b.size_px.x || b.box_px.x >= a.box_px.x + a.size_px.x ||
                               a.box_px.y >= b.box_px.y + b.size_px.y || b.box_px.y >= a.box_px.y + a.size_px.y;
            EXPECT_TRUE(apart) << a.text << " covers " << b.text;
            EXPECT_FALSE(lines_cross(a, b)) << a.text << " crosses " << b.text;
        }
    }
}

const PlacedLabel* find(const std::vector<PlacedLabel>& labels, std::uint32_t key) {
    for (const auto& label : labels)
        if (label.key == key) return &label;
    return nullptr;
}

} // namespace

TEST(Labels, sights_come_with_the_most_visible_first) {
    const auto ids = picture({{{0, 0, 20, 20}, 7}, {{25, 5, 28, 8}, 3}});
    const auto seen = sights(ids, k_width, k_height);
    ASSERT_EQ(seen.size(), 2u);
    EXPECT_EQ(seen[0].structure, StructureIndex(std::size_t{6}));
    EXPECT_EQ(seen[0].pixels, 400u);
    EXPECT_EQ(seen[1].pixels, 9u);
    EXPECT_TRUE(sights(picture({}), k_width, k_height).empty());
}

TEST(Labels, anchors_lie_on_what_they_name) {
    // Two parts with a hole between: the mean of all pixels shows something else.
    const auto ids = picture({{{0, 0, 160, 120}, 1}, {{20, 20, 40, 100}, 5}, {{120, 20, 140, 100}, 5}});
    for (const auto& sight : sights(ids, k_width, k_height)) EXPECT_EQ(at(ids, sight.anchor), sight.structure.value + 1);
    LabelBoard board;
    const auto labels = board.update(request(ids, k_room));
    EXPECT_EQ(labels.size(), 2u);
    for (const auto& label : labels) EXPECT_EQ(at(ids, label.anchor_px / 5.0f), label.key);
}

TEST(Labels, boxes_keep_apart_and_inside) {
    for (const int count : {1, 5, 20, 90})
        for (const glm::vec4 room : {k_room, glm::vec4(100, 50, 600, 400), glm::vec4(150, 20, 300, 120), glm::vec4(0, 0, 10, 10)}) {
            LabelBoard board;
            const auto labels = board.update(request(crowd(count), room, 60));
            EXPECT_LE(labels.size(), 60u);
            expect_tidy(labels, room);
            if (room == k_room) {
                EXPECT_GT(labels.size(), 0u);
            }
        }
}

TEST(Labels, texts_too_wide_for_the_room_are_left_out) {
    LabelBoard board;
    EXPECT_TRUE(board.update(request(crowd(10), {0, 0, 300, 400}, 22, {220, 18})).empty());
}

TEST(Labels, lines_of_one_column_do_not_cross_at_first) {
    LabelBoard board;
    const auto labels = board.update(request(crowd(40), k_room, 12));
    for (const auto& a : labels)
        for (const auto& b : labels)
            if (a.box_px.x == b.box_px.x && a.anchor_px.y < b.anchor_px.y) { EXPECT_LT(a.box_px.y, b.box_px.y); }
}

TEST(Labels, keep_their_row_while_things_move_a_little) {
    LabelBoard board;
    auto before = board.update(request(crowd(30), k_room));
    for (int shift = 1; shift <= 12; ++shift) {
        const auto ids = crowd(30, shift);
        const auto after = board.update(request(ids, k_room));
        expect_tidy(after, k_room);
        int kept = 0;
        for (const auto& label : after) {
            EXPECT_EQ(at(ids, label.anchor_px / 5.0f), label.key) << "the line ends on what it names";
            if (const auto* old = find(before, label.key)) {
                ++kept;
                if (old->box_px.x == label.box_px.x) {
                    EXPECT_LE(std::abs(old->box_px.y - label.box_px.y), 24) << "one row at most";
                }
            }
        }
        EXPECT_GE(kept, static_cast<int>(before.size()) - 3) << shift;
        before = after;
    }
}

TEST(Labels, a_place_is_not_lost_to_one_that_is_a_little_larger) {
    LabelBoard board;
    const auto both = picture({{{20, 20, 30, 30}, 1}, {{100, 20, 109, 30}, 2}}), other = picture({{{20, 20, 30, 30}, 1}, {{100, 20, 111, 30}, 2}});
    ASSERT_EQ(board.update(request(both, k_room, 1)).front().key, 1u);
    EXPECT_EQ(board.update(request(other, k_room, 1)).front().key, 1u) << "no flicker between two of about one size";
    EXPECT_EQ(board.update(request(picture({{{20, 20, 30, 30}, 1}, {{100, 20, 140, 60}, 2}}), k_room, 1)).front().key, 2u);
}

TEST(Labels, rank_comes_before_size_and_negative_means_never) {
    LabelBoard board;
    const auto ids = picture({{{20, 20, 80, 80}, 1}, {{100, 20, 106, 26}, 2}, {{100, 60, 130, 90}, 3}});
    auto r = request(ids, k_room, 2);
    r.rank = [](std::uint32_t key) { return key == 1 ? -1 : key == 2 ? 0 : 2; };
    const auto labels = board.update(r);
    ASSERT_EQ(labels.size(), 2u);
    EXPECT_NE(find(labels, 2), nullptr);
    EXPECT_EQ(find(labels, 1), nullptr);
}

TEST(Labels, what_is_gone_loses_its_label) {
    LabelBoard board;
    EXPECT_EQ(board.update(request(crowd(4), k_room)).size(), 4u);
    EXPECT_EQ(board.update(request(crowd(2), k_room)).size(), 2u);
    EXPECT_TRUE(board.update(request(picture({}), k_room)).empty());
}

// Left and right of a muscle have one name. Where the label goes from one to the other the reader sees it move: not across the picture.
TEST(Labels, a_name_that_passes_to_its_twin_stays_near_its_row) {
    LabelBoard board;
    auto names = [](const Ids& ids) {
        auto r = request(ids, k_room, 1);
        r.text = [](std::uint32_t) { return std::string("twin"); };
        return r;
    };
    const auto upper = picture({{{20, 10, 40, 30}, 1}}), lower = picture({{{20, 90, 40, 110}, 2}});
    const auto before = board.update(names(upper));
    ASSERT_EQ(before.size(), 1u);
    const auto after = board.update(names(lower));
    ASSERT_EQ(after.size(), 1u) << "there is room beside the old place";
    EXPECT_EQ(after[0].key, 2u);
    EXPECT_LE(std::abs(after[0].box_px.y - before[0].box_px.y), 24);
}

TEST(Labels, a_name_that_comes_back_to_a_full_column_waits_a_moment) {
    LabelBoard board;
    const glm::vec4 room{0, 0, 800, 130}; // five rows
    auto at_rows = [](std::initializer_list<std::pair<int, std::uint32_t>> rows) {
        Ids ids(k_width * k_height, 0);
        for (const auto& [row, id] : rows)
            for (int y = 0; y < 4; ++y)
                for (int x = 20; x < 40; ++x) ids[static_cast<std::size_t>((2 + 5 * row + y) * k_width + x)] = id;
        return ids;
    };
    const auto all = at_rows({{0, 1}, {1, 2}, {2, 3}});
    const auto before = board.update(request(all, room));
    ASSERT_EQ(before.size(), 3u);
    (void)board.update(request(at_rows({{1, 2}, {2, 3}}), room));
    for (int i = 0; i < 6; ++i) {
        const auto labels = board.update(request(all, room));
        if (const auto* back = find(labels, 1)) {
            EXPECT_LE(std::abs(back->box_px.y - find(before, 1)->box_px.y), 48) << i;
        }
    }
    EXPECT_NE(find(board.update(request(all, room)), 1), nullptr) << "but not for ever";
}

TEST(Labels, pins_stand_where_they_are_told) {
    LabelBoard board;
    const auto ids = crowd(9);
    auto r = request(ids, k_room, 3);
    r.fixed[1u << 24] = {333, 222};
    const auto labels = board.update(r);
    ASSERT_NE(find(labels, 1u << 24), nullptr) << "pins come first";
    EXPECT_EQ(find(labels, 1u << 24)->anchor_px, glm::vec2(333, 222));
}

// On a telephone held upright the names stand on the body: left and right of one kind need it once.
TEST(Labels, a_narrow_room_says_a_name_once) {
    const auto ids = picture({{{20, 20, 30, 40}, 1}, {{50, 20, 60, 40}, 2}, {{20, 60, 30, 80}, 3}});
    const auto names = [](std::uint32_t key) { return std::string(key < 3 ? "latissimus" : "trapezius"); };
    auto narrow = request(ids, {0, 0, 400, 600}), wide = request(ids, {0, 0, 500, 600});
    narrow.text = wide.text = names;
    LabelBoard board, other, marked;
    EXPECT_EQ(board.update(narrow).size(), 2u);
    EXPECT_EQ(other.update(wide).size(), 3u);
    narrow.rank = [](std::uint32_t key) { return key == 1 ? 0 : 2; }; // what is selected has its own, whatever else bears the name
    EXPECT_NE(find(marked.update(narrow), 1), nullptr);
}

} // namespace dorsum::scene
