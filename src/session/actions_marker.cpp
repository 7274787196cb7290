// marker: the user's pins. They are numbered from 1 in the order in which they were set.
#include "session/args.h"
#include "session/rows.h"
#include "session/scene_format.h"

#include <fmt/format.h>

namespace dorsum::session {

namespace {

Pin* numbered(SessionState& state, Args& args) {
    const std::string word = args.word("the number of a pin");
    const auto number = parse_number(word);
    if (number && *number >= 1 && *number <= static_cast<double>(state.pins.size()) && *number == static_cast<double>(static_cast<int>(*number)))
        return &state.pins[static_cast<std::size_t>(*number) - 1];
    args.fail(fmt::format("there is no pin '{}'", word), state.pins.empty() ? "none is set" : fmt::format("use 1 to {}", state.pins.size()));
    return nullptr;
}

std::string checked_name(std::string name, Args& args) {
    if (name.size() > k_max_pin_name_bytes) args.fail("the name is too long", fmt::format("at most {} bytes", k_max_pin_name_bytes));
    return name;
}

void take_place(Pin& pin, Args& args, const Context& context) {
    if (const auto id = args.named("structure")) {
        if (!context.atlas.find(*id).valid()) args.fail(fmt::format("there is no structure '{}'", *id));
        pin.structure = *id;
    }
    pin.rest_mm = args.point_mm("at").value_or(pin.rest_mm);
}

void add(SessionState& state, Args& args, const Context& context) {
    Pin pin;
    take_place(pin, args, context);
    if (!args.has("structure") || !args.has("at")) args.fail("a new pin needs structure= and at=");
    if (state.pins.size() >= k_max_pins) args.fail("there is no room for another pin", fmt::format("at most {}", k_max_pins));
    pin.name = checked_name(args.named("name").value_or(""), args);
    state.pins.push_back(std::move(pin));
}

} // namespace

core::Status apply_marker(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string what = args.word_of({"add", "name", "move", "delete"});
    if (what == "add") {
        add(state, args, context);
    } else if (what == "delete" && action.words.size() == 2 && action.words[1] == "all") {
        args.maybe_word();
        state.pins.clear();
    } else if (Pin* pin = what.empty() ? nullptr : numbered(state, args)) {
        if (what == "name") pin->name = args.words_left() == 0 ? std::string{} : checked_name(args.rest("a name"), args);
        if (what == "move") take_place(*pin, args, context);
        if (what == "delete") state.pins.erase(state.pins.begin() + (pin - state.pins.data()));
    }
    return args.finish();
}

} // namespace dorsum::session
