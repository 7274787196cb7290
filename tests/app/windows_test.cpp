// The way through a window: sessions are played in one, under a virtual display, with a debug context. The driver has nothing to
// complain of. (Without a window every session is played so: scripts_test.cpp.)
#include "program.h"
#include "stage.h"

#include "core/files.h"

#include <cstdlib>
#include <sys/wait.h>

namespace dorsum::app::test {

namespace fs = std::filesystem;

class Windows : public ::testing::TestWithParam<const char*> {};

TEST_P(Windows, HearNoComplaintOfTheDriver) {
    if (std::system("command -v xvfb-run >/dev/null") != 0) GTEST_SKIP() << "needs xvfb-run";
    const auto folder = scratch_folder();
    const auto script = fs::path(DORSUM_SOURCE_DIR) / "tests/app/scripts" / (std::string(GetParam()) + ".txt");
    const auto line = "cd '" + folder.string() + "' && env -u WAYLAND_DISPLAY DORSUM_GL_DEBUG=1 xvfb-run -a '" DORSUM_BINARY "' view --size 1280x800 --quality low --atlas '" +
                      stage().workspace->baked_folder.string() + "' --script '" + script.string() + "' >out.txt 2>err.txt </dev/null";
    const int status = std::system(line.c_str());
    const auto said = core::read_text_file(folder / "err.txt"), out = core::read_text_file(folder / "out.txt");
    ASSERT_TRUE(said && out);
    EXPECT_EQ(WEXITSTATUS(status), 0) << *out << *said;
    EXPECT_NE(said->find("a debug context"), std::string::npos) << "nobody listened: " << *said;
    EXPECT_EQ(said->find("OpenGL error"), std::string::npos) << *said;
}

INSTANTIATE_TEST_SUITE_P(Session, Windows, ::testing::Values("theme_lines_skin", "cut", "condition_sciatica", "body_behaves", "stroke_hands"),
                         [](const auto& row) { return std::string(row.param); });

} // namespace dorsum::app::test
