// A cell's light holds as long as its rays find what they found: what changes behind a wall does not count, what comes before it does.
#include "bake/light_cells.h"

#include <gtest/gtest.h>
#include <numeric>

namespace dorsum::bake {
namespace {

// A square in a plane of z, facing +z where `up`.
geometry::Mesh square(float half, float z, bool up = true) {
    geometry::Mesh mesh;
    mesh.positions = {{-half, -half, z}, {half, -half, z}, {half, half, z}, {-half, half, z}};
    if (up) mesh.indices = {0, 1, 2, 0, 2, 3};
    else mesh.indices = {0, 2, 1, 0, 3, 2};
    geometry::compute_normals(mesh);
    return mesh;
}

geometry::Mesh scene_of(std::initializer_list<geometry::Mesh> parts) {
    geometry::Mesh scene;
    for (const auto& part : parts) geometry::append(scene, part);
    return scene;
}

class SeenThrough : public ::testing::Test {
protected:
    const geometry::Mesh place = square(4, 0), wall = square(300, 20, false);
    const geometry::Mesh scene = scene_of({place, wall, square(3, 50)});
    const SceneCubes cubes{scene};
    const std::vector<LightCell> cells = cubes.cells_of(place, 0);

    SeenCubes seen_by(const LightCell& cell) {
        SeenCubes seen(cell.place);
        visibility(place, cell.vertices, geometry::Bvh(scene), seen);
        return seen;
    }
    // Of how many cells what they found is otherwise in another scene.
    int changed_in(const geometry::Mesh& other) {
        const SceneCubes there(other);
        int changed = 0;
        for (const LightCell& cell : cells) {
            const auto seen = seen_by(cell);
            changed += cubes.found(cell, seen.words()) != there.found(cell, seen.words());
        }
        return changed;
    }
};

TEST_F(SeenThrough, EveryVertexLiesInOneCell) {
    std::size_t vertices = 0;
    for (const LightCell& cell : cells) vertices += cell.vertices.size();
    EXPECT_EQ(vertices, place.positions.size());
}

TEST_F(SeenThrough, WhatMovesBehindAWallChangesNothing) {
    EXPECT_EQ(changed_in(scene_of({place, wall, square(3, 45)})), 0);
    EXPECT_EQ(changed_in(scene_of({place, wall})), 0);
}

TEST_F(SeenThrough, WhatComesBeforeTheWallChangesAllThatSeeIt) {
    EXPECT_EQ(changed_in(scene_of({place, wall, square(3, 50), square(3, 12)})), static_cast<int>(cells.size()));
    EXPECT_EQ(changed_in(scene_of({place, square(300, 21, false), square(3, 50)})), static_cast<int>(cells.size())) << "the wall itself";
}

TEST_F(SeenThrough, TheOrderOfTheSceneDoesNotCount) {
    EXPECT_EQ(changed_in(scene_of({square(3, 50), wall, place})), 0);
}

TEST_F(SeenThrough, WhatIsLeftOutOfATreeCouldNotBeMet) {
    std::vector<const LightCell*> all;
    for (const LightCell& cell : cells) all.push_back(&cell);
    const auto far = scene_of({scene, square(3, 500)});
    const auto near = SceneCubes(far).around(far, all);
    EXPECT_LT(near.triangle_count(), far.triangle_count());
    for (const LightCell& cell : cells) {
        SeenCubes one(cell.place), other(cell.place);
        EXPECT_EQ(visibility(place, cell.vertices, geometry::Bvh(near), one), visibility(place, cell.vertices, geometry::Bvh(far), other));
        EXPECT_EQ(one.words(), other.words());
    }
}

} // namespace
} // namespace dorsum::bake
