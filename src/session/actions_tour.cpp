// tour: stops that follow each other by the clock; a stop is a few actions of the same table
#include "session/args.h"
#include "session/rows.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::session {

namespace {

constexpr double k_shortest_stop_s = 1;

// A stop's actions that cannot be done (a foreign atlas lacks a structure) are passed over: the tour goes on.
void show_stop(SessionState& state, const content::Tour& tour, const Context& context) {
    if (state.tour.stop < 0 || static_cast<std::size_t>(state.tour.stop) >= tour.stops.size()) return;
    for (const auto& text : tour.stops[static_cast<std::size_t>(state.tour.stop)].actions) {
        const auto action = parse_action(text);
        if (!action) continue;
        const Row* row = find_row(action->name);
        SessionState next = state;
        if (row->in_tour && row->apply(next, *action, context)) state = std::move(next);
    }
}

// True while there is a stop to show; the attract tour begins again where another ends.
bool next_stop(SessionState& state, const content::Tour& tour, const Context& context) {
    const int last = static_cast<int>(tour.stops.size()) - 1;
    if (state.tour.stop >= last && state.idle != IdlePhase::attract) {
        state.tour = TourState{};
        return false;
    }
    state.tour.stop = state.tour.stop >= last ? 0 : state.tour.stop + 1;
    state.tour.time_s = 0;
    show_stop(state, tour, context);
    return true;
}

const content::Tour* running(const SessionState& state, const Context& context) {
    const content::Tour* tour = context.catalog.find_tour(state.tour.tour);
    return tour == nullptr || tour->stops.empty() ? nullptr : tour;
}

double stop_seconds(const SessionState& state, const content::Tour& tour) {
    const auto at = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(0, state.tour.stop)), 0, tour.stops.size() - 1);
    return std::max<double>(k_shortest_stop_s, tour.stops[at].seconds);
}

} // namespace

void start_tour(SessionState& state, const std::string& id, const Context& context) {
    state.tour = TourState{id, 0, 0};
    if (const content::Tour* tour = running(state, context)) show_stop(state, *tour, context);
    else state.tour = TourState{};
}

void advance_tour(SessionState& state, double seconds, const Context& context) {
    const content::Tour* tour = running(state, context);
    if (tour == nullptr) return;
    state.tour.time_s += seconds;
    // One round at most: a long sleep of the machine does not replay hours of tour.
    for (std::size_t i = 0; i < tour->stops.size() && state.tour.time_s >= stop_seconds(state, *tour); ++i) {
        const double over = state.tour.time_s - stop_seconds(state, *tour);
        if (!next_stop(state, *tour, context)) return;
        state.tour.time_s = over;
    }
    state.tour.time_s = std::min(state.tour.time_s, stop_seconds(state, *tour));
}

core::Status apply_tour(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string what = args.word_of({"start", "next", "stop"});
    const std::string id = what == "start" ? args.word("a tour id") : state.tour.tour;
    const content::Tour* tour = context.catalog.find_tour(id);
    if (what == "start" && (tour == nullptr || tour->stops.empty())) args.fail(fmt::format("there is no tour '{}'", id));
    if (what == "next" && running(state, context) == nullptr) args.fail("no tour is running", "tour start <tour id>");
    if (const auto status = args.finish(); !status) return status;
    if (what == "start") start_tour(state, id, context);
    if (what == "next") next_stop(state, *tour, context);
    if (what == "stop") state.tour = TourState{};
    return {};
}

} // namespace dorsum::session
