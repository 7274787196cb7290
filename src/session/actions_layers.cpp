// layer, clip
#include "session/args.h"
#include "session/rows.h"

#include <fmt/format.h>

namespace dorsum::session {

namespace {

constexpr float k_max_clip_mm = 5000;

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

core::Status apply_clip(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    if (args.words_left() != 0) {
        args.word_of({"off"});
        state.clip.reset();
        return args.finish();
    }
    ClipPlane clip = state.clip.value_or(ClipPlane{});
    const auto axis = args.named("axis", {"x", "y", "z"});
    if (axis && !axis->empty()) clip.axis = axis->front();
    if (!axis && !state.clip) args.fail("'clip' needs axis=", "use axis=x, axis=y or axis=z");
    clip.offset_mm = args.number("offset", -k_max_clip_mm, k_max_clip_mm).value_or(clip.offset_mm);
    if (const auto flip = args.named("flip", {"yes", "no", "on", "off"})) clip.flipped = *flip == "yes" || *flip == "on";
    state.clip = clip;
    return args.finish();
}

} // namespace dorsum::session
