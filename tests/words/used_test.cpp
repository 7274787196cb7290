// Every word that is translated is also shown, and every word that is shown is there: a key that no source and no content file
// names has died, and would be translated for nobody; one that a panel names and nobody wrote would stand on the screen in brackets.
#include "content/catalog.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <set>

namespace dorsum::content {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// What stands in quotes: whole keys ("ui.help"), and beginnings to which code adds a name ("ui.view.", "condition.{}.title").
struct Quoted {
    std::set<std::string> whole, starts;

    void read(const fs::path& folder) {
        static const std::regex quote(R"q("([A-Za-z][A-Za-z0-9_.]*)("|\{)?)q");
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            const auto type = entry.path().extension();
            if (type != ".cpp" && type != ".h" && type != ".json") continue;
            const auto text = bytes_of(entry.path());
            for (std::sregex_iterator at(text.begin(), text.end(), quote), end; at != end; ++at) {
                const auto words = (*at)[1].str();
                whole.insert(words);
                if (words.back() == '.') starts.insert(words);
            }
        }
    }
    bool names(const std::string& key) const {
        if (whole.count(key)) return true;
        for (auto dot = key.find('.'); dot != std::string::npos; dot = key.find('.', dot + 1)) {
            const auto start = key.substr(0, dot + 1);
            if (start != "ui." && starts.count(start)) return true; // what begins with "ui." is too much to mean one of them
        }
        return false;
    }
};

TEST(Texts, are_all_used) {
    Quoted quoted;
    quoted.read(DORSUM_SOURCE_DIR "/src");
    quoted.read(DORSUM_SOURCE_DIR "/assets/content");
    ASSERT_GT(quoted.whole.size(), 1000u);
    // Put together of "ui." and a word: the side of a stroke (plan panel), a setting and its choices (help).
    const std::set<std::string> put_together{"ui.convex", "ui.concave", "ui.left", "ui.right", "ui.lines", "ui.theme", "ui.language", "ui.voice", "ui.quality"};
    core::Diagnostics diagnostics;
    const auto catalog = load_catalog(DORSUM_SOURCE_DIR "/assets", diagnostics);
    for (const auto& [key, words] : catalog.text("en").entries) {
        const auto plain = key.substr(0, key.find('@'));
        const auto parent = plain.substr(0, plain.rfind('.'));
        EXPECT_TRUE(quoted.names(plain) || put_together.count(plain) || put_together.count(parent)) << key << ": nothing shows it; delete it in every language";
    }
}

TEST(Texts, that_panels_name_are_there) {
    Quoted quoted;
    quoted.read(DORSUM_SOURCE_DIR "/src");
    core::Diagnostics diagnostics;
    const auto catalog = load_catalog(DORSUM_SOURCE_DIR "/assets", diagnostics);
    int named = 0;
    for (const auto& words : quoted.whole) {
        if (words.rfind("ui.", 0) != 0 || words.back() == '.') continue;
        ++named;
        EXPECT_TRUE(catalog.text("en").has(words)) << words << ": write it in assets/text, in every language";
    }
    EXPECT_GT(named, 100);
}

} // namespace
} // namespace dorsum::content
