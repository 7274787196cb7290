#include "render/gl/shader_source.h"

#include <gtest/gtest.h>

namespace dorsum::render::gl {
namespace {

const std::vector<std::string> k_files = {"surface.frag", "studio.glsl"};

TEST(ShaderComplaints, OfEveryDriverPointToTheFileAndLine) {
    EXPECT_EQ(read_complaint("0:10012(5): error: `x' undeclared\n", k_files).place, "studio.glsl:12");
    EXPECT_EQ(read_complaint("0(10012) : error C1503: undefined variable \"x\"\n", k_files).place, "studio.glsl:12");
    EXPECT_EQ(read_complaint("ERROR: 0:7: 'x' : undeclared identifier\n", k_files).place, "surface.frag:7");
}

TEST(ShaderComplaints, SkipWarnings) {
    EXPECT_EQ(read_complaint("0:3(1): warning: unused\n0:9(2): error: bad\n", k_files).place, "surface.frag:9");
}

TEST(ShaderComplaints, WithoutALineStillNameTheFile) {
    EXPECT_EQ(read_complaint("out of memory", k_files).place, "surface.frag");
}

TEST(ShaderSources, HaveEachIncludeOnceAndTheDialectsPrelude) {
    const std::filesystem::path folder = std::filesystem::path(DORSUM_SOURCE_DIR) / "shaders";
    const std::vector<std::string> defines = {"ZONES"};
    const auto source = load_shader(folder, "surface.frag", Dialect::es_300, defines);
    ASSERT_TRUE(source) << source.error().text();
    EXPECT_EQ(source->text.rfind("#version 300 es\n", 0), 0u);
    EXPECT_NE(source->text.find("#define ZONES 1"), std::string::npos);
    EXPECT_EQ(source->text.find("uniform FrameBlock"), source->text.rfind("uniform FrameBlock"));
}

} // namespace
} // namespace dorsum::render::gl
