// Words, comfort and small switches: language, voice, quality, the sciatic's variant, dialog and every on|off
#include "session/args.h"
#include "session/rows.h"
#include "session/scene_format.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dorsum::session {

namespace {

constexpr std::size_t k_max_dialog_name = 32;

core::Status switch_flag(bool& flag, const Action& action) {
    Args args(action);
    flag = args.flag(flag);
    return args.finish();
}

bool is_name(const std::string& word) {
    return word.size() <= k_max_dialog_name &&
           std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

} // namespace

core::Status apply_labels(SessionState& state, const Action& action, const Context&) { return switch_flag(state.labels, action); }
core::Status apply_latin(SessionState& state, const Action& action, const Context&) { return switch_flag(state.latin, action); }
core::Status apply_legend(SessionState& state, const Action& action, const Context&) { return switch_flag(state.legend, action); }
core::Status apply_safety_zones(SessionState& state, const Action& action, const Context&) {
    return switch_flag(state.safety_zones, action);
}
core::Status apply_reduced_motion(SessionState& state, const Action& action, const Context&) {
    return switch_flag(state.reduced_motion, action);
}
core::Status apply_large_text(SessionState& state, const Action& action, const Context&) {
    return switch_flag(state.large_text, action);
}
core::Status apply_high_contrast(SessionState& state, const Action& action, const Context&) {
    return switch_flag(state.high_contrast, action);
}

core::Status apply_language(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string code = args.word("a language code");
    const auto& texts = context.catalog.texts;
    if (texts.count(code) == 0) {
        std::vector<std::string_view> known;
        for (const auto& [language, text] : texts) known.push_back(language);
        args.fail(fmt::format("there is no language '{}'", code), fmt::format("use {}", fmt::join(known, ", ")));
    }
    state.language = code;
    return args.finish();
}

core::Status apply_voice(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    state.voice = args.word_of({"patient", "student", "clinician"});
    return args.finish();
}

core::Status apply_quality(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    state.quality = args.word_of({"auto", "low", "medium", "high", "ultra"});
    return args.finish();
}

core::Status apply_sciatic_variant(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    state.sciatic_variant = args.word_of(k_sciatic_variants);
    return args.finish();
}

core::Status apply_dialog(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    const std::string name = args.maybe_word().value_or("none");
    if (!is_name(name)) args.fail(fmt::format("'{}' is not a dialog", name.substr(0, k_max_dialog_name)), "safety, help, about, search or none");
    state.dialog = name == "none" ? std::string{} : name;
    return args.finish();
}

} // namespace dorsum::session
