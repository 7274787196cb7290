// Quizzes: the same seed gives the same questions in the same order with the same choices, on every machine.
#include "session/rows.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace dorsum::session {

namespace {

// SplitMix64; std::shuffle and the standard distributions differ between libraries.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::size_t below(std::size_t count) { return count == 0 ? 0 : static_cast<std::size_t>(next() % count); }
    void shuffle(std::vector<std::string>& items) {
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
    }

private:
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        return z ^ (z >> 31);
    }
    std::uint64_t state_;
};

// "muscle.piriformis.left" -> "muscle.piriformis": left and right have one name.
std::string without_side(const std::string& id) {
    for (const std::string_view suffix : {".left", ".right"})
        if (id.size() > suffix.size() && id.compare(id.size() - suffix.size(), suffix.size(), suffix) == 0)
            return id.substr(0, id.size() - suffix.size());
    return id;
}

// What is asked about, by name without side; each with the ids that have it.
std::map<std::string, std::vector<std::string>> pool_of(const content::Quiz& quiz, const Context& context) {
    std::map<std::string, std::set<std::string>> sorted;
    for (const auto& selector : quiz.selectors)
        if (const auto ids = ids_of(selector, context))
            for (const auto& id : *ids) sorted[without_side(id)].insert(id);
    std::map<std::string, std::vector<std::string>> pool;
    for (const auto& [name, ids] : sorted) pool[name] = {ids.begin(), ids.end()};
    return pool;
}

// The asked structure must be seen to be named: layers that lie over it go, and so does what was hidden.
void show_asked(SessionState& state, const std::string& id, const Context& context) {
    const auto layer = static_cast<int>(context.atlas.at(context.atlas.find(id)).terms.layer);
    for (int i = 0; i < anatomy::k_layer_count; ++i) state.layer_opacity[static_cast<std::size_t>(i)] = i < layer ? 0.0f : 1.0f;
    state.selected = id;
}

} // namespace

core::Result<QuizState> start_quiz(const content::Quiz& quiz, std::uint64_t seed, const Context& context) {
    Dice dice(seed);
    QuizState started;
    started.quiz = quiz.id;
    started.seed = seed;
    for (const auto& [name, ids] : pool_of(quiz, context)) started.order.push_back(ids[dice.below(ids.size())]);
    if (started.order.size() < 2)
        return core::Error{core::ErrorCode::invalid, fmt::format("this atlas has too little for the quiz '{}'", quiz.id), "action", {}};
    dice.shuffle(started.order);
    return started;
}

void ask(SessionState& state, const Context& context) {
    QuizState& quiz = state.quiz;
    quiz.answer.clear();
    quiz.options.clear();
    state.selected.clear();
    const content::Quiz* rules = context.catalog.find_quiz(quiz.quiz);
    if (rules == nullptr || quiz.at < 0 || static_cast<std::size_t>(quiz.at) >= quiz.order.size()) return;
    const std::string& right = quiz.order[static_cast<std::size_t>(quiz.at)];
    if (rules->kind != "name_it" || !context.atlas.find(right).valid()) return;
    show_asked(state, right, context);
    Dice dice(quiz.seed ^ (0x5851f42d4c957f2dull * static_cast<std::uint64_t>(quiz.at + 1)));
    for (const auto& id : quiz.order)
        if (id != right) quiz.options.push_back(id);
    dice.shuffle(quiz.options);
    const auto wrong = static_cast<std::size_t>(std::max(1, rules->choices - 1));
    quiz.options.resize(std::min(quiz.options.size(), wrong));
    quiz.options.push_back(right);
    dice.shuffle(quiz.options);
}

void stop_quiz(SessionState& state) {
    const std::uint64_t seed = state.quiz.seed;
    state.quiz = QuizState{};
    state.quiz.seed = seed; // so that the next round differs
}

bool is_right(const QuizState& quiz, const content::Quiz& rules, const std::string& answer) {
    const std::string& right = quiz.order[static_cast<std::size_t>(quiz.at)];
    // Finding the other side's is finding it: the question has no side.
    return rules.kind == "find_it" ? without_side(answer) == without_side(right) : answer == right;
}

} // namespace dorsum::session
