// select, isolate, hide, fade, show, search
#include "session/args.h"
#include "session/rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dorsum::session {

namespace {

constexpr std::size_t k_max_search_bytes = 200;

core::Error unknown_structure(const std::string& id, const Context& context) {
    const auto nearest = anatomy::nearest_ids(context.atlas, id);
    return {core::ErrorCode::invalid, fmt::format("there is no structure '{}' in this atlas", id), "action",
            nearest.empty() ? std::string{} : fmt::format("nearest: {}", fmt::join(nearest, ", "))};
}

// The ids that a word means; "selection", or no word, is the selected structure.
core::Result<std::vector<std::string>> chosen(Args& args, const SessionState& state, const Context& context) {
    const std::string word = args.maybe_word().value_or("selection");
    if (word != "selection") return ids_of(word, context);
    if (state.selected.empty())
        return core::Error{core::ErrorCode::invalid, "nothing is selected", "action", "select a structure first"};
    return ids_of(state.selected, context); // a scene of another atlas may have selected what this one lacks
}

void make_visible(SessionState& state, const std::string& id, const Context& context) {
    state.hidden.erase(id);
    const auto layer = static_cast<std::size_t>(context.atlas.at(context.atlas.find(id)).terms.layer);
    if (state.layer_opacity[layer] <= 0) state.layer_opacity[layer] = 1;
    if (!state.isolated.empty()) state.isolated.insert(id);
}

bool waits_for_an_answer(const SessionState& state, const Context& context) {
    const content::Quiz* quiz = context.catalog.find_quiz(state.quiz.quiz);
    return quiz != nullptr && quiz->kind == "find_it" && state.quiz.answer.empty() &&
           static_cast<std::size_t>(state.quiz.at) < state.quiz.order.size();
}

} // namespace

core::Result<std::vector<std::string>> ids_of(const std::string& selector, const Context& context) {
    const auto selection = anatomy::resolve(context.atlas, selector);
    if (!selection) return selection.error();
    if (selection->structures.empty())
        return core::Error{core::ErrorCode::invalid, fmt::format("this atlas has nothing of '{}'", selector), "action", {}};
    std::vector<std::string> ids;
    for (const auto index : selection->structures) ids.push_back(context.atlas.at(index).terms.id);
    return ids;
}

core::Status apply_select(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string id = args.word("a structure id or none");
    if (const auto status = args.finish(); !status) return status;
    if (id == "none") {
        state.selected.clear();
        return {};
    }
    if (!context.atlas.find(id).valid()) return unknown_structure(id, context);
    if (waits_for_an_answer(state, context)) return apply_quiz(state, Action{"quiz", {"answer", id}, {}}, context);
    make_visible(state, id, context);
    state.selected = id;
    return {};
}

core::Status apply_isolate(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    if (args.words_left() != 0 && action.words[0] == "none") {
        state.isolated.clear();
        args.maybe_word();
        return args.finish();
    }
    // Alone it toggles: the key that isolates the selection brings the rest back.
    if (args.words_left() == 0 && !state.isolated.empty()) {
        state.isolated.clear();
        return args.finish();
    }
    const auto ids = chosen(args, state, context);
    if (!ids) return ids.error();
    state.isolated = {ids->begin(), ids->end()};
    for (const auto& id : *ids) make_visible(state, id, context);
    return args.finish();
}

core::Status apply_hide(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const auto ids = chosen(args, state, context);
    if (!ids) return ids.error();
    for (const auto& id : *ids) {
        state.hidden.insert(id);
        state.faded.erase(id);
        if (state.selected == id) state.selected.clear();
    }
    return args.finish();
}

core::Status apply_fade(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const auto ids = chosen(args, state, context);
    if (!ids) return ids.error();
    for (const auto& id : *ids) {
        state.faded.insert(id);
        state.hidden.erase(id);
    }
    return args.finish();
}

core::Status apply_show(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    if (args.words_left() == 0 || action.words[0] == "all") {
        args.maybe_word();
        state.hidden.clear();
        state.faded.clear();
        state.isolated.clear();
        return args.finish();
    }
    const auto ids = chosen(args, state, context);
    if (!ids) return ids.error();
    for (const auto& id : *ids) {
        make_visible(state, id, context);
        state.faded.erase(id);
    }
    return args.finish();
}

core::Status apply_search(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    std::string words = args.rest("words or clear");
    if (words.size() > k_max_search_bytes) args.fail("the search is too long", fmt::format("at most {} bytes", k_max_search_bytes));
    if (words == "clear") words.clear();
    state.search = std::move(words);
    return args.finish();
}

} // namespace dorsum::session
