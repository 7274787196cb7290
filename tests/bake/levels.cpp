// The coarser levels share one budget, however many structures there are.
#include "bake/levels.h"
#include "geometry/sdf.h"
#include "geometry/simplify.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace dorsum;

namespace {

struct World {
    std::vector<geometry::Mesh> kinds;
    std::vector<const geometry::Mesh*> finest;
    std::vector<const bake::Recipe*> recipes;
    bake::Recipe plain, thin;

    World() {
        kinds.push_back(geometry::mesh_of(geometry::ellipsoid({0, 0, 0}, {60, 60, 60}, glm::mat3(1)), 2)); // finely made
        kinds.push_back(geometry::mesh_of(geometry::ellipsoid({0, 0, 0}, {60, 60, 60}, glm::mat3(1)), 6)); // the same, coarsely
        kinds.push_back(geometry::mesh_of(geometry::ellipsoid({0, 0, 0}, {6, 6, 6}, glm::mat3(1)), 3));    // a crumb
        thin.level_weight = 2;
    }
    void add(std::size_t kind, int count, bool is_thin = false) {
        for (int i = 0; i < count; ++i) finest.push_back(&kinds[kind]), recipes.push_back(is_thin ? &thin : &plain);
    }
    std::size_t sum(std::size_t level) const {
        std::size_t sum = 0;
        for (const auto& sizes : bake::share_out(finest, recipes)) sum += sizes[level];
        return sum;
    }
};

} // namespace

TEST(Levels, keep_the_budget_however_many_structures_there_are) {
    for (const int count : {40, 80, 300}) {
        World world;
        world.add(0, count);
        world.add(1, count);
        world.add(2, count);
        EXPECT_LE(world.sum(0), 900'000u) << count;
        EXPECT_LE(world.sum(1), 300'000u) << count;
        EXPECT_LE(world.sum(2), 120'000u) << count;
        EXPECT_GT(world.sum(1), 250'000u) << count;
        EXPECT_GT(world.sum(2), 95'000u) << count;
    }
}

TEST(Levels, share_by_surface_and_fineness) {
    World world;
    world.add(0, 60);
    world.add(1, 60);
    world.add(2, 60);
    world.add(1, 60, true);
    const auto sizes = bake::share_out(world.finest, world.recipes);
    EXPECT_GT(sizes[0][1], sizes[60][1]);                       // finely made: more to lose
    EXPECT_LT(sizes[0][1] * world.kinds[1].triangle_count(), sizes[60][1] * world.kinds[0].triangle_count()); // but not in proportion
    EXPECT_GT(sizes[180][1], sizes[60][1]);                     // would vanish
    EXPECT_GE(sizes[120][2], std::min<std::size_t>(100, world.kinds[2].triangle_count()));
}

TEST(Levels, a_part_alone_is_still_coarsened) {
    World world;
    world.add(0, 1);
    const auto sizes = bake::share_out(world.finest, world.recipes);
    EXPECT_LT(sizes[0][1], world.kinds[0].triangle_count());
    EXPECT_LT(sizes[0][2], sizes[0][1]);
    const auto none = bake::share_out({}, {});
    EXPECT_TRUE(none.empty());
}

TEST(Levels, have_some_of_the_finest_vertices_with_their_normals) {
    bake::Levels levels;
    levels[0] = bake::finest_level(geometry::mesh_of(geometry::ellipsoid({0, 0, 0}, {60, 40, 60}, glm::mat3(1)), 3), bake::Grain::coarse);
    bake::make_levels(levels, {levels[0].triangle_count(), levels[0].triangle_count() / 3, levels[0].triangle_count() / 8}, bake::Bends::no);
    EXPECT_LT(levels[1].triangle_count(), levels[0].triangle_count() / 2);
    EXPECT_LT(levels[2].triangle_count(), levels[1].triangle_count() / 2);
    for (std::size_t level = 1; level < 3; ++level)
        for (std::size_t v = 0; v < levels[level].positions.size(); v += 7) {
            bool found = false;
            for (std::size_t w = 0; w < levels[0].positions.size() && !found; ++w)
                found = levels[0].positions[w] == levels[level].positions[v] && levels[0].normals[w] == levels[level].normals[v];
            EXPECT_TRUE(found) << level << " " << v;
        }
}

// A long thin nerve, and the same to lie beside the spine: its ends stay, and it keeps rings enough to bend with it.
TEST(Levels, keep_the_ends_of_what_is_thin_and_points_along_it_to_bend_at) {
    const glm::vec3 from(40, 900, -60), to(44, 1300, -62);
    bake::Levels levels;
    levels[0] = bake::finest_level(geometry::mesh_of(geometry::capsule(from, to, 1.2f, 1.2f), 1), bake::Grain::none);
    const std::size_t own = levels[0].triangle_count();
    bake::make_levels(levels, {own, own / 12, own / 40}, bake::Bends::with_the_spine);
    for (std::size_t level = 1; level < 3; ++level) {
        ASSERT_LT(levels[level].triangle_count(), own / 4);
        const auto bounds = geometry::bounds_of(levels[level]);
        EXPECT_LT(bounds.min.y, from.y + 8) << level;
        EXPECT_GT(bounds.max.y, to.y - 8) << level;
        EXPECT_EQ(geometry::open_edge_count(levels[level]), 0u) << level;
        std::vector<float> heights;
        for (const auto& p : levels[level].positions) heights.push_back(p.y);
        std::sort(heights.begin(), heights.end());
        float gap = 0;
        for (std::size_t i = 1; i < heights.size(); ++i) gap = std::max(gap, heights[i] - heights[i - 1]);
        EXPECT_LT(gap, level == 1 ? 60.0f : 100.0f) << level;
    }
}
