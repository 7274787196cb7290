// Search as people type: plain words, Latin, synonyms, numbers; every word must match something of a structure.
#include "anatomy/search.h"

#include "core/fold.h"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace dorsum::anatomy {

namespace {

std::string lower(std::string_view text) { return core::folded(text); }

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

int score_word(const Terms& terms, const std::vector<std::string>& other_names, const std::string& word) {
    int best = match(lower(terms.name_en), word) * 4;
    best = std::max(best, match(lower(terms.name_la), word) * 3);
    best = std::max(best, match(lower(side_name(terms.side)), word) * 2);
    best = std::max(best, match(terms.id, word) * 2);
    for (const auto& synonym : terms.synonyms) best = std::max(best, match(lower(synonym), word) * 4);
    for (const auto& group : terms.groups) best = std::max(best, match(group, word) * 2);
    for (const auto& name : other_names) best = std::max(best, match(name, word) * 4);
    if (word == terms.fma || word == terms.ta2) best = 40;
    return best;
}

} // namespace

std::vector<StructureIndex> search(const Atlas& atlas, std::string_view words, std::size_t count) {
    return search(atlas, words, {}, count);
}

std::vector<StructureIndex> search(const Atlas& atlas, std::string_view words, const NamesOf& names_of, std::size_t count) {
    std::vector<std::string> wanted;
    std::istringstream stream(lower(words));
    for (std::string word; stream >> word;) wanted.push_back(word);
    if (wanted.empty()) return {};
    const auto phrase = lower(words);
    std::vector<std::pair<int, std::size_t>> ranked;
    for (std::size_t i = 0; i < atlas.structures.size(); ++i) {
        const auto& terms = atlas.structures[i].terms;
        std::vector<std::string> others;
        if (names_of)
            for (const auto& name : names_of(terms.id)) others.push_back(lower(name));
        int total = 0;
        bool all = true;
        for (const auto& word : wanted) {
            const int score = score_word(terms, others, word);
            all = all && score > 0;
            total += score;
        }
        for (const auto& synonym : terms.synonyms)
            if (lower(synonym) == phrase) total += 40, all = true;
        if (lower(terms.name_en) == phrase) total += 40;
        if (std::find(others.begin(), others.end(), phrase) != others.end()) total += 40, all = true;
        // Shorter names first among equals: "Sacrum" before "Posterior sacro-iliac ligament".
        if (all) ranked.emplace_back(total * 64 - static_cast<int>(terms.name_en.size()), i);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<StructureIndex> out;
    for (std::size_t i = 0; i < std::min(count, ranked.size()); ++i) out.emplace_back(ranked[i].second);
    return out;
}

} // namespace dorsum::anatomy
