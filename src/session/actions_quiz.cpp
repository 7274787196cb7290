// quiz start, answer, next, stop
#include "session/args.h"
#include "session/rows.h"

#include <fmt/format.h>

namespace dorsum::session {

namespace {

core::Status start(SessionState& state, Args& args, const Context& context) {
    const std::string id = args.word("a quiz id");
    const auto seed = args.number("seed", 0, 4e9f);
    if (const auto status = args.finish(); !status) return status;
    const content::Quiz* quiz = context.catalog.find_quiz(id);
    if (quiz == nullptr) {
        args.fail(fmt::format("there is no quiz '{}'", id));
        return args.finish();
    }
    // Without a seed every round differs from the one before, and still the state alone decides.
    auto started = start_quiz(*quiz, seed ? static_cast<std::uint64_t>(*seed) : state.quiz.seed + 1, context);
    if (!started) return started.error();
    close_condition(state);
    state.quiz = std::move(*started);
    state.labels = false; // names would give the answers away
    state.hidden.clear();
    state.faded.clear();
    state.isolated.clear();
    ask(state, context);
    return {};
}

core::Status answer(SessionState& state, Args& args, const Context& context) {
    const std::string id = args.word("a structure id");
    QuizState& quiz = state.quiz;
    const content::Quiz* rules = context.catalog.find_quiz(quiz.quiz);
    if (!context.atlas.find(id).valid()) args.fail(fmt::format("there is no structure '{}' in this atlas", id));
    if (rules == nullptr || quiz.at < 0 || static_cast<std::size_t>(quiz.at) >= quiz.order.size())
        args.fail("no question is open", "quiz start <quiz id>");
    if (!quiz.answer.empty()) args.fail("this question is answered", "quiz next");
    if (const auto status = args.finish(); !status) return status;
    quiz.answer = id;
    ++quiz.asked;
    if (is_right(quiz, *rules, id)) ++quiz.correct;
    state.selected = quiz.order[static_cast<std::size_t>(quiz.at)];
    return {};
}

core::Status next(SessionState& state, Args& args, const Context& context) {
    QuizState& quiz = state.quiz;
    if (quiz.quiz.empty() || static_cast<std::size_t>(quiz.at) >= quiz.order.size()) args.fail("no question is open");
    if (const auto status = args.finish(); !status) return status;
    if (quiz.answer.empty()) ++quiz.asked; // a question passed over is a question asked
    ++quiz.at;
    ask(state, context);
    return {};
}

} // namespace

core::Status apply_quiz(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string what = args.word_of({"start", "answer", "next", "stop"});
    if (what == "start") return start(state, args, context);
    if (what == "answer") return answer(state, args, context);
    if (what == "next") return next(state, args, context);
    if (const auto status = args.finish(); !status) return status;
    if (!state.quiz.quiz.empty()) {
        // What the questions peeled away and silenced comes back.
        const content::Mode* mode = context.catalog.find_mode(state.mode);
        state.labels = mode != nullptr && mode->labels;
        state.layer_opacity = SessionState{}.layer_opacity;
        state.selected.clear();
    }
    stop_quiz(state);
    return {};
}

} // namespace dorsum::session
