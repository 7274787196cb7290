#include "anatomy/atlas.h"

#include <gtest/gtest.h>

namespace dorsum::anatomy {
namespace {

Atlas small_atlas() {
    Atlas atlas;
    const auto add = [&](std::string id, std::string name, Side side, std::vector<std::string> groups, std::vector<std::string> synonyms = {}) {
        Structure s;
        s.terms.id = id;
        s.terms.name_en = std::move(name);
        s.terms.side = side;
        s.terms.groups = std::move(groups);
        s.terms.synonyms = std::move(synonyms);
        atlas.by_id[id] = StructureIndex(atlas.structures.size());
        atlas.structures.push_back(std::move(s));
    };
    add("muscle.piriformis.left", "Piriformis", Side::left, {"short_rotators"});
    add("muscle.piriformis.right", "Piriformis", Side::right, {"short_rotators"});
    add("muscle.latissimus_dorsi.left", "Latissimus dorsi", Side::left, {}, {"lats"});
    add("coccyx", "Coccyx", Side::none, {}, {"tailbone"});
    atlas.missing = {"muscle.quadratus_lumborum.left", "muscle.quadratus_lumborum.right"};
    return atlas;
}

TEST(Selectors, OneSideBothSidesAndGroups) {
    const auto atlas = small_atlas();
    EXPECT_EQ(resolve(atlas, "muscle.piriformis.left")->structures.size(), 1u);
    EXPECT_EQ(resolve(atlas, "muscle.piriformis")->structures.size(), 2u);
    EXPECT_EQ(resolve(atlas, "group:short_rotators.right")->structures.size(), 1u);
}

TEST(Selectors, LevelRanges) {
    const auto atlas = small_atlas();
    const auto cut = resolve(atlas, "group:short_rotators@L1-L5");
    ASSERT_TRUE(cut);
    EXPECT_EQ(cut->levels->first, level_l(1));
    EXPECT_EQ(cut->levels->second, level_l(5));
    EXPECT_FALSE(resolve(atlas, "group:short_rotators@L5-L1"));
    EXPECT_FALSE(resolve(atlas, "group:short_rotators@L9"));
}

TEST(Selectors, UnknownNamesSuggestKnownOnesAndMissingOnesAreEmpty) {
    const auto atlas = small_atlas();
    const auto typo = resolve(atlas, "muscle.pirifromis.left");
    ASSERT_FALSE(typo);
    EXPECT_NE(typo.error().remedy.find("muscle.piriformis.left"), std::string::npos);
    const auto missing = resolve(atlas, "muscle.quadratus_lumborum");
    ASSERT_TRUE(missing) << "the terms know it, this atlas lacks it";
    EXPECT_TRUE(missing->structures.empty());
}

TEST(Search, PlainWordsLatinAndSynonyms) {
    const auto atlas = small_atlas();
    EXPECT_EQ(atlas.at(search(atlas, "lats").at(0)).terms.id, "muscle.latissimus_dorsi.left");
    EXPECT_EQ(atlas.at(search(atlas, "tailbone").at(0)).terms.id, "coccyx");
    EXPECT_EQ(atlas.at(search(atlas, "Piriformis right").at(0)).terms.id, "muscle.piriformis.right");
    EXPECT_TRUE(search(atlas, "zzz").empty());
    EXPECT_TRUE(search(atlas, "  ").empty());
}

} // namespace
} // namespace dorsum::anatomy
