#include "render/item_look.h"

#include <gtest/gtest.h>

namespace dorsum::render {
namespace {

TEST(ItemLook, SelectionIsNeverDimmed) {
    scene::DrawItem item;
    item.dim = 1;
    item.selected = true;
    EXPECT_EQ(look_of(item, scene::Frame{}, Quality{}).values[3].z, 0);
}

TEST(ItemLook, WithoutOutlinesTheTintIsStronger) {
    scene::DrawItem item;
    item.selected = true;
    EXPECT_GT(look_of(item, scene::Frame{}, Quality{.outlines = false}).values[4].a, look_of(item, scene::Frame{}, Quality{}).values[4].a);
}

TEST(ItemLook, OpaqueSkinHasNoVeil) {
    scene::DrawItem item;
    item.material = scene::Material::skin;
    EXPECT_EQ(look_of(item, scene::Frame{}, Quality{}).values[5].x, 0);
    item.opacity = 0.3f;
    EXPECT_GT(look_of(item, scene::Frame{}, Quality{}).values[5].x, 0);
}

} // namespace
} // namespace dorsum::render
