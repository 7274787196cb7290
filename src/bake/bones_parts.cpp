#include "bake/bones_parts.h"

#include "bake/bones_plate.h"
#include "core/check.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dorsum::bake {
using geometry::Sdf;

namespace {

using Section = std::array<float, 8>;

// Catmull-Rom through whole sections, ends going straight on.
std::vector<Section> smooth(const std::vector<Section>& s) {
    constexpr float k_step_mm = 3.0f;
    if (s.size() < 3) return s;
    const auto length = [](const Section& a, const Section& b) {
        return glm::length(glm::vec3(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
    };
    std::vector<Section> out;
    const int last = static_cast<int>(s.size()) - 1;
    for (int i = 0; i < last; ++i) {
        const int steps = std::max(1, static_cast<int>(length(s[i], s[i + 1]) / k_step_mm));
        const Section &a = s[std::max(i - 1, 0)], &b = s[i], &c = s[i + 1], &d = s[std::min(i + 2, last)];
        // Tangents shortened to the span, so that unequal spans do not overshoot.
        const float span = length(b, c), in = span / (length(a, b) + span), on = span / (length(c, d) + span);
        for (int k = 0; k < steps; ++k) {
            const float t = static_cast<float>(k) / static_cast<float>(steps), t2 = t * t, t3 = t2 * t;
            Section row;
            for (std::size_t n = 0; n < row.size(); ++n)
                row[n] = (2 * t3 - 3 * t2 + 1) * b[n] + (t3 - 2 * t2 + t) * (c[n] - a[n]) * in + (3 * t2 - 2 * t3) * c[n] +
                         (t3 - t2) * (d[n] - b[n]) * on;
            out.push_back(row);
        }
    }
    out.push_back(s.back());
    return out;
}

} // namespace

std::vector<float> fact_row(const Facts& facts, const std::string& key) {
    const auto& v = facts.list(key);
    return {v.begin(), v.end()};
}

float fact_number(const Facts& facts, const std::string& key) { return static_cast<float>(facts.number(key)); }

Sdf fact_sweep(const Facts& facts, const std::string& key) {
    std::vector<Section> sections;
    for (int i = 0; facts.has(key + "s" + std::to_string(i)); ++i) {
        const std::vector<float> v = fact_row(facts, key + "s" + std::to_string(i));
        DORSUM_CHECK(v.size() == 5 || v.size() == 8);
        Section s{0, 0, 0, 0, 0, 1, 0, 0};
        std::copy(v.begin(), v.end(), s.begin());
        sections.push_back(s);
    }
    DORSUM_CHECK(sections.size() >= 2);
    std::vector<glm::vec3> line, up;
    std::vector<glm::vec2> halves;
    for (const Section& s : smooth(sections)) {
        line.emplace_back(s[0], s[1], s[2]);
        halves.emplace_back(s[3], s[4]);
        up.push_back(glm::normalize(glm::vec3(s[5], s[6], s[7])));
    }
    return geometry::swept_ellipse(line, halves, up);
}

Sdf fact_slice(const Facts& facts, const std::string& key, int axis) {
    const auto spread = [axis](float u, float v) { return axis == 0 ? glm::vec3(0, u, v) : glm::vec3(u, 0, v); };
    const float middle = fact_number(facts, key + "middle"), half = fact_number(facts, key + "half"), edge = fact_number(facts, key + "edge");
    const float turn = glm::radians(fact_number(facts, key + "turn")), c = std::cos(turn), s = std::sin(turn);
    std::vector<std::vector<float>> circles;
    while (facts.has(key + "c" + std::to_string(circles.size()))) circles.push_back(fact_row(facts, key + "c" + std::to_string(circles.size())));
    DORSUM_CHECK(circles.size() >= 2);
    std::vector<Sdf> hulls;
    glm::vec3 centre(0);
    for (std::size_t i = 0; i < circles.size(); ++i) {
        centre += spread(circles[i][0], circles[i][1]) / static_cast<float>(circles.size());
        if (i > 0)
            hulls.push_back(geometry::capsule(spread(circles[i - 1][0], circles[i - 1][1]), spread(circles[i][0], circles[i][1]),
                                              circles[i - 1][2] - edge, circles[i][2] - edge));
    }
    const Sdf outline = geometry::moved(geometry::unite(std::move(hulls), 3.0f), glm::mat3(1), -centre);
    Sdf slice;
    slice.bounds = outline.bounds;
    slice.bounds.min -= 1.5f * edge;
    slice.bounds.max += 1.5f * edge;
    slice.bounds.min[axis] = -half;
    slice.bounds.max[axis] = half;
    slice.distance = [outline, axis, half, edge](glm::vec3 p) {
        const float across = std::abs(p[axis]) - (half - edge);
        p[axis] = 0;
        const float around = outline.distance(p);
        return glm::length(glm::vec2(std::max(across, 0.0f), std::max(around, 0.0f))) + std::min(std::max(across, around), 0.0f) - edge;
    };
    centre[axis] += middle;
    const glm::mat3 axes = axis == 0 ? glm::mat3(glm::vec3(c, 0, -s), glm::vec3(0, 1, 0), glm::vec3(s, 0, c))
                                     : glm::mat3(glm::vec3(1, 0, 0), glm::vec3(0, c, s), glm::vec3(0, -s, c));
    return geometry::moved(std::move(slice), axes, centre);
}

std::vector<Sdf> fact_knobs(const Facts& facts, const std::string& key) {
    std::vector<Sdf> out;
    for (int i = 0; facts.has(key + "k" + std::to_string(i)); ++i) {
        const std::vector<float> v = fact_row(facts, key + "k" + std::to_string(i));
        DORSUM_CHECK(v.size() == 6);
        out.push_back(geometry::ellipsoid({v[0], v[1], v[2]}, {v[3], v[4], v[5]}, glm::mat3(1)));
    }
    return out;
}

Sdf ridge_along(const std::vector<glm::vec3>& line, float radius) {
    const geometry::Polyline fine = line.size() > 2 ? geometry::smooth_through(line, 3.0f) : geometry::Polyline(line);
    std::vector<glm::vec2> halves(fine.size(), glm::vec2(radius));
    halves.front() = halves.back() = glm::vec2(0.5f * radius);
    const glm::vec3 up[] = {{0, 1, 0}};
    return geometry::swept_ellipse(fine, halves, up);
}

Sdf fact_ridge(const Facts& facts, const std::string& key, float radius) { return ridge_along(fact_line(facts, key), radius); }

Sdf fact_patch(const Facts& facts, const std::string& key, int fineness) {
    std::vector<glm::vec3> points;
    std::vector<float> halves;
    int columns = 0;
    for (int row = 0; facts.has(key + "r" + std::to_string(row)); ++row) {
        const std::vector<float> v = fact_row(facts, key + "r" + std::to_string(row));
        columns = static_cast<int>(v.size() / 4);
        for (std::size_t i = 0; i + 3 < v.size(); i += 4) {
            points.emplace_back(v[i], v[i + 1], v[i + 2]);
            halves.push_back(v[i + 3]);
        }
    }
    return patch(points, halves, columns, fineness);
}

} // namespace dorsum::bake
