#include "content/plain_rules.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace dorsum::content {
namespace {

bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '\'' || (c & 0x80); }

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : lower(text) + " ") {
        if (is_letter(c)) word += c;
        else if (!word.empty()) words.push_back(std::move(word)), word.clear();
    }
    return words;
}

int sentence_count(std::string_view text) {
    int count = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((text[i] == '.' || text[i] == '!' || text[i] == '?') && (i + 1 == text.size() || text[i + 1] == ' ')) ++count;
    return std::max(count, 1);
}

int syllables(const std::string& word) {
    const auto vowel = [](char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; };
    int groups = 0;
    for (std::size_t i = 0; i < word.size(); ++i) groups += vowel(word[i]) && (i == 0 || !vowel(word[i - 1]));
    const auto ends = [&](std::string_view end) {
        return word.size() > end.size() && word.compare(word.size() - end.size(), end.size(), end) == 0;
    };
    const char before = word.size() > 2 ? word[word.size() - 3] : ' ';
    const bool silent_e = ends("e") && !ends("le") && !ends("ee");
    const bool silent_ed = ends("ed") && before != 't' && before != 'd';
    const bool silent_es = ends("es") && std::string_view("sxzcgh").find(before) == std::string_view::npos;
    if (groups > 1 && (silent_e || silent_ed || silent_es)) --groups;
    return std::max(groups, 1);
}

bool is_word_start(const std::string& text, std::size_t at) { return at == 0 || !is_letter(text[at - 1]); }

} // namespace

int word_count(std::string_view text) { return static_cast<int>(words_of(text).size()); }

float reading_grade(std::string_view text) {
    const auto words = words_of(text);
    if (words.empty()) return 0;
    int count = 0;
    for (const auto& word : words) count += syllables(word);
    const auto n = static_cast<float>(words.size());
    return 0.39f * n / static_cast<float>(sentence_count(text)) + 11.8f * static_cast<float>(count) / n - 15.59f;
}

std::string find_banned(std::string_view text, const std::vector<std::string>& banned) {
    const auto all = lower(text);
    for (const auto& phrase : banned)
        for (auto at = all.find(phrase); at != std::string::npos; at = all.find(phrase, at + 1)) {
            const auto end = at + phrase.size();
            if (is_word_start(all, at) && (end == all.size() || !is_letter(all[end]))) return phrase;
        }
    return {};
}

PlainRules parse_rules(const JsonValue& value) {
    PlainRules rules;
    auto root = value.object();
    if (!root) return rules;
    rules.patient_words_max = root->integer("patient_words_max", 10, 500, 90);
    rules.patient_grade_max = root->number("patient_grade_max", 1, 18, 7);
    if (auto banned = root->object("banned"))
        for (const auto& language : banned->keys()) rules.banned[language] = banned->strings(language);
    root->finish();
    return rules;
}

void check_plain_language(const Catalog& catalog, const PlainRules& rules, core::Diagnostics& diagnostics) {
    for (const auto& [language, texts] : catalog.texts) {
        const auto banned = rules.banned.find(language);
        if (banned == rules.banned.end()) continue;
        for (const auto& [key, words] : texts.entries)
            if (const auto phrase = find_banned(words, banned->second); !phrase.empty())
                diagnostics.error("text/" + language, "/" + key, fmt::format("says '{}', which promises too much", phrase),
                                  "say what may happen instead");
    }
    for (const auto& condition : catalog.conditions) {
        const auto patient = condition.plain.find("patient");
        if (patient == condition.plain.end() || !catalog.text("en").has(patient->second.key)) continue;
        const auto& words = catalog.text("en").get(patient->second);
        const auto pointer = "/" + patient->second.key;
        if (const int count = word_count(words); count > rules.patient_words_max)
            diagnostics.error("text/en", pointer, fmt::format("{} words, at most {} are allowed", count, rules.patient_words_max), "shorten it");
        if (const float grade = reading_grade(words); grade > rules.patient_grade_max)
            diagnostics.error("text/en", pointer,
                              fmt::format("reads at school grade {:.1f}, at most {:.0f} is allowed", grade, rules.patient_grade_max),
                              "use shorter sentences and shorter words");
    }
}

} // namespace dorsum::content
