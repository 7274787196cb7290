// condition, side, before, disc
#include "session/args.h"
#include "session/rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dorsum::session {

namespace {

// What lies above the middle of a disc is taken away.
ClipPlane cut_through(const DiscState& disc) { return {'y', 0, true, 0, 0, anatomy::disc_id(disc.upper).substr(5)}; }

void open_condition(SessionState& state, const content::Condition& condition, const Context& context) {
    close_condition(state);
    state.condition = condition.id;
    state.selected.clear();
    state.hidden.clear();
    state.faded.clear();
    state.isolated.clear();
    stop_quiz(state);
    if (condition.curve) state.curve = *condition.curve;
    if (condition.disc) {
        state.disc = DiscState{condition.disc->upper, condition.disc->side, condition.disc->zone, condition.disc->stage, 0};
        if (condition.disc->side != anatomy::Side::none) state.symptomatic = condition.disc->side;
    }
    constexpr float faint = 0.18f;
    for (const auto layer : condition.layers_off) state.layer_opacity[static_cast<std::size_t>(layer)] = 0;
    for (const auto layer : condition.layers_faint) state.layer_opacity[static_cast<std::size_t>(layer)] = faint;
    for (const auto layer : condition.layers_full) state.layer_opacity[static_cast<std::size_t>(layer)] = 1;
    for (const auto& selector : condition.hidden)
        if (const auto selection = anatomy::resolve(context.atlas, content::expand(selector, state.symptomatic, state.curve)))
            for (const auto index : selection->structures) state.hidden.insert(context.atlas.at(index).terms.id);
    if (condition.view == "disc" && state.disc.stage != "none" && context.atlas.find(anatomy::disc_id(state.disc.upper)).valid()) state.clip = cut_through(state.disc);
    if (const auto view = condition_view(condition, state, context)) state.camera = *view;
}

core::Error unknown_condition(const std::string& id, const Context& context) {
    std::vector<std::string_view> known;
    for (const auto& condition : context.catalog.conditions) known.push_back(condition.id);
    return {core::ErrorCode::invalid, fmt::format("there is no condition '{}'", id), "action",
            fmt::format("use none, {}", fmt::join(known, ", "))};
}

// "l5_s1": the disc's id without its family.
std::optional<anatomy::Level> disc_level(const std::string& text) {
    for (std::size_t i = 1; i < static_cast<std::size_t>(anatomy::k_vertebra_count); ++i)
        if (anatomy::disc_id(anatomy::Level(i)) == "disc." + text) return anatomy::Level(i);
    return std::nullopt;
}

// The camera stays where it is seen from the disc: another level is looked at alike, and the other side in the mirror.
void follow(SessionState& state, const DiscState& before, const Context& context) {
    const auto* condition = context.catalog.find_condition(state.condition);
    if (!condition || !condition->turn_deg) return;
    if (state.clip && state.clip->at == cut_through(before).at) state.clip->at = cut_through(state.disc).at;
    const auto now = context.atlas.find(anatomy::disc_id(state.disc.upper)), then = context.atlas.find(anatomy::disc_id(before.upper));
    if (now.valid() && then.valid() && now != then)
        state.camera.target_mm += context.atlas.at(now).bounds.centre() - context.atlas.at(then).bounds.centre();
    if (state.disc.side == anatomy::Side::none || before.side == state.disc.side) return;
    const bool from_left = state.camera.yaw_deg > 0;
    if (from_left != (state.disc.side == anatomy::Side::left)) state.camera.yaw_deg = -state.camera.yaw_deg, state.camera.target_mm.x = -state.camera.target_mm.x;
}

// A central bulge has no side, and a sided one is not central.
void set_disc_side(DiscState& disc, anatomy::Side side) {
    disc.side = side;
    if (side == anatomy::Side::none)
        disc.zone = "central";
    else if (disc.zone == "central")
        disc.zone = "paracentral";
}

} // namespace

// The body as it is without any condition. Confirmations belong to the condition they were given for; being a professional
// belongs to the person.
void close_condition(SessionState& state) {
    const SessionState plain;
    if (!state.condition.empty() && state.disc.stage != "none" && state.clip && state.clip->at == cut_through(state.disc).at) state.clip.reset();
    state.condition.clear();
    state.curve = plain.curve;
    state.disc = plain.disc;
    state.layer_opacity = plain.layer_opacity;
    state.playback = plain.playback;
    state.root = plain.root;
    state.forward_bend = 0;
    state.breathing.on = state.breathing.of_plan = false;
    state.library = {};
    state.onset.clear();
    state.before = state.compare = state.referral = state.skin_zones = state.fibre_length = false;
    state.safety_zones = false;
    state.confirmed.erase("timing");
    state.confirmed.erase("checked_by_professional");
}

// Hands work on a whole body, that is seen from behind.
void leave_disc_cut(SessionState& state, const Context& context) {
    const auto* condition = context.catalog.find_condition(state.condition);
    if (!condition || condition->view != "disc" || !state.clip || state.clip->at != cut_through(state.disc).at) return;
    state.clip.reset();
    if (const auto view = standard_view("posterior", back_bounds(context.atlas))) state.camera = *view;
}

core::Status apply_condition(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string id = args.word("a condition id or none");
    if (const auto status = args.finish(); !status) return status;
    if (id == "none") {
        close_condition(state);
        return {};
    }
    const content::Condition* condition = context.catalog.find_condition(id);
    if (condition == nullptr) return unknown_condition(id, context);
    open_condition(state, *condition, context);
    return {};
}

core::Status apply_side(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string name = args.word_of({"left", "right"});
    if (const auto status = args.finish(); !status) return status;
    const auto before = state;
    state.symptomatic = *anatomy::find_side(name);
    if (state.disc.side != anatomy::Side::none) state.disc.side = state.symptomatic;
    follow_subject(state, before, context);
    follow(state, before.disc, context);
    return {};
}

core::Status apply_before(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const auto before = state;
    state.before = args.flag(state.before);
    if (state.before) state.compare = false;
    const auto status = args.finish();
    if (status && before.compare) follow_subject(state, before, context);
    return status;
}

core::Status apply_disc(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    DiscState disc = state.disc;
    if (const auto text = args.named("level")) {
        const auto level = disc_level(*text);
        if (!level) args.fail(fmt::format("there is no disc '{}'", *text), "use two neighbours, such as l5_s1");
        disc.upper = level.value_or(disc.upper);
    }
    if (const auto zone = args.named("zone", {"central", "paracentral", "foraminal"})) {
        disc.zone = *zone;
        if (*zone == "central") disc.side = anatomy::Side::none;
        else if (disc.side == anatomy::Side::none) disc.side = state.symptomatic;
    }
    if (const auto side = args.named("side", {"left", "right", "central"}))
        set_disc_side(disc, anatomy::find_side(*side).value_or(anatomy::Side::none));
    if (const auto stage = args.named("stage", {"none", "bulge", "protrusion", "extrusion", "sequestration"})) {
        disc.stage = *stage;
        if (*stage != state.disc.stage) disc.shrink = 0;
    }
    disc.shrink = args.number("shrink", 0, 1).value_or(disc.shrink);
    if (action.named.empty()) args.fail("'disc' needs something to set", "level=, side=, stage=, zone= or shrink=");
    if (const auto status = args.finish(); !status) return status;
    const auto before = state.disc;
    state.disc = disc;
    if (disc.side != anatomy::Side::none) state.symptomatic = disc.side;
    follow(state, before, context);
    return {};
}

} // namespace dorsum::session
