// Bad input, odd sizes, levels of detail, and what may be uploaded when.
#include "core/files.h"
#include "fixture.h"
#include "render/programs.h"
#include "support/own_folder.h"

#include <fstream>
#include <glm/gtc/matrix_transform.hpp>

namespace dorsum::render::test {
namespace {

class Robustness : public RendererTest {
protected:
    // A copy of the shaders that a test may damage.
    std::filesystem::path damaged_copy() {
        const auto folder = support::own_folder();
        std::filesystem::copy(shader_folder(), folder);
        return folder;
    }
};

TEST_F(Robustness, AMissingShaderIsNamed) {
    const auto folder = damaged_copy();
    std::filesystem::remove(folder / "surface.frag");
    const auto made = Renderer::make(context_->loader(), folder);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, core::ErrorCode::not_found);
    EXPECT_NE(made.error().text().find("surface.frag"), std::string::npos) << made.error().text();
}

TEST_F(Robustness, ABrokenShaderIsNamedWithItsLine) {
    const auto folder = damaged_copy();
    const auto whole = core::read_text_file(folder / "studio.glsl");
    ASSERT_TRUE(whole);
    std::ofstream(folder / "studio.glsl") << "// one\nfloat fine;\nfloat broken = no_such_thing;\n" << *whole;
    const auto made = Renderer::make(context_->loader(), folder);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, core::ErrorCode::malformed);
    EXPECT_NE(made.error().place.find("studio.glsl:3"), std::string::npos) << made.error().text();
    EXPECT_NE(made.error().message.find("no_such_thing"), std::string::npos) << made.error().text();
}

// Mesa's desktop contexts compile GLES 3.0 shaders too (ARB_ES3_compatibility): the browser's subset is kept by this.
TEST_F(Robustness, EveryShaderIsAlsoGles3) {
    if (!renderer_->software()) GTEST_SKIP() << "only known to work on Mesa's software drivers";
    const auto programs = Programs::make(shader_folder(), gl::Dialect::es_300, Programs::Check::yes);
    EXPECT_TRUE(programs) << programs.error().text();
}

TEST_F(Robustness, ACurveChangeUploadsNoMesh) {
    scene::Frame frame = made_up_frame();
    draw(frame);
    const std::size_t uploads = renderer_->stats().mesh_uploads;
    for (int i = 0; i < 5; ++i) {
        frame.palette[1] = glm::rotate(glm::mat4(1), 0.1f * float(i), glm::vec3(0, 0, 1));
        draw(frame);
        ids(frame);
    }
    EXPECT_EQ(renderer_->stats().mesh_uploads, uploads);
}

TEST_F(Robustness, AnOverrideReplacesTheMeshAndIsUploadedOncePerVersion) {
    scene::Frame frame = made_up_frame();
    const int before = extent_of(ids(frame).structures, k_width, k_right_box + 1).count;
    frame.overrides.push_back({anatomy::StructureIndex(k_right_box),
                               std::make_shared<geometry::Mesh>(box({-100, 0, 0}, glm::vec3(60), 2)), 7});
    const std::size_t uploads = renderer_->stats().mesh_uploads;
    const int after = extent_of(ids(frame).structures, k_width, k_right_box + 1).count;
    EXPECT_NEAR(double(after) / before, 2.25 * 1.05, 0.2); // 1.5 times as wide, and 20 mm nearer
    draw(frame);
    draw(frame);
    EXPECT_EQ(renderer_->stats().mesh_uploads, uploads + 1);
    frame.overrides[0].version = 8;
    draw(frame);
    EXPECT_EQ(renderer_->stats().mesh_uploads, uploads + 2);
    frame.overrides.clear();
    EXPECT_EQ(extent_of(ids(frame).structures, k_width, k_right_box + 1).count, before);
}

// Indices have two bytes where they can; the same box some three thousand times over is the same picture.
TEST_F(Robustness, AMeshOfMoreVerticesThanTwoBytesCountIsDrawnWhole) {
    scene::Frame frame = made_up_frame();
    const auto drawn = [&](std::size_t times) {
        auto mesh = std::make_shared<geometry::Mesh>();
        const auto one = box({-100, 0, 0}, glm::vec3(60), 2), first = box({-100, 0, 0}, glm::vec3(20), 2);
        for (std::size_t i = 1; i < times; ++i) geometry::append(*mesh, first); // within the last, which alone is seen
        geometry::append(*mesh, one);
        frame.overrides = {{anatomy::StructureIndex(k_right_box), mesh, times}};
        return std::pair(draw(frame), mesh->positions.size());
    };
    const auto [few, few_vertices] = drawn(2);
    const auto [many, many_vertices] = drawn(3000);
    ASSERT_LT(few_vertices, 1000u);
    ASSERT_GT(many_vertices, 1u << 16);
    EXPECT_EQ(count(differing(few, many, 0)), 0);
    EXPECT_GT(extent_of(ids(frame).structures, k_width, k_right_box + 1).count, 100);
}

TEST_F(Robustness, AnAbsentLevelOfDetailIsServedByTheNearest) {
    scene::Frame frame = made_up_frame();
    frame.lod = 2;
    EXPECT_TRUE(renderer_->has_lod(0));
    EXPECT_FALSE(renderer_->has_lod(2));
    EXPECT_GT(extent_of(ids(frame).structures, k_width, k_left_box + 1).count, 100);
    renderer_->upload(made_up_atlas(), 2);
    EXPECT_TRUE(renderer_->has_lod(2));
    EXPECT_TRUE(renderer_->has_lod(0)) << "the older level stays";
}

TEST_F(Robustness, AnotherAtlasReplacesTheFirst) {
    anatomy::Atlas other;
    other.name = "other";
    other.structures.push_back(made_up_atlas().structures[k_right_box]);
    renderer_->upload(other, 1);
    EXPECT_FALSE(renderer_->has_lod(0));
    const scene::Frame frame = made_up_frame(); // also names structures that the new atlas lacks
    const IdImage image = ids(frame);
    EXPECT_GT(extent_of(image.structures, k_width, 1).count, 100);
    EXPECT_EQ(extent_of(image.structures, k_width, 2).count, 0);
}

TEST_F(Robustness, DrawsAtAnySizeAndNothingAtZero) {
    const scene::Frame frame = made_up_frame();
    for (const glm::ivec2 size : {glm::ivec2(64, 200), glm::ivec2(1, 1), glm::ivec2(640, 360), glm::ivec2(64, 200)}) {
        const Image image = renderer_->draw_to_image(frame, {}, size.x, size.y);
        EXPECT_EQ(image.rgba.size(), std::size_t(size.x * size.y * 4));
    }
    EXPECT_TRUE(renderer_->draw_to_image(frame, {}, 0, 200).rgba.empty());
    EXPECT_TRUE(renderer_->draw_ids(frame, 100, 0).structures.empty());
    renderer_->draw(frame, {}, 0, 0);
    renderer_->present_cached(0, 0);
}

TEST_F(Robustness, DrawsBeforeAnythingIsUploaded) {
    auto empty = Renderer::make(context_->loader(), shader_folder());
    ASSERT_TRUE(empty);
    const Image image = (*empty)->draw_to_image(made_up_frame(), {}, 32, 32);
    EXPECT_EQ(image.rgba.size(), 32u * 32u * 4u);
    EXPECT_EQ((*empty)->stats().triangles, 0u);
}

} // namespace
} // namespace dorsum::render::test
