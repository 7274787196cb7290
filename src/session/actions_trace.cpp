// trace: the user draws a stroke on the body
#include "session/args.h"
#include "session/rows.h"

#include <cmath>
#include <fmt/format.h>

namespace dorsum::session {

namespace {

constexpr std::size_t k_max_points = 400;
constexpr double k_max_mm = 5000;

// "x,y,z;x,y,z": at least two points.
std::optional<std::vector<glm::vec3>> points_of(std::string_view text) {
    std::vector<glm::vec3> points;
    while (!text.empty()) {
        auto triple = text.substr(0, text.find(';'));
        text.remove_prefix(std::min(text.size(), triple.size() + 1));
        glm::vec3 point(0);
        for (int i = 0; i < 3; ++i) {
            const auto word = triple.substr(0, i < 2 ? triple.find(',') : std::string_view::npos);
            const auto number = parse_number(word);
            if (!number || std::abs(*number) > k_max_mm) return std::nullopt;
            point[i] = static_cast<float>(*number);
            triple.remove_prefix(std::min(triple.size(), word.size() + 1));
        }
        points.push_back(point);
        if (points.size() > k_max_points) return std::nullopt;
    }
    return points.size() < 2 ? std::nullopt : std::optional(std::move(points));
}

} // namespace

core::Status apply_trace(SessionState& state, const Action& action, const Context&) {
    Args args(action);
    const auto path = args.named("path");
    const bool switches = args.words_left() > 0 || !path;
    const std::string word = switches ? args.maybe_word().value_or("toggle") : "";
    auto points = path ? points_of(*path) : std::nullopt;
    if (path && !points) args.fail("this is no path", fmt::format("2 to {} points in mm: path=x,y,z;x,y,z", k_max_points));
    if (switches && word != "on" && word != "off" && word != "toggle" && word != "clear")
        args.fail(fmt::format("'{}' is not known here", word.substr(0, 40)), "use on, off, toggle, clear or path=");
    if (const auto status = args.finish(); !status) return status;
    if (word == "on" || word == "off") state.own_stroke.drawing = word == "on";
    if (word == "toggle") state.own_stroke.drawing = !state.own_stroke.drawing;
    if (word == "clear" || !state.own_stroke.drawing) state.own_stroke.points_mm.clear();
    if (points) {
        state.own_stroke.drawing = true;
        state.own_stroke.points_mm = std::move(*points);
    }
    return {};
}

} // namespace dorsum::session
