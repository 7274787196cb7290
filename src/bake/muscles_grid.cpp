#include "bake/muscles_grid.h"

#include "core/check.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake::muscles {
namespace {

constexpr int k_lines = 25;
constexpr float k_step_mm = 5.0f;

int steps_for(float length_mm) {
    return std::clamp(static_cast<int>(length_mm / k_step_mm), 16, 72) + 1;
}

// Catmull-Rom weights of the four neighbours of a position between nodes.
struct Taps {
    int index[4];
    float weight[4];
};

Taps taps_at(float t, int count) {
    const float x = std::clamp(t, 0.0f, 1.0f) * float(count - 1);
    const int i = std::min(static_cast<int>(x), count - 2);
    const float f = x - float(i), f2 = f * f, f3 = f2 * f;
    Taps taps{
        {i - 1, i, i + 1, i + 2},
        {0.5f * (-f3 + 2 * f2 - f), 0.5f * (3 * f3 - 5 * f2 + 2), 0.5f * (-3 * f3 + 4 * f2 + f), 0.5f * (f3 - f2)}};
    // A missing neighbour is the mirror of the one on the other side: p[-1] = 2 p[0] - p[1].
    if (i == 0) {
        taps.index[0] = 0;
        taps.weight[1] += 2 * taps.weight[0];
        taps.weight[2] -= taps.weight[0];
        taps.weight[0] = 0;
    }
    if (i + 2 >= count) {
        taps.index[3] = count - 1;
        taps.weight[2] += 2 * taps.weight[3];
        taps.weight[1] -= taps.weight[3];
        taps.weight[3] = 0;
    }
    return taps;
}

geometry::Polyline smooth_line(std::span<const glm::vec3> points) {
    if (points.size() < 3) return {points.begin(), points.end()};
    return geometry::smooth_through(points, 2.0f);
}

// A curve across the muscle: point number k of n, by pairs where the list has been paired, else by arc length.
std::vector<glm::vec3> across_curve(std::vector<glm::vec3> points, bool by_index) {
    if (!by_index) return geometry::resample(smooth_line(points), k_lines);
    Grid curve{static_cast<int>(points.size()), 1, std::move(points), {}};
    std::vector<glm::vec3> out;
    for (int k = 0; k < k_lines; ++k) out.push_back(curve.sample(float(k) / float(k_lines - 1), 0));
    return out;
}

// One point becomes a short bar along the other end's spread, so that the end has a width.
std::vector<glm::vec3> widened(glm::vec3 point, glm::vec3 direction, double width_mm) {
    const glm::vec3 d = glm::normalize(direction) * float(0.5 * width_mm);
    return {point - d, point + d};
}

} // namespace

glm::vec3 Grid::sample(float u, float v) const {
    const auto one = [](int n, float t) { return n > 1 ? taps_at(t, n) : Taps{{0, 0, 0, 0}, {0, 1, 0, 0}}; };
    const Taps a = one(across, u), b = one(along, v);
    glm::vec3 sum(0);
    for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 4; ++j)
            if (a.weight[i] != 0 && b.weight[j] != 0) sum += at(a.index[i], b.index[j]) * (a.weight[i] * b.weight[j]);
    return sum;
}

float Grid::squeeze_at(float u, float v) const {
    if (squeeze.empty()) return 1;
    const float x = std::clamp(u, 0.0f, 1.0f) * float(across - 1), y = std::clamp(v, 0.0f, 1.0f) * float(along - 1);
    const int k = std::min(int(x), across - 2), i = std::min(int(y), along - 2);
    const auto node = [&](int line, int step) { return squeeze[std::size_t(line * along + step)]; };
    return glm::mix(glm::mix(node(k, i), node(k + 1, i), x - float(k)),
                    glm::mix(node(k, i + 1), node(k + 1, i + 1), x - float(k)), y - float(i));
}

Grid Grid::part(float from, float to) const {
    if (from <= 0 && to >= 1) return *this;
    Grid out{across, along, {}, {}};
    for (int k = 0; k < across; ++k)
        for (int i = 0; i < along; ++i) {
            const float u = from + (to - from) * float(k) / float(across - 1), v = float(i) / float(along - 1);
            out.points.push_back(sample(u, v));
            if (!squeeze.empty()) out.squeeze.push_back(squeeze_at(u, v));
        }
    return out;
}

float Grid::width_mm(int i) const {
    float sum = 0;
    for (int k = 1; k < across; ++k) sum += glm::length(at(k, i) - at(k - 1, i));
    return sum;
}

float Grid::length_mm() const {
    float sum = 0;
    for (int i = 1; i < along; ++i) sum += glm::length(at(across / 2, i) - at(across / 2, i - 1));
    return sum;
}

float spread(std::span<const double> values, float t) {
    if (values.size() == 1) return float(values[0]);
    const Taps taps = taps_at(t, static_cast<int>(values.size()));
    float sum = 0;
    for (int i = 0; i < 4; ++i)
        if (taps.weight[i] != 0) sum += taps.weight[i] * float(values[static_cast<std::size_t>(taps.index[i])]);
    const auto [low, high] = std::minmax_element(values.begin(), values.end()); // no overshoot
    return std::clamp(sum, float(*low), float(*high));
}

Path path_of(const Row& row, const Anchors& anchors) {
    Path path{points_of(expand_ids(row.origin), anchors), points_of(expand_ids(row.insertion), anchors), {}};
    for (const auto& via : row.via) path.via.push_back(points_of(via, anchors));
    return path;
}

Grid sheet_grid(const Row& row, Path path, const Shell& shell) {
    auto &origin = path.origin, &insertion = path.insertion;
    DORSUM_CHECK(!origin.empty() && !insertion.empty());
    const glm::vec3 course = insertion[insertion.size() / 2] - origin[origin.size() / 2];
    const glm::vec3 side = glm::cross(course, shell.outward(0.5f * (origin[0] + insertion[0])));
    const glm::vec3 spread_of_origin = origin.size() > 1 ? origin.back() - origin.front() : side;
    const glm::vec3 spread_of_insertion =
        insertion.size() > 1 ? insertion.back() - insertion.front() : spread_of_origin;
    const bool paired = origin.size() == insertion.size() && origin.size() > 2;
    if (origin.size() == 1) origin = widened(origin[0], spread_of_insertion, row.end_width_mm);
    if (insertion.size() == 1) insertion = widened(insertion[0], spread_of_origin, row.end_width_mm);

    std::vector<std::vector<glm::vec3>> curves{across_curve(origin, paired)};
    for (const auto& points : path.via) curves.push_back(across_curve(points, paired && points.size() == origin.size()));
    curves.push_back(across_curve(insertion, paired));

    std::vector<geometry::Polyline> lines;
    float longest = 0;
    for (int k = 0; k < k_lines; ++k) {
        std::vector<glm::vec3> points;
        for (const auto& curve : curves) points.push_back(curve[static_cast<std::size_t>(k)]);
        lines.push_back(smooth_line(points));
        longest = std::max(longest, geometry::length_mm(lines.back()));
    }
    Grid grid{k_lines, steps_for(longest), {}, {}};
    for (const auto& line : lines) {
        const auto even = geometry::resample(line, grid.along);
        grid.points.insert(grid.points.end(), even.begin(), even.end());
    }
    return grid;
}

Grid strap_grid(std::span<const glm::vec3> path, std::span<const double> width_mm, const Shell& shell) {
    const auto smooth = smooth_line(path);
    Grid grid{9, steps_for(geometry::length_mm(smooth)), {}, {}};
    const auto line = geometry::resample(smooth, grid.along);
    grid.points.resize(static_cast<std::size_t>(grid.across * grid.along));
    glm::vec3 last(0);
    for (int i = 0; i < grid.along; ++i) {
        const glm::vec3 along =
            line[std::size_t(std::min(i + 1, grid.along - 1))] - line[std::size_t(std::max(i - 1, 0))];
        glm::vec3 side = glm::cross(along, shell.outward(line[std::size_t(i)]));
        side = glm::length(side) > 1e-3f * glm::length(along) ? glm::normalize(side) : last;
        if (glm::dot(side, last) < 0) side = -side; // the shell's direction may flip past the axis
        last = side;
        const float width = spread(width_mm, float(i) / float(grid.along - 1));
        for (int k = 0; k < grid.across; ++k)
            grid.at(k, i) = line[std::size_t(i)] + side * (width * (float(k) / float(grid.across - 1) - 0.5f));
    }
    return grid;
}

} // namespace dorsum::bake::muscles
