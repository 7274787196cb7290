// technique, captions
#include "session/args.h"
#include "session/rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dorsum::session {

namespace {

constexpr std::size_t k_max_search_bytes = 80;

core::Error unknown_technique(const std::string& id, const Context& context) {
    std::vector<std::string_view> known;
    for (const auto& technique : context.catalog.techniques) known.push_back(technique.id);
    return {core::ErrorCode::invalid, fmt::format("there is no technique '{}'", id.substr(0, 40)), "action", fmt::format("use {}", fmt::join(known, ", "))};
}

// The muscle, or what is wrong with it.
core::Status set_muscle(Library& library, const std::string& on, const SessionState& state, const Context& context) {
    if (on == "usual") {
        library.on.clear();
        return {};
    }
    const std::string id = on == "selection" ? state.selected : on;
    const auto index = context.atlas.find(id);
    if (!index.valid()) return core::Error{core::ErrorCode::invalid, fmt::format("there is no structure '{}' in this atlas", id.substr(0, 60)), "action", "usual, selection or a muscle's id"};
    if (context.atlas.at(index).terms.tissue != anatomy::Tissue::muscle)
        return denied(state, context, "notice.no_muscle", "A stroke can be shown on muscles only.");
    library.on = id;
    return {};
}

} // namespace

core::Status apply_technique(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const auto word = args.maybe_word();
    const auto id = args.named("id"), on = args.named("on"), find = args.named("find");
    if (word && *word != "list" && *word != "none") args.fail(fmt::format("'{}' is not known here", word->substr(0, 40)), "use list, none, id=, on= or find=");
    if (!word && !id && !on && !find) args.fail("'technique' needs something to show", "list, none, id=, on= or find=");
    if (find && find->size() > k_max_search_bytes) args.fail("the search is too long", fmt::format("at most {} bytes", k_max_search_bytes));
    if (const auto status = args.finish(); !status) return status;
    auto library = state.library;
    if (word && *word == "none") library = {};
    else library.open = true;
    if (find) library.search = *find == "all" ? std::string() : *find;
    if (id && context.catalog.find_shown(*id) == nullptr) return unknown_technique(*id, context);
    if (id || on)
        if (const PlanBlock block = technique_block(state, context); block != PlanBlock::none)
            return core::Error{core::ErrorCode::denied, plan_block_text(block, state, context), "action", {}};
    if (id) {
        library.technique = *id;
        if (!on) library.on.clear();
    }
    if (on) {
        if (library.technique.empty()) return core::Error{core::ErrorCode::invalid, "no technique is open", "action", "add id="};
        if (const auto status = set_muscle(library, *on, state, context); !status) return status;
    }
    if (id || on) {
        library.playing = true;
        library.time_s = 0;
        state.playback.playing = false;
        state.before = false;
        stop_quiz(state);
        state.library = library;
        if (const auto step = technique_step(state, context)) look_at_step(state, *step, context);
    }
    state.library = library;
    return {};
}

core::Status apply_captions(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    state.captions = args.flag(state.captions);
    return args.finish();
}

} // namespace dorsum::session
