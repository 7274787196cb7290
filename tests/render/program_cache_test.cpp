// Linked programs from the last start give the same picture; damaged ones are passed over.
#include "fixture.h"
#include "support/own_folder.h"

#include <algorithm>
#include <fstream>

namespace dorsum::render::test {
namespace {

class ProgramsKept : public RendererTest {
protected:
    Image picture(const std::filesystem::path& cache) {
        auto made = Renderer::make(context_->loader(), shader_folder(), cache);
        EXPECT_TRUE(made) << made.error().text();
        (*made)->upload(made_up_atlas(), 0);
        return (*made)->draw_to_image(made_up_frame(), {}, k_width, k_height);
    }
};

TEST_F(ProgramsKept, GiveTheSamePictureAndSurviveDamage) {
    const auto folder = support::own_folder();
    const Image fresh = picture({}), first = picture(folder), second = picture(folder);
    EXPECT_EQ(count(differing(fresh, first, 0)), 0);
    EXPECT_EQ(count(differing(fresh, second, 0)), 0);
    int binaries = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        if (file.path().extension() != ".bin") continue;
        ++binaries;
        std::fstream out(file.path(), std::ios::in | std::ios::out | std::ios::binary);
        out.seekp(static_cast<std::streamoff>(file.file_size() / 2));
        out.write("damaged", 7);
    }
    EXPECT_EQ(count(differing(fresh, picture(folder), 0)), 0);
    for (const auto& file : std::filesystem::directory_iterator(folder))
        if (file.path().extension() == ".bin") std::filesystem::resize_file(file.path(), file.file_size() / 3);
    EXPECT_EQ(count(differing(fresh, picture(folder), 0)), 0);
    if (binaries == 0) GTEST_SKIP() << "this driver keeps no programs";
}

} // namespace
} // namespace dorsum::render::test
