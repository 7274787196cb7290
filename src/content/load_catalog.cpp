// The order of reading: words and sources first, then what refers to them, so that a wrong reference is found where it is written.
#include "content/parse.h"
#include "content/plain_rules.h"
#include "core/spelling.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::content {
namespace fs = std::filesystem;

namespace {

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

class Loader {
public:
    Loader(const fs::path& assets, Catalog& catalog, core::Diagnostics& diagnostics)
        : assets_(assets), parse_{catalog, diagnostics} {}

    void load() {
        load_texts();
        const auto file = [&](const char* name, void (*read)(const JsonValue&, Parse&)) { return load_file(name, read); };
        parse_.sources_known = file("content/sources.json", parse_sources);
        parse_.techniques_known = file("content/techniques.json", parse_techniques);
        file("content/disc_roots.json", parse_disc_roots);
        file("content/body_model.json", parse_body_model);
        file("content/disc_course.json", parse_disc_course);
        file("content/sciatic_variants.json", parse_variant_shares);
        file("content/claims.json", parse_claims);
        load_conditions();
        if (!file("content/safety.json", parse_safety) || parse_.catalog.screen.empty()) withhold_plans();
        file("content/tours.json", parse_tours);
        file("content/quizzes.json", parse_quizzes);
        load_modes();
        load_bodies();
        check_rules();
        note_reviews();
    }

private:
    std::string shown(const fs::path& path) const { return (assets_ / path.lexically_relative(assets_)).string(); }

    bool load_file(const char* name, void (*read)(const JsonValue&, Parse&)) {
        const JsonFile file(assets_ / name, shown(assets_ / name), parse_.diagnostics);
        if (file) read(file.root(), parse_);
        return static_cast<bool>(file);
    }

    void load_texts() {
        for (const auto& folder : sorted_entries(assets_ / "text", true)) {
            Texts texts;
            texts.language = folder.filename().string();
            for (const auto& path : sorted_entries(folder, false)) {
                const JsonFile file(path, shown(path), parse_.diagnostics);
                const bool usable = file && parse_texts(file.root(), texts);
                if (!usable && texts.language == "en") parse_.texts_known = false;
            }
            parse_.catalog.texts.emplace(texts.language, std::move(texts));
        }
        if (!parse_.catalog.texts.count("en")) {
            parse_.texts_known = false;
            parse_.catalog.texts["en"].language = "en";
            parse_.diagnostics.error(shown(assets_ / "text/en"), "", "there are no English words", "restore the folder assets/text/en");
        }
        for (auto& [language, texts] : parse_.catalog.texts)
            if (language != "en" && parse_.texts_known) fall_back_to_english(texts);
    }

    void fall_back_to_english(Texts& texts) {
        const auto& english = parse_.catalog.texts.at("en").entries;
        const auto file = shown(assets_ / "text" / texts.language);
        std::vector<std::string> known;
        for (const auto& [key, words] : english) known.push_back(key);
        for (const auto& [key, words] : texts.entries)
            if (!english.count(key)) parse_.diagnostics.warning(file, "/" + key, "this text is not in English", core::suggestion(key, known).substr(0, 120));
        std::vector<std::string> lacking;
        for (const auto& [key, words] : english)
            if (texts.entries.emplace(key, words).second) lacking.push_back(key);
        if (lacking.empty()) return;
        std::string some;
        for (std::size_t i = 0; i < lacking.size() && i < 5; ++i) some += (i ? ", " : "") + lacking[i];
        parse_.diagnostics.note(file, "", fmt::format("{} of {} texts are missing and shown in English, such as {}", lacking.size(),
                                                      english.size(), some));
    }

    void load_conditions() {
        std::vector<std::pair<int, Condition>> found;
        for (const auto& path : sorted_entries(assets_ / "content/conditions", false)) {
            const JsonFile file(path, shown(path), parse_.diagnostics);
            int order = 0;
            auto condition = file ? parse_condition(file.root(), parse_, order) : std::nullopt;
            if (!condition) {
                parse_.conditions_known = false;
                continue;
            }
            const auto same = [&](const auto& other) { return other.second.id == condition->id; };
            if (std::any_of(found.begin(), found.end(), same))
                file.root().place().at("id").error(fmt::format("the condition '{}' is there twice", condition->id), "rename or remove one");
            else found.emplace_back(order, std::move(*condition));
        }
        std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (auto& [order, condition] : found) parse_.catalog.conditions.push_back(std::move(condition));
        if (found.empty())
            parse_.diagnostics.error(shown(assets_ / "content/conditions"), "", "no condition could be read", "restore the folder");
    }

    // No safety screen, no plans: what would gate and cap them is not there.
    void withhold_plans() {
        for (auto& condition : parse_.catalog.conditions) condition.plan.steps.clear();
        parse_.diagnostics.error(shown(assets_ / "content/safety.json"), "",
                                 "without the safety questions no stroke plan is shown", "restore that file");
    }

    void load_modes() {
        for (const auto& path : sorted_entries(assets_ / "content/modes", false)) {
            const JsonFile file(path, shown(path), parse_.diagnostics);
            if (!file) continue;
            if (auto mode = parse_mode(file.root(), parse_)) parse_.catalog.modes.push_back(std::move(*mode));
        }
        if (parse_.catalog.modes.empty())
            parse_.diagnostics.error(shown(assets_ / "content/modes"), "", "no mode could be read", "restore the folder");
    }

    void load_bodies() {
        auto& bodies = parse_.catalog.bodies;
        for (const auto& path : sorted_entries(assets_ / "anatomy/bodies", false)) {
            const JsonFile file(path, shown(path), parse_.diagnostics);
            if (!file) continue;
            if (auto body = parse_body(file.root(), path.stem().string(), parse_)) bodies.push_back(std::move(*body));
        }
        std::stable_sort(bodies.begin(), bodies.end(), [](const BodyChoice& a, const BodyChoice& b) {
            const bool first = a.id == anatomy::k_default_body, second = b.id == anatomy::k_default_body;
            return first != second ? first : a.age_years > b.age_years;
        });
    }

    void check_rules() {
        const JsonFile file(assets_ / "content/rules.json", shown(assets_ / "content/rules.json"), parse_.diagnostics);
        if (file) check_plain_language(parse_.catalog, parse_rules(file.root()), parse_.diagnostics);
    }

    void note_reviews() const {
        if (parse_.reviewed < parse_.rows)
            parse_.diagnostics.note(shown(assets_ / "content"), "", fmt::format("{} of {} fact rows are not yet reviewed by a clinician",
                                                                            parse_.rows - parse_.reviewed, parse_.rows));
    }

    fs::path assets_;
    Parse parse_;
};

} // namespace

bool parse_texts(const JsonValue& value, Texts& texts) {
    auto root = value.object();
    if (!root) return false;
    for (const auto& key : root->keys()) {
        const auto entry = root->find(key, Need::required);
        auto words = entry->string();
        if (!words) continue;
        if (!texts.entries.emplace(key, std::move(*words)).second)
            entry->place().error(fmt::format("the text '{}' also stands in another file of this language", key), "keep one of them");
    }
    return true;
}

Catalog load_catalog(const fs::path& assets, core::Diagnostics& diagnostics) {
    Catalog catalog;
    Loader(assets, catalog, diagnostics).load();
    return catalog;
}

} // namespace dorsum::content
