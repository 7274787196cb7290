// The shape of the house: who may include whom, and which module alone may know which library.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;
using Modules = std::set<std::string>;

const std::map<std::string, Modules> k_may_include{
    {"core", {}},
    {"geometry", {"core"}},
    {"anatomy", {"core", "geometry"}},
    {"content", {"core", "geometry", "anatomy"}},
    {"import", {"core", "geometry", "anatomy"}},
    {"bake", {"core", "geometry", "anatomy", "import"}}, // import: for the rows of assets/anatomy/structures
    {"session", {"core", "geometry", "anatomy", "content"}},
    {"scene", {"core", "geometry", "anatomy", "content", "session"}},
    {"platform", {"core"}},
    {"render", {"core", "geometry", "anatomy", "scene"}},
    {"ui", {"core", "geometry", "anatomy", "content", "session", "scene", "platform"}},
    {"app", {"core", "geometry", "anatomy", "content", "import", "bake", "session", "scene", "platform", "render", "ui"}}};

// Include prefix of a library -> folders of src/ that may use it.
const std::map<std::string, Modules> k_libraries{{"assimp/", {"import"}}, {"imgui", {"ui"}},        {"GLFW/", {"platform"}},
                                                 {"EGL/", {"platform"}},  {"glad/", {"render/gl"}}, {"tiny_gltf", {"bake"}},
                                                 {"CLI/", {"app"}},       {"stb/", {"app"}}};

struct Include {
    fs::path file;
    int line;
    std::string what;
};

std::vector<Include> all_includes() {
    static const std::regex pattern(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    std::vector<Include> includes;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(DORSUM_SOURCE_DIR) / "src")) {
        const auto extension = entry.path().extension();
        if (extension != ".cpp" && extension != ".h") continue;
        std::ifstream in(entry.path());
        std::string text;
        for (int line = 1; std::getline(in, text); ++line)
            if (std::smatch match; std::regex_search(text, match, pattern))
                includes.push_back({fs::relative(entry.path(), fs::path(DORSUM_SOURCE_DIR) / "src"), line, match[1]});
    }
    return includes;
}

TEST(Layering, NoIncludeRunsUphill) {
    int ours = 0;
    for (const auto& include : all_includes()) {
        const auto from = include.file.begin()->string(), to = fs::path(include.what).begin()->string();
        if (!k_may_include.count(to) || from == to) continue;
        ++ours;
        ASSERT_TRUE(k_may_include.count(from)) << from << " is no known module";
        EXPECT_TRUE(k_may_include.at(from).count(to))
            << include.file.string() << ":" << include.line << ": " << from << " must not include " << include.what;
    }
    EXPECT_GT(ours, 100) << "the test reads the sources";
}

TEST(Layering, LibrariesStayInTheirRooms) {
    for (const auto& include : all_includes())
        for (const auto& [prefix, rooms] : k_libraries) {
            if (include.what.rfind(prefix, 0) != 0 || include.what == "imgui_host.h") continue;
            const auto folder = include.file.parent_path().string();
            EXPECT_TRUE(rooms.count(folder)) << include.file.string() << ":" << include.line << ": " << folder << " must not include " << include.what;
        }
}

TEST(Layering, EveryModuleSaysWhatItIsFor) {
    for (const auto& [module, below] : k_may_include)
        EXPECT_TRUE(fs::exists(fs::path(DORSUM_SOURCE_DIR) / "src" / module / "README.md")) << "src/" << module << "/README.md";
}

} // namespace
