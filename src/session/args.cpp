#include "session/args.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dorsum::session {

std::optional<double> parse_number(std::string_view text) {
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

void Args::fail(std::string message, std::string remedy, core::ErrorCode code) {
    if (!error_) error_ = core::Error{code, std::move(message), action_.name, std::move(remedy)};
}

std::string Args::word(std::string_view what) {
    if (words_left() != 0) return action_.words[next_word_++];
    fail(fmt::format("'{}' needs {}", action_.name, what));
    return {};
}

std::optional<std::string> Args::maybe_word() {
    if (words_left() == 0) return std::nullopt;
    return action_.words[next_word_++];
}

std::string Args::rest(std::string_view what) {
    std::string all = word(what);
    while (words_left() != 0) all += " " + action_.words[next_word_++];
    return all;
}

bool Args::is_one_of(const std::string& value, std::string_view what, std::initializer_list<std::string_view> allowed) {
    if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return true;
    fail(fmt::format("'{}' is not a {} of '{}'", value, what, action_.name), fmt::format("use {}", fmt::join(allowed, ", ")));
    return false;
}

std::string Args::word_of(std::initializer_list<std::string_view> allowed) {
    std::string value = word(fmt::format("one of {}", fmt::join(allowed, ", ")));
    is_one_of(value, "value", allowed);
    return value;
}

std::optional<std::string> Args::named(const std::string& key, std::initializer_list<std::string_view> allowed) {
    const auto found = action_.named.find(key);
    if (found == action_.named.end()) return std::nullopt;
    taken_.insert(key);
    if (allowed.size() != 0) is_one_of(found->second, key, allowed);
    return found->second;
}

std::optional<float> Args::number(const std::string& key, float low, float high) {
    const auto text = named(key);
    if (!text) return std::nullopt;
    const auto value = parse_number(*text);
    if (!value)
        fail(fmt::format("{}={} is not a number", key, *text));
    else if (*value < low || *value > high)
        fail(fmt::format("{}={} is out of range", key, *text), fmt::format("use {} to {}", low, high));
    else
        return static_cast<float>(*value);
    return std::nullopt;
}

float Args::needed_number(const std::string& key, float low, float high) {
    if (!has(key)) fail(fmt::format("'{}' needs {}=", action_.name, key));
    return number(key, low, high).value_or(low);
}

std::optional<glm::vec3> Args::point_mm(const std::string& key) {
    const auto text = named(key);
    if (!text) return std::nullopt;
    glm::vec3 point{0};
    std::string_view left = *text;
    for (int axis = 0; axis < 3; ++axis) {
        const std::size_t comma = axis < 2 ? left.find(',') : left.size();
        const auto value = comma == left.npos ? std::nullopt : parse_number(left.substr(0, comma));
        if (!value || std::abs(*value) > 1e5) {
            fail(fmt::format("{}={} is not a point", key, *text), "use three numbers in mm: x,y,z");
            return std::nullopt;
        }
        point[axis] = static_cast<float>(*value);
        left.remove_prefix(std::min(left.size(), comma + 1));
    }
    return point;
}

std::optional<anatomy::Level> Args::level(const std::string& key) {
    const auto text = named(key);
    if (!text) return std::nullopt;
    const auto level = anatomy::find_level(*text);
    if (!level) fail(fmt::format("{}={} is not a vertebra", key, *text), "use c1 to c7, t1 to t12 or l1 to l5");
    return level;
}

bool Args::flag(bool before) {
    const auto text = maybe_word();
    if (!text || *text == "toggle") return !before;
    is_one_of(*text, "value", {"on", "off", "toggle"});
    return *text == "on";
}

core::Status Args::finish() {
    if (words_left() != 0) fail(fmt::format("'{}' has no use for '{}'", action_.name, action_.words[next_word_]));
    for (const auto& [key, value] : action_.named)
        if (taken_.count(key) == 0) fail(fmt::format("'{}' has no argument '{}='", action_.name, key));
    if (error_) return *error_;
    return {};
}

} // namespace dorsum::session
