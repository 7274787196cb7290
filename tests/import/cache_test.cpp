// A foreign atlas that comes back from the cache is the one that was put there, warnings and all; a damaged one is read anew.
#include "import/atlas_cache.h"

#include "support.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>

namespace dorsum::import {
namespace {

anatomy::Atlas small_atlas() {
    anatomy::Atlas atlas;
    atlas.name = "small";
    atlas.foreign = true;
    anatomy::Structure s;
    s.terms.id = "muscle.one.left";
    s.terms.synonyms = {"lats", "wing"};
    s.terms.side = anatomy::Side::left;
    s.lods[0].positions = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
    s.lods[0].normals.assign(3, {0, 0, 1});
    s.lods[0].indices = {0, 1, 2};
    s.bounds = geometry::bounds_of(s.lods[0]);
    atlas.structures.push_back(s);
    atlas.bounds = s.bounds;
    atlas.missing = {"vertebra.l6"};
    return atlas;
}

class AtlasCache : public support::WithFolder {
protected:
    void SetUp() override {
        WithFolder::SetUp();
        ::setenv("DORSUM_CACHE", folder.c_str(), 1);
    }
    std::filesystem::path file() const { return folder / "imported" / "k.bin"; }
};

TEST_F(AtlasCache, GivesBackWhatItWasGiven) {
    core::Diagnostics said, heard;
    said.warning("before.obj", "", "is not part of it");
    said.warning("one.obj", "", "has a hole");
    write_cached_atlas("k", small_atlas(), said, 1);
    const auto atlas = read_cached_atlas("k", heard);
    ASSERT_TRUE(atlas);
    EXPECT_TRUE(atlas->foreign);
    EXPECT_EQ(atlas->missing, small_atlas().missing);
    ASSERT_TRUE(atlas->find("muscle.one.left").valid());
    const auto& s = atlas->at(atlas->find("muscle.one.left"));
    EXPECT_EQ(s.terms.synonyms, small_atlas().structures[0].terms.synonyms);
    EXPECT_EQ(s.terms.side, anatomy::Side::left);
    EXPECT_EQ(s.lods[0].positions, small_atlas().structures[0].lods[0].positions);
    EXPECT_EQ(s.lods[0].indices, small_atlas().structures[0].lods[0].indices);
    ASSERT_EQ(heard.items().size(), 1u);
    EXPECT_EQ(heard.items()[0].message, "has a hole");
}

TEST_F(AtlasCache, KnowsADamagedFile) {
    write_cached_atlas("k", small_atlas(), {}, 0);
    core::Diagnostics heard;
    ASSERT_TRUE(read_cached_atlas("k", heard));
    const auto size = std::filesystem::file_size(file());
    {
        std::fstream out(file(), std::ios::in | std::ios::out | std::ios::binary);
        out.seekp(static_cast<std::streamoff>(size / 2));
        out.put('\x7f');
    }
    EXPECT_FALSE(read_cached_atlas("k", heard));
    write_cached_atlas("k", small_atlas(), {}, 0);
    std::filesystem::resize_file(file(), size - 5);
    EXPECT_FALSE(read_cached_atlas("k", heard));
    EXPECT_FALSE(read_cached_atlas("another", heard));
}

} // namespace
} // namespace dorsum::import
