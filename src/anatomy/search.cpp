// Search as people type: plain words, Latin, synonyms, numbers; every word must match something of a structure.
#include "anatomy/atlas.h"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace dorsum::anatomy {

namespace {

std::string lower(std::string_view text) {
    std::string out;
    for (char c : text) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

// 0: no match; whole text, whole word, beginning of a word, anywhere inside.
int match(const std::string& haystack, const std::string& word) {
    if (haystack == word) return 8;
    int best = 0;
    for (auto at = haystack.find(word); at != std::string::npos; at = haystack.find(word, at + 1)) {
        const bool starts = at == 0 || !std::isalnum(static_cast<unsigned char>(haystack[at - 1]));
        const auto after = at + word.size();
        const bool ends = after == haystack.size() || !std::isalnum(static_cast<unsigned char>(haystack[after]));
        best = std::max(best, starts && ends ? 5 : starts ? 3 : 1);
    }
    return best;
}

int score_word(const Terms& terms, const std::string& word) {
    int best = match(lower(terms.name_en), word) * 4;
    best = std::max(best, match(lower(terms.name_la), word) * 3);
    best = std::max(best, match(lower(side_name(terms.side)), word) * 2);
    best = std::max(best, match(terms.id, word) * 2);
    for (const auto& synonym : terms.synonyms) best = std::max(best, match(lower(synonym), word) * 4);
    for (const auto& group : terms.groups) best = std::max(best, match(group, word) * 2);
    if (word == terms.fma || word == terms.ta2) best = 40;
    return best;
}

} // namespace

std::vector<StructureIndex> search(const Atlas& atlas, std::string_view words, std::size_t count) {
    std::vector<std::string> wanted;
    std::istringstream stream(lower(words));
    for (std::string word; stream >> word;) wanted.push_back(word);
    if (wanted.empty()) return {};
    const auto phrase = lower(words);
    std::vector<std::pair<int, std::size_t>> ranked;
    for (std::size_t i = 0; i < atlas.structures.size(); ++i) {
        const auto& terms = atlas.structures[i].terms;
        int total = 0;
        bool all = true;
        for (const auto& word : wanted) {
            const int score = score_word(terms, word);
            all = all && score > 0;
            total += score;
        }
        for (const auto& synonym : terms.synonyms)
            if (lower(synonym) == phrase) total += 40, all = true;
        if (lower(terms.name_en) == phrase) total += 40;
        // Shorter names first among equals: "Sacrum" before "Posterior sacro-iliac ligament".
        if (all) ranked.emplace_back(total * 64 - static_cast<int>(terms.name_en.size()), i);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<StructureIndex> out;
    for (std::size_t i = 0; i < std::min(count, ranked.size()); ++i) out.emplace_back(ranked[i].second);
    return out;
}

} // namespace dorsum::anatomy
