#include "content/clinic.h"

#include "content/json_reader.h"
#include "content/readability.h"
#include "core/spelling.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace dorsum::content {
namespace {

constexpr std::size_t k_longest_name = 80, k_longest_number = 24, k_longest_line = 240;
constexpr int k_fewest_words = 2;

bool is_number_to_call(const std::string& text) {
    const bool digit = std::any_of(text.begin(), text.end(), [](char c) { return std::isdigit(static_cast<unsigned char>(c)); });
    const auto allowed = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) || std::string_view("+ -/()").find(c) != std::string_view::npos; };
    return digit && text.size() <= k_longest_number && std::all_of(text.begin(), text.end(), allowed);
}

void read_wording(JsonObject& root, Clinic& clinic, const Catalog& catalog) {
    auto wording = root.object("emergency", Need::optional);
    if (!wording) return;
    std::vector<std::string> known;
    for (const auto& language : catalog.languages) known.push_back(language.id);
    for (const auto& language : wording->keys()) {
        auto line = wording->string(language);
        const auto place = wording->place().at(language);
        if (!catalog.find_language(language)) place.error(fmt::format("this program has no language '{:.40}'", language), core::suggestion(language, known));
        else if (line.empty()) continue;
        else if (word_count(line) < k_fewest_words) place.error("this is no line that helps in an emergency", "write a sentence, or leave it out");
        else if (line.size() > k_longest_line) place.error(fmt::format("{} characters, at most {} fit", line.size(), k_longest_line), "shorten it");
        else {
            if (!clinic.emergency_number.empty() && line.find(clinic.emergency_number) == std::string::npos)
                place.warning(fmt::format("this line does not name the number {}", clinic.emergency_number), "name it, or leave this line out");
            clinic.emergency[language] = std::move(line);
        }
    }
    wording->finish();
}

} // namespace

void load_clinic(const std::filesystem::path& path, Catalog& catalog, core::Diagnostics& diagnostics) {
    const JsonFile file(path, path.string(), diagnostics);
    if (!file) return;
    auto root = file.root().object();
    if (!root) return;
    Clinic clinic;
    clinic.name = root->string("name", Need::optional);
    if (clinic.name.size() > k_longest_name) {
        root->place().at("name").error(fmt::format("{} characters, at most {} fit", clinic.name.size(), k_longest_name), "shorten it");
        clinic.name.clear();
    }
    clinic.emergency_number = root->string("emergency_number", Need::optional);
    if (!clinic.emergency_number.empty() && !is_number_to_call(clinic.emergency_number)) {
        root->place().at("emergency_number").error(fmt::format("'{}' is no number to call", clinic.emergency_number.substr(0, 40)),
                                                   "digits, blanks and + - / ( ), for example 112");
        clinic.emergency_number.clear();
    }
    read_wording(*root, clinic, catalog);
    root->finish();
    if (clinic.emergency_number.empty() && clinic.emergency.empty())
        file.root().place().warning("neither an emergency number nor a wording is set", "add \"emergency_number\": \"112\"");
    catalog.clinic = std::move(clinic);
}

} // namespace dorsum::content
