#include "content/readability.h"

#include "core/fold.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace dorsum::content {
namespace {

bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '\'' || (c & 0x80); }

bool one_of(std::string_view letters, char c) { return letters.find(c) != std::string_view::npos; }

int english_syllables(const std::string& word) {
    const auto vowel = [](char c) { return one_of("aeiouy", c); };
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

// Vowels one by one, but for the pairs that are spoken as one.
int german_syllables(const std::string& word) {
    static const std::vector<std::string_view> pairs{"ei", "ai", "au", "eu", "ie", "oi", "aa", "ee", "oo", "ui"};
    const auto plain = core::folded(word);
    int count = 0;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (!one_of("aeiouy", plain[i])) continue;
        ++count;
        const bool pair = std::find(pairs.begin(), pairs.end(), std::string_view(plain).substr(i, 2)) != pairs.end();
        if (pair) ++i;
    }
    return std::max(count, 1);
}

// A group of vowels has as many syllables as strong vowels (a e o and the accented i u), one at least; "qu", "gue", "gui" have a silent u,
// which is weak anyway.
int spanish_syllables(const std::string& word) {
    const std::string_view strong_pairs[] = {"\u00e1", "\u00e9", "\u00f3", "\u00ed", "\u00fa"};
    int count = 0, strong = 0;
    bool inside = false;
    const auto end_group = [&] {
        if (inside) count += std::max(strong, 1);
        inside = false, strong = 0;
    };
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto two = std::string_view(word).substr(i, 2);
        const bool accented = std::find(std::begin(strong_pairs), std::end(strong_pairs), two) != std::end(strong_pairs);
        const bool weak = one_of("iu", word[i]) || two == "\u00fc" || (word[i] == 'y' && i + 1 == word.size());
        if (accented || one_of("aeo", word[i])) inside = true, ++strong;
        else if (weak) inside = true;
        else end_group();
        if (accented || two == "\u00fc" || (static_cast<unsigned char>(word[i]) & 0xE0) == 0xC0) ++i;
    }
    end_group();
    return std::max(count, 1);
}

std::size_t letter_count(const std::string& word) {
    return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

} // namespace

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : core::lower_case(text) + " ") {
        if (is_letter(c)) word += c;
        else if (!word.empty()) words.push_back(std::move(word)), word.clear();
    }
    return words;
}

int word_count(std::string_view text) { return static_cast<int>(words_of(text).size()); }

std::vector<std::string> sentences_of(std::string_view text) {
    std::vector<std::string> sentences;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool end = one_of(".!?", text[i]) && (i + 1 == text.size() || text[i + 1] == ' ');
        if (!end && i + 1 < text.size()) continue;
        sentences.emplace_back(text.substr(begin, i + 1 - begin));
        begin = i + 1;
    }
    return sentences;
}

int sentence_count(std::string_view text) { return std::max(static_cast<int>(sentences_of(text).size()), 1); }

float flesch_kincaid_grade(std::string_view text) {
    const auto words = words_of(text);
    if (words.empty()) return 0;
    int count = 0;
    for (const auto& word : words) count += english_syllables(word);
    const auto n = static_cast<float>(words.size());
    return 0.39f * n / static_cast<float>(sentence_count(text)) + 11.8f * static_cast<float>(count) / n - 15.59f;
}

float wiener_grade(std::string_view text) {
    const auto words = words_of(text);
    if (words.empty()) return 0;
    float many_syllables = 0, one_syllable = 0, long_words = 0;
    for (const auto& word : words) {
        const int syllables = german_syllables(word);
        many_syllables += syllables >= 3;
        one_syllable += syllables == 1;
        long_words += letter_count(word) > 6;
    }
    const float n = static_cast<float>(words.size()), percent = 100 / n;
    return 0.1935f * percent * many_syllables + 0.1672f * n / static_cast<float>(sentence_count(text)) + 0.1297f * percent * long_words -
           0.0327f * percent * one_syllable - 0.875f;
}

float fernandez_huerta_ease(std::string_view text) {
    const auto words = words_of(text);
    if (words.empty()) return 100;
    int count = 0;
    for (const auto& word : words) count += spanish_syllables(word);
    const auto n = static_cast<float>(words.size());
    return 206.84f - 60 * static_cast<float>(count) / n - 1.02f * n / static_cast<float>(sentence_count(text));
}

Reading measure_reading(const Language& language, std::string_view text) {
    Reading reading;
    switch (language.formula) {
    case ReadingFormula::none: return reading;
    case ReadingFormula::flesch_kincaid: reading.value = flesch_kincaid_grade(text); break;
    case ReadingFormula::wiener_1: reading.value = wiener_grade(text); break;
    case ReadingFormula::fernandez_huerta:
        reading.value = fernandez_huerta_ease(text);
        reading.easy_enough = reading.value >= language.bound;
        reading.words = fmt::format("reading ease {:.0f}, at least {:.0f} is wanted", reading.value, language.bound);
        return reading;
    }
    reading.easy_enough = reading.value <= language.bound;
    reading.words = fmt::format("reads at school grade {:.1f}, at most {:.0f} is allowed", reading.value, language.bound);
    return reading;
}

} // namespace dorsum::content
