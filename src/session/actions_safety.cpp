// screen, confirm
#include "session/args.h"
#include "session/rows.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::session {

namespace {

bool answered(const SessionState& state, const std::string& question) {
    return state.screen_yes.count(question) != 0 || state.screen_no.count(question) != 0;
}

bool all_answered(const SessionState& state, const content::Catalog& catalog) {
    return !catalog.screen.empty() && std::all_of(catalog.screen.begin(), catalog.screen.end(),
                                                  [&](const auto& question) { return answered(state, question.id); });
}

bool any_stop(const SessionState& state, const content::Catalog& catalog) {
    return std::any_of(catalog.screen.begin(), catalog.screen.end(), [&](const auto& question) {
        const bool stops = question.if_yes == content::ScreenAnswer::stop_emergency ||
                           question.if_yes == content::ScreenAnswer::stop_absolute;
        return stops && state.screen_yes.count(question.id) != 0;
    });
}

void answer(SessionState& state, const std::string& question, bool yes) {
    (yes ? state.screen_yes : state.screen_no).insert(question);
    (yes ? state.screen_no : state.screen_yes).erase(question);
}

core::Status close_screen(SessionState& state, const Context& context) {
    // An answer that forbids a massage ends the questions: what the others would say changes nothing.
    if (!all_answered(state, context.catalog) && !any_stop(state, context.catalog))
        return denied(state, context, "notice.screen_open", "Some safety questions are not answered yet.");
    if (state.dialog == "safety") state.dialog.clear();
    return {};
}

} // namespace

core::Status apply_screen(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string question = args.word("a question's id, none or done");
    const bool whole = question == "none" || question == "done";
    const std::string said = whole ? "" : args.word_of({"yes", "no"});
    if (const auto status = args.finish(); !status) return status;
    if (question == "done") return close_screen(state, context);
    const auto& questions = context.catalog.screen;
    if (question == "none") {
        for (const auto& q : questions)
            if (!answered(state, q.id)) answer(state, q.id, false);
    } else {
        const bool known = std::any_of(questions.begin(), questions.end(), [&](const auto& q) { return q.id == question; });
        if (!known) args.fail(fmt::format("there is no safety question '{}'", question));
        answer(state, question, said == "yes");
    }
    state.screen_passed = all_answered(state, context.catalog) && !any_stop(state, context.catalog);
    return args.finish();
}

core::Status apply_confirm(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string what = args.word_of({"timing", "checked_by_professional", "professional"});
    if (const auto status = args.finish(); !status) return status;
    if (what != "professional" && state.condition.empty())
        return denied(state, context, "notice.no_condition", "Open a condition first.");
    state.confirmed.insert(what);
    if (what == "timing") change_onset(state, "later");
    return {};
}

} // namespace dorsum::session
