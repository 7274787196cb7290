// layer
#include "session/args.h"
#include "session/rows.h"

#include <fmt/format.h>

namespace dorsum::session {

namespace {

std::optional<float> opacity_of(const std::string& word) {
    if (word == "on") return 1.0f;
    if (word == "off") return 0.0f;
    const auto number = parse_number(word);
    if (!number || *number < 0 || *number > 1) return std::nullopt;
    return static_cast<float>(*number);
}

} // namespace

core::Status apply_layer(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    const std::string name = args.word("a layer");
    const std::string word = args.word("on, off or an opacity");
    if (const auto status = args.finish(); !status) return status;
    const auto layer = anatomy::find_layer(name);
    const auto opacity = opacity_of(word);
    if (!layer && name != "all")
        args.fail(fmt::format("there is no layer '{}'", name),
                  "use skin, superficial, intermediate, deep, bone, disc, ligament, nerve or all");
    if (!opacity) args.fail(fmt::format("'{}' is not an opacity", word), "use on, off or 0 to 1");
    if (const auto status = args.finish(); !status) return status;
    if (layer)
        state.layer_opacity[static_cast<std::size_t>(*layer)] = *opacity;
    else
        state.layer_opacity.fill(*opacity);
    return {};
}

} // namespace dorsum::session
