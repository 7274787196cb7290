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

// A file that is worth keeping (over 4 MB), first shown with its finest level alone.
class LevelsLater : public support::Folder {
protected:
    void SetUp() override {
        Folder::SetUp();
        ::setenv("DORSUM_CACHE", (folder / "cache").c_str(), 1);
        file = write("body/muscle_of_the_back.stl", support::stl(support::ball({0, 900, 0}, {160, 300, 90}, 1.9f)));
        ASSERT_GT(std::filesystem::file_size(file), std::uintmax_t{4u << 20});
    }
    anatomy::Atlas loaded(bool later) {
        ImportOptions options;
        options.assets = assets;
        options.levels_later = later;
        auto atlas = load_atlas(file, options, diagnostics);
        EXPECT_TRUE(atlas) << atlas.error().text();
        return std::move(atlas).value();
    }
    static std::vector<std::size_t> triangles(const anatomy::Atlas& atlas) {
        std::vector<std::size_t> out;
        for (const auto& mesh : atlas.structures.at(0).lods) out.push_back(mesh.triangle_count());
        return out;
    }
    std::filesystem::path file;
};

TEST_F(LevelsLater, ComeToTheSameAsLevelsAtOnce) {
    const auto first = triangles(loaded(true));
    EXPECT_GT(first[0], 60'000u);
    EXPECT_EQ(first[1] + first[2], 0u) << "the first picture need not wait for them";
    const auto second = loaded(false);
    const auto third = triangles(loaded(true)); // the cache has them now
    EXPECT_EQ(triangles(second), third);
    std::filesystem::remove_all(folder / "cache");
    const auto at_once = loaded(false);
    EXPECT_EQ(triangles(at_once), third);
    for (std::size_t lod = 0; lod < at_once.structures[0].lods.size(); ++lod) {
        EXPECT_EQ(at_once.structures[0].lods[lod].positions, second.structures[0].lods[lod].positions) << "level " << lod;
        EXPECT_EQ(at_once.structures[0].lods[lod].skin.size(), second.structures[0].lods[lod].skin.size()) << "level " << lod;
    }
    EXPECT_LT(third[1], third[0] / 2);
    EXPECT_LT(third[2], third[1]);
}

} // namespace
} // namespace dorsum::import
