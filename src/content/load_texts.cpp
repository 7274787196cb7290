// Words: every file of every language folder, merged; and whether the languages that ship are complete.
#include "content/parse.h"
#include "content/plain_rules.h"
#include "core/spelling.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::content {
namespace fs = std::filesystem;

namespace {

constexpr const char* k_latin = "latin"; // what is said where Latin names are wanted, the same in every language
constexpr int k_words_of_a_sentence = 3; // shorter texts may well be the same in two languages ("Kiosk", "OK")

bool parse_texts(const JsonValue& value, Texts& texts, const std::string& file, std::map<std::string, std::string>* files) {
    auto root = value.object();
    if (!root) return false;
    for (const auto& key : root->keys()) {
        const auto entry = root->find(key, Need::required);
        auto words = entry->string();
        if (!words) continue;
        if (files) files->emplace(key, file);
        if (!texts.entries.emplace(key, std::move(*words)).second)
            entry->place().error(fmt::format("the text '{}' also stands in another file of this language", key), "keep one of them");
    }
    return true;
}

// The file of another language that should hold what this English file holds.
std::string counterpart(const fs::path& assets, const Parse& parse, const std::string& language, const std::string& key) {
    const auto at = parse.english_files.find(key);
    const auto folder = assets / "text" / language;
    return at == parse.english_files.end() ? folder.string() : (folder / fs::path(at->second).filename()).string();
}

void check_shipped(const fs::path& assets, const Texts& texts, const Texts& english, Parse& parse) {
    std::vector<std::string> known;
    for (const auto& [key, words] : english.entries) known.push_back(key);
    for (const auto& [key, words] : english.entries) {
        const auto own = texts.entries.find(key);
        if (own == texts.entries.end())
            parse.diagnostics.error(counterpart(assets, parse, texts.language, key), "/" + key, fmt::format("there are no words in '{}' for this text", texts.language),
                                    fmt::format("translate \"{}\"", words.substr(0, 60)));
        else if (own->second == words && word_count(words) >= k_words_of_a_sentence && !key.ends_with(std::string("@") + k_latin))
            parse.diagnostics.error(counterpart(assets, parse, texts.language, key), "/" + key, fmt::format("this text of '{}' is still the English one", texts.language),
                                    "translate it");
    }
    for (const auto& [key, words] : texts.entries)
        if (!english.entries.count(key))
            parse.diagnostics.error((assets / "text" / texts.language).string(), "/" + key, "this text is not in English", core::suggestion(key, known).substr(0, 120));
}

void fall_back(Texts& texts, const Texts& english, const fs::path& folder, core::Diagnostics& diagnostics, bool shipped) {
    std::size_t lacking = 0;
    for (const auto& [key, words] : english.entries) lacking += texts.entries.emplace(key, words).second;
    if (lacking > 0 && !shipped)
        diagnostics.note(folder.string(), "", fmt::format("{} of {} texts are missing and shown in English", lacking, english.entries.size()));
}

// "text@voice" says the text of a key in the words of one voice, "text@latin" in Latin.
void check_voices(const Texts& english, Parse& parse) {
    static const std::vector<std::string> voices{"patient", "student", "clinician", k_latin};
    for (const auto& [key, words] : english.entries) {
        const auto at = key.find('@');
        if (at == std::string::npos) continue;
        const auto voice = key.substr(at + 1);
        if (std::find(voices.begin(), voices.end(), voice) == voices.end())
            parse.diagnostics.error(parse.english_files[key], "/" + key, fmt::format("'{}' is no voice", voice), core::suggestion(voice, voices));
        if (!english.entries.count(key.substr(0, at)))
            parse.diagnostics.error(parse.english_files[key], "/" + key, "these words of a voice belong to no text", "add the text '" + key.substr(0, at) + "'");
    }
}

} // namespace

std::vector<fs::path> sorted_entries(const fs::path& folder, bool folders) {
    std::vector<fs::path> found;
    std::error_code ec;
    for (fs::directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec)) {
        const bool is_folder = it->is_directory(ec);
        if (is_folder == folders && (folders || it->path().extension() == ".json")) found.push_back(it->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

void load_texts(const fs::path& assets, Parse& parse) {
    auto& all = parse.catalog.texts;
    std::vector<std::string> broken; // languages of which a file could not be read: what it lacks is known
    for (const auto& folder : sorted_entries(assets / "text", true)) {
        Texts texts;
        texts.language = folder.filename().string();
        const bool english = texts.language == "en";
        for (const auto& path : sorted_entries(folder, false)) {
            const JsonFile file(path, path.string(), parse.diagnostics);
            if (file && parse_texts(file.root(), texts, path.string(), english ? &parse.english_files : nullptr)) continue;
            if (english) parse.texts_known = false;
            broken.push_back(texts.language);
        }
        all.emplace(texts.language, std::move(texts));
    }
    for (const auto& language : parse.catalog.languages)
        if (!all.count(language.id)) {
            if (language.id == "en") parse.texts_known = false;
            else broken.push_back(language.id);
            all[language.id].language = language.id;
            parse.diagnostics.error((assets / "text" / language.id).string(), "", fmt::format("there are no words in '{}'", language.id), "restore that folder");
        }
    if (!all.count("en")) {
        parse.texts_known = false;
        all["en"].language = "en";
        parse.diagnostics.error((assets / "text/en").string(), "", "there are no English words", "restore the folder assets/text/en");
    }
    if (!parse.texts_known) return;
    const auto& english = all.at("en");
    check_voices(english, parse);
    for (auto& [language, texts] : all) {
        if (language == "en") continue;
        const bool shipped = parse.catalog.find_language(language) != nullptr;
        const bool readable = std::find(broken.begin(), broken.end(), language) == broken.end();
        if (shipped && readable) check_shipped(assets, texts, english, parse);
        fall_back(texts, english, assets / "text" / language, parse.diagnostics, shipped);
    }
}

void load_names(const fs::path& assets, Parse& parse) {
    for (const auto& folder : sorted_entries(assets / "text", true))
        for (const auto& path : sorted_entries(folder / "structures", false)) {
            const JsonFile file(path, path.string(), parse.diagnostics);
            if (file) parse_names(file.root(), parse.catalog.names[folder.filename().string()], parse);
        }
}

} // namespace dorsum::content
