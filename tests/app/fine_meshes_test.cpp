// What the program lets go of the finest level once it is on the graphics card, and reads again when it is asked for.
#include "app/fine_meshes.h"
#include "app/level_loader.h"
#include "program.h"
#include "stage.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <thread>

namespace dorsum::app::test {

namespace {

bool same(const geometry::Mesh& a, const geometry::Mesh& b) {
    return a.positions == b.positions && a.normals == b.normals && a.fibres == b.fibres && a.course == b.course && a.occlusion == b.occlusion &&
           a.skin == b.skin && a.indices == b.indices;
}

// A workspace of its own: that of the stage keeps all it has.
std::unique_ptr<Workspace> opened(std::vector<int> lods) {
    Options options;
    options.quiet = true;
    options.atlas = stage().workspace->baked_folder;
    auto workspace = open_workspace(options, std::move(lods));
    EXPECT_TRUE(workspace);
    return std::move(workspace).value();
}

std::size_t held(const Workspace& workspace) {
    std::size_t triangles = 0;
    for (const auto& s : workspace.atlas.structures) triangles += s.lods[0].triangle_count();
    return triangles;
}

} // namespace

TEST(FineMeshes, ComeBackOneByOneAsTheyWere) {
    const auto& whole = stage().workspace->atlas;
    const auto workspace = opened({0, 1, 2});
    const auto before = held(*workspace);
    release_fine(*workspace);
    EXPECT_LT(held(*workspace), before / 4); // the nerves and discs
    const auto cache = make_cache(*workspace);
    std::size_t read_again = 0;
    for (std::size_t i = 0; i < whole.structures.size(); i += 7) {
        std::optional<geometry::Mesh> read;
        const auto index = workspace->atlas.find(whole.structures[i].terms.id);
        ASSERT_TRUE(index.valid());
        EXPECT_TRUE(same(finest_mesh(*workspace, *cache, index, read), whole.structures[i].lods[0])) << whole.structures[i].terms.id;
        read_again += read.has_value();
    }
    EXPECT_GT(read_again, 20u);
    ASSERT_TRUE(restore_fine(*workspace));
    EXPECT_EQ(held(*workspace), before);
}

// Somebody cuts the body whose finest meshes are gone: the faces are the same to the last bit, also where the spine is bent.
TEST(FineMeshes, ACutHasTheFacesOfTheFinestLevel) {
    const auto workspace = opened({0, 1, 2});
    for (const std::vector<std::string>& actions : {std::vector<std::string>{"clip at=l4 axis=y flip=yes"}, {"curve cobb=40 side=right", "clip sagittal"}}) {
        const auto state = state_after(actions);
        ASSERT_TRUE(restore_fine(*workspace));
        const auto whole = frame_of(state, *workspace, *make_cache(*workspace), 640, 640);
        release_fine(*workspace);
        const auto after = frame_of(state, *workspace, *make_cache(*workspace), 640, 640);
        ASSERT_GT(whole.caps.size(), 20u);
        ASSERT_EQ(whole.caps.size(), after.caps.size());
        for (std::size_t i = 0; i < whole.caps.size(); ++i) {
            EXPECT_EQ(whole.caps[i].structure, after.caps[i].structure);
            EXPECT_EQ(whole.caps[i].shape->area_mm2, after.caps[i].shape->area_mm2) << i;
        }
        // That it can fail: the middle level's faces differ.
        auto none = scene::make_compose_cache(workspace->atlas);
        const auto coarse = frame_of(state, *workspace, *none, 640, 640);
        EXPECT_FALSE(std::equal(coarse.caps.begin(), coarse.caps.end(), whole.caps.begin(), whole.caps.end(),
                                [](const auto& a, const auto& b) { return a.shape->area_mm2 == b.shape->area_mm2; }));
    }
}

// In the window the finest level comes from a thread, packed for the graphics card, and never lies in memory as a whole.
TEST(FineMeshes, TheLoaderBringsTheFinestLevelPacked) {
    const auto& whole = stage().workspace->atlas;
    const auto workspace = opened({2});
    LevelLoader loader(*workspace, [] {});
    loader.wait();
    const auto levels = loader.take_loaded(*workspace);
    ASSERT_GT(levels.size(), 3u); // it comes in parts
    EXPECT_EQ(levels[0].lod, 1);  // what a turning body needs comes first
    EXPECT_TRUE(levels[0].whole);
    std::size_t triangles = 0, wanted = 0;
    std::vector<int> came(workspace->atlas.structures.size());
    for (std::size_t i = 1; i < levels.size(); ++i) {
        EXPECT_EQ(levels[i].lod, 0);
        EXPECT_EQ(levels[i].whole, i + 1 == levels.size());
        for (const auto& [structure, mesh] : levels[i].parts) triangles += mesh.indices.size() / 3, ++came[structure.value];
    }
    EXPECT_EQ(*std::min_element(came.begin(), came.end()), 1);
    EXPECT_EQ(*std::max_element(came.begin(), came.end()), 1);
    for (const auto& s : whole.structures) wanted += anatomy::mesh_at(s, 0).triangle_count();
    EXPECT_EQ(triangles, wanted);
    EXPECT_TRUE(workspace->fine_released);
    EXPECT_LT(held(*workspace), wanted / 4);
    EXPECT_TRUE(loader.take_finished());
}

// A picture at rest is drawn meanwhile: nothing of the finest level comes to lie beside it.
TEST(FineMeshes, AHeldLoaderBringsTheFinestLevelLater) {
    const auto workspace = opened({2});
    LevelLoader loader(*workspace, [] {});
    loader.hold(true);
    std::this_thread::sleep_for(std::chrono::seconds(1));
    for (const auto& level : loader.take_loaded(*workspace)) EXPECT_EQ(level.lod, 1);
    loader.hold(false);
    loader.wait();
    const auto levels = loader.take_loaded(*workspace);
    EXPECT_TRUE(std::any_of(levels.begin(), levels.end(), [](const LevelLoader::Level& level) { return level.lod == 0 && level.whole; }));
    loader.hold(true); // a window that is closed now waits for nobody
}

// Somebody chooses another height while it is on its way: what was packed is of another size, and all of it comes again.
TEST(FineMeshes, AHeightChosenMeanwhileBringsAllOfItAgain) {
    const auto workspace = opened({2});
    LevelLoader loader(*workspace, [] {});
    loader.wait();
    const auto wanted = opened({0, 1, 2});
    for (const auto& each : {&wanted, &workspace}) anatomy::set_stature((*each)->atlas, 1.02f * wanted->atlas.body->own_stature_mm);
    for (const auto& level : loader.take_loaded(*workspace)) EXPECT_TRUE(level.whole && level.parts.empty()) << level.lod;
    EXPECT_FALSE(workspace->fine_released);
    for (const auto& s : wanted->atlas.structures)
        EXPECT_NEAR(geometry::bounds_of(s.lods[0]).max.y, geometry::bounds_of(workspace->atlas.at(workspace->atlas.find(s.terms.id)).lods[0]).max.y, 0.1) << s.terms.id;
}

// The finest level's file is damaged: what is there serves on, and nobody waits for it, so the picture at rest is smoothed as ever.
TEST(FineMeshes, ALevelThatCannotBeReadIsNotWaitedFor) {
    const auto workspace = opened({2});
    const auto folder = scratch_folder();
    std::filesystem::copy(workspace->baked_folder, folder, std::filesystem::copy_options::recursive);
    std::filesystem::resize_file(folder / "lod0.glb", std::filesystem::file_size(folder / "lod0.glb") / 2);
    workspace->baked_folder = folder;
    int woken = 0;
    LevelLoader loader(*workspace, [&] { ++woken; });
    loader.wait();
    EXPECT_GE(woken, 2);
    for (const auto& level : loader.take_loaded(*workspace))
        EXPECT_TRUE(level.lod == 1 || !level.whole) << level.lod;
    EXPECT_EQ(workspace->missing_lods, std::vector{1});
    EXPECT_TRUE(loader.take_finished());
    EXPECT_FALSE(workspace->fine_released);
    std::filesystem::remove_all(folder);
}

// The whole process from the start to a picture at rest, a bent spine and clicks, at its second start: at the first one the driver's compiler
// needs some 20 MB more, most of it its own code. Held at medium: beside other work, automatic falls to low, whose programs would be new.
TEST(FineMeshes, TheProgramNeedsLittleMemoryBesideItsGeometry) {
    if (!stage().studio.renderer->software()) GTEST_SKIP() << "what a graphics card's driver needs is its own";
    double geometry_mb = 0;
    for (int level = 0; level < anatomy::k_lod_count; ++level)
        geometry_mb += static_cast<double>(std::filesystem::file_size(stage().workspace->baked_folder / fmt::format("lod{}.glb", level))) / (1 << 20);
    const std::vector<std::string> bench{"bench", "--atlas", stage().workspace->baked_folder.string(), "--size", "1280x720", "--frames", "4", "--quality", "medium"};
    (void)run_program(bench);
    const auto ran = run_program(bench);
    const auto figures = nlohmann::json::parse(ran.out, nullptr, false);
    ASSERT_TRUE(figures.is_object()) << ran.err;
    const double limit_mb = 1.5 * geometry_mb + 150;
    fmt::print("geometry {:.1f} MB, limit {:.1f}; first picture {:.1f}, levels {:.1f}, turning {:.1f}, rest {:.1f}, whole {:.1f}\n", geometry_mb, limit_mb,
               figures["peak_mb_first_picture"].get<double>(), figures["peak_mb_levels"].get<double>(), figures["peak_mb_turning"].get<double>(),
               figures["peak_mb_rest"].get<double>(), figures["peak_rss_mb"].get<double>());
    EXPECT_LT(figures["peak_mb_turning"].get<double>(), limit_mb - 32);
    EXPECT_LT(figures["peak_mb_rest"].get<double>(), limit_mb);
    EXPECT_LT(figures["peak_rss_mb"].get<double>(), limit_mb);
}

} // namespace dorsum::app::test
