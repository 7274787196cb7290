// Every file in scripts/ is one session, played as a person would. A line "# needs widget NAME" at the top skips the session
// while no panel has such a widget.
#include "stage.h"

#include "app/script.h"
#include "core/files.h"

#include <algorithm>
#include <sstream>

namespace dorsum::app::test {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> script_names() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(fs::path(DORSUM_SOURCE_DIR) / "tests/app/scripts"))
        if (entry.path().extension() == ".txt") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string first_word_after(const std::string& text, const std::string& mark, const std::string& otherwise) {
    const auto at = text.find(mark);
    if (at == std::string::npos) return otherwise;
    std::istringstream rest(text.substr(at + mark.size()));
    std::string word;
    rest >> word;
    return word;
}

// Paths that a session saves to are its scratch folder's.
class InFolder {
public:
    explicit InFolder(const fs::path& folder) : before_(fs::current_path()) { fs::current_path(folder); }
    ~InFolder() { fs::current_path(before_); }

private:
    fs::path before_;
};

} // namespace

class Scripts : public ::testing::TestWithParam<std::string> {};

TEST_P(Scripts, Hold) {
    const auto file = fs::path(DORSUM_SOURCE_DIR) / "tests/app/scripts" / (GetParam() + ".txt");
    const auto text = core::read_text_file(file);
    ASSERT_TRUE(text) << text.error().text();
    const auto viewer = make_viewer(first_word_after(*text, "# mode ", "clinic"));
    ASSERT_TRUE(viewer);
    const auto errors_before = viewer->renderer().stats().driver_errors;
    for (int i = 0; i < 3; ++i) (void)viewer->step(1.0 / 30);
    const auto widget = first_word_after(*text, "# needs widget ", "");
    if (!widget.empty() && viewer->widgets().count(widget) == 0) GTEST_SKIP() << "no panel has a widget \"" << widget << "\" yet";
    const auto folder = scratch_folder();
    const InFolder inside(folder);
    const auto played = play_script(file, folder, *viewer);
    ASSERT_TRUE(played) << played.error().text();
    EXPECT_EQ(played->failures, 0) << "see the lines above";
    EXPECT_GT(played->lines, 3);
    EXPECT_EQ(viewer->renderer().stats().driver_errors, errors_before) << "the driver's words are above";
}

INSTANTIATE_TEST_SUITE_P(Session, Scripts, ::testing::ValuesIn(script_names()), [](const auto& row) { return row.param; });

} // namespace dorsum::app::test
