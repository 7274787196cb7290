#include "bake/nerves_way_points.h"

#include "core/check.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string>

namespace dorsum::bake {

namespace {

[[noreturn]] void bad_expression(std::string_view expression, const char* why) {
    throw core::CheckFailure("way point '" + std::string(expression) + "': " + why);
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool read_number(std::string_view text, float& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size();
}

glm::vec3 read_offset(std::string_view term, std::string_view expression) {
    if (term.back() != ')') bad_expression(expression, "an offset wants a closing bracket");
    std::string_view rest = term.substr(1, term.size() - 2);
    glm::vec3 offset(0);
    for (int axis = 0; axis < 3; ++axis) {
        const auto comma = rest.find(',');
        if ((comma == std::string_view::npos) != (axis == 2)) bad_expression(expression, "an offset is (left, up, forward)");
        if (!read_number(trimmed(rest.substr(0, comma)), offset[axis])) bad_expression(expression, "not a number");
        if (axis < 2) rest = rest.substr(comma + 1);
    }
    return offset;
}

glm::vec3 find_anchor(const Anchors& anchors, std::string_view name, std::string_view expression) {
    auto found = anchors.find(std::string(name) + ".left");
    if (found == anchors.end()) found = anchors.find(std::string(name));
    if (found == anchors.end()) bad_expression(expression, "no such anchor");
    return found->second;
}

glm::vec3 read_anchor_term(const Anchors& anchors, std::string_view term, std::string_view expression) {
    const auto space = term.find(' ');
    if (space == std::string_view::npos) return find_anchor(anchors, term, expression);
    float weight = 1;
    if (!read_number(term.substr(0, space), weight)) bad_expression(expression, "a term is 'weight anchor'");
    return weight * find_anchor(anchors, trimmed(term.substr(space)), expression);
}

} // namespace

glm::vec3 way_point(const Anchors& anchors, std::string_view expression) {
    glm::vec3 sum(0);
    std::string_view rest = expression;
    for (;;) {
        const auto plus = rest.find('+');
        const std::string_view term = trimmed(rest.substr(0, plus));
        if (term.empty()) bad_expression(expression, "an empty term");
        sum += term.front() == '(' ? read_offset(term, expression) : read_anchor_term(anchors, term, expression);
        if (plus == std::string_view::npos) return sum;
        rest = rest.substr(plus + 1);
    }
}

geometry::Polyline way_points(const Anchors& anchors, const std::vector<std::string>& expressions) {
    geometry::Polyline points;
    for (const auto& expression : expressions) points.push_back(way_point(anchors, expression));
    return points;
}

std::vector<float> spread_along(std::span<const glm::vec3> line, std::span<const glm::vec3> controls,
                                std::span<const double> values) {
    DORSUM_CHECK(controls.size() == values.size() && controls.size() >= 2 && line.size() >= 2);
    std::vector<float> stations;
    for (const auto& control : controls) stations.push_back(geometry::nearest_on(line, control).fraction);
    stations.front() = 0;
    stations.back() = 1;
    const float total = geometry::length_mm(line);
    std::vector<float> spread;
    float walked = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (i > 0) walked += glm::distance(line[i - 1], line[i]);
        const float at = walked / total;
        std::size_t k = 0;
        while (k + 2 < stations.size() && at > stations[k + 1]) ++k;
        const float t = glm::smoothstep(stations[k], std::max(stations[k + 1], stations[k] + 1e-4f), at);
        spread.push_back(glm::mix(static_cast<float>(values[k]), static_cast<float>(values[k + 1]), t));
    }
    return spread;
}

geometry::Polyline relaxed(geometry::Polyline line, int rounds) {
    for (int round = 0; round < rounds; ++round) {
        const geometry::Polyline before = line;
        for (std::size_t i = 1; i + 1 < line.size(); ++i)
            line[i] = 0.5f * before[i] + 0.25f * (before[i - 1] + before[i + 1]);
    }
    return line;
}

void mirror_x(geometry::Polyline& line) {
    for (auto& p : line) p.x = -p.x;
}

void mirror_x(geometry::Mesh& mesh) {
    mirror_x(mesh.positions);
    mirror_x(mesh.normals);
    mirror_x(mesh.fibres);
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) std::swap(mesh.indices[i + 1], mesh.indices[i + 2]);
}

bool is_right(std::string_view id) { return id.ends_with(".right"); }

} // namespace dorsum::bake
