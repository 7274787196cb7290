// No new anatomical number in C++: sizes, places and shares belong to assets/anatomy, with unit, source and mark. What a compiler cannot tell
// apart is counted: numbers that stand bare in the text of the shapes, without a name of their own (named constants say what they are: grid
// steps, tolerances, reaches). Each file may hold as many as numbers.txt says and no more; who moves some into the facts lowers the line.
#include "core/files.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <sstream>

namespace fs = std::filesystem;

namespace {

const fs::path k_source = DORSUM_SOURCE_DIR;

bool is_shape(const std::string& name) {
    for (const char* family : {"spine_", "bones_", "muscles_", "nerves_", "soft_"})
        if (name.starts_with(family)) return true;
    return name == "weights.cpp";
}

// Halves, wholes, turns and what only keeps a division from failing say nothing of a body.
bool says_nothing(double value) {
    for (const double plain : {0.0, 0.25, 0.5, 0.75, 1.0, 2.0, 3.0, 4.0, 3.14159265, 6.2831853, 57.29578})
        if (std::abs(value - plain) < 1e-6) return true;
    return value < 1.5e-3 || value >= 1e6;
}

int bare_numbers(const fs::path& path) {
    static const std::regex k_comment("//.*"), k_text("\"[^\"]*\""), k_fraction("(^|[^\\w.])(\\d+\\.\\d*(e-?\\d+)?)f?"),
        k_vector("vec[23]\\([^()]*\\)"), k_whole("(^|[^\\w.])(\\d+)(?![\\w.])");
    std::ifstream in(path);
    int count = 0;
    const auto add = [&](const std::string& text, const std::regex& number) {
        for (std::sregex_iterator it(text.begin(), text.end(), number), end; it != end; ++it) count += !says_nothing(std::stod((*it)[2]));
    };
    for (std::string line; std::getline(in, line);) {
        if (line.find("constexpr") != std::string::npos) continue;
        line = std::regex_replace(std::regex_replace(line, k_text, ""), k_comment, "");
        add(line, k_fraction);
        for (std::sregex_iterator it(line.begin(), line.end(), k_vector), end; it != end; ++it) add(it->str(), k_whole);
    }
    return count;
}

std::map<std::string, int> recorded() {
    std::map<std::string, int> out;
    std::ifstream in(k_source / "tests/bake/numbers.txt");
    std::string file;
    for (int count = 0; in >> file >> count;) out[file] = count;
    return out;
}

} // namespace

TEST(Numbers, no_shape_holds_more_bare_numbers_than_are_written_down) {
    const auto allowed = recorded();
    ASSERT_FALSE(allowed.empty());
    int all = 0;
    for (const char* folder : {"src/bake", "src/anatomy"})
        for (const auto& entry : fs::directory_iterator(k_source / folder)) {
            const std::string name = entry.path().filename().string();
            if (!is_shape(name) || (folder == std::string("src/anatomy") && name != "weights.cpp")) continue;
            const int count = bare_numbers(entry.path());
            const auto found = allowed.find(name);
            EXPECT_LE(count, found == allowed.end() ? 0 : found->second)
                << name << ": put a new size, place or share into assets/anatomy; give what only draws (a step, a tolerance) a name";
            all += count;
            if (std::getenv("DORSUM_PRINT_NUMBERS") && count > 0) printf("%s %d\n", name.c_str(), count);
        }
    RecordProperty("bare_numbers", all);
}
