// Words, comfort and small switches: language, voice, quality, the sciatic's variant, dialog and every on|off
#include "session/args.h"
#include "session/rows.h"
#include "session/scene_format.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dorsum::session {

namespace {

constexpr std::size_t k_max_dialog_name = 32;
constexpr int k_text_scale_step = 25;

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
core::Status apply_text_scale(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    const std::string word = args.word("a text size in per cent");
    if (word == "larger" || word == "smaller") {
        const int step = word == "larger" ? k_text_scale_step : -k_text_scale_step;
        state.text_scale = std::clamp(state.text_scale + step, k_text_scale_min, k_text_scale_max);
        return args.finish();
    }
    int scale = 0;
    const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), scale);
    const bool whole = failure == std::errc{} && end == word.data() + word.size();
    if (whole && scale >= k_text_scale_min && scale <= k_text_scale_max) state.text_scale = scale;
    else args.fail(fmt::format("'{}' is no text size", word.substr(0, k_max_dialog_name)), fmt::format("a whole number from {} to {}, larger or smaller", k_text_scale_min, k_text_scale_max));
    return args.finish();
}
core::Status apply_high_contrast(SessionState& state, const Action& action, const Context&) {
    return switch_flag(state.high_contrast, action);
}

core::Status apply_theme(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    const std::string theme = args.word_of({"light", "dark", "contrast"});
    state.high_contrast = theme == "contrast";
    if (!state.high_contrast) state.theme = theme;
    return args.finish();
}

core::Status apply_lines(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    state.lines = args.word_of(k_line_words);
    return args.finish();
}

core::Status apply_skin_tone(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    const std::string tone = args.word_of({"1", "2", "3", "4", "5"});
    if (tone.size() == 1) state.skin_tone = std::clamp(tone[0] - '0', 1, k_skin_tones);
    return args.finish();
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
    if (!is_name(name)) args.fail(fmt::format("'{}' is not a dialog", name.substr(0, k_max_dialog_name)), "safety, settings, help, about, claims, files, search or none");
    state.dialog = name == "none" ? std::string{} : name;
    return args.finish();
}

} // namespace dorsum::session
