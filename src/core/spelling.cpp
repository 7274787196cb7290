#include "core/spelling.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::core {

std::size_t spelling_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

std::string nearest_word(std::string_view word, const std::vector<std::string>& candidates) {
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const auto& candidate : candidates) {
        const auto longer = std::max(word.size(), candidate.size()) - std::min(word.size(), candidate.size());
        if (longer >= best_distance) continue; // nothing to measure, however long the word is that a damaged file brings
        const auto distance = spelling_distance(word, candidate);
        if (distance >= best_distance) continue;
        best_distance = distance;
        best = candidate;
    }
    return best;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
    const auto near = nearest_word(word, candidates);
    if (!near.empty()) return fmt::format("did you mean '{}'?", near);
    std::string all;
    for (std::size_t i = 0; i < candidates.size() && i < 20; ++i) all += (i ? ", " : "one of: ") + candidates[i];
    return all;
}

} // namespace dorsum::core
