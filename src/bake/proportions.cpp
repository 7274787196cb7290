#include "bake/proportions.h"

#include "bake/nerves_way_points.h"
#include "core/check.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

namespace {

constexpr double k_step_mm = 0.5;      // of the derivative
constexpr double k_between_mm = 20;    // places beside the spine are stations of their own this far above and below it
constexpr double k_plane_tilt = 0.5;   // planes lean half as much as the vertebrae: so that they do not cross inside the body

// Integral from 0 to |x| of a scale that goes smoothly from `near` to `far` between two distances; odd in x.
double stretched(double x, double near, double far, double begin, double end) {
    const double d = std::abs(x), u = std::clamp((d - begin) / (end - begin), 0.0, 1.0);
    const double eased = (u * u * u - 0.5 * u * u * u * u) * (end - begin) + std::max(0.0, d - end);
    return std::copysign(near * d + (far - near) * eased, x);
}

// Weights of the four nearest stations: a uniform cubic B-spline, smooth to the second derivative.
std::array<double, 4> spline(double t) {
    const double r = 1 - t;
    return {r * r * r / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * r * r * r - 6 * r * r + 4) / 6, t * t * t / 6};
}

// The number at height y of a row of places with numbers, straight between them.
double number_at(double y, const std::vector<double>& heights, const std::vector<double>& numbers) {
    for (std::size_t i = 0; i + 1 < heights.size(); ++i)
        if (y < heights[i + 1] || i + 2 == heights.size()) {
            const double t = std::clamp((y - heights[i]) / (heights[i + 1] - heights[i]), 0.0, 1.0);
            return numbers[i] + t * (numbers[i + 1] - numbers[i]);
        }
    return numbers.at(0);
}

} // namespace

Proportions::Proportions(const Body& body, const anatomy::SpineRest& spine, const Anchors& anchors) {
    if (!body.facts.has("body/proportions/at")) return;
    spine_half_ = body.facts.number("body/proportions/spine_half");
    trunk_from_ = body.facts.number("body/proportions/trunk_from");
    add_stations(body, spine, anchors);
    scale_stations(body, anchors);
    const glm::dvec3 vertex(way_point(anchors, body.facts.words("body/vertex").at(0)));
    // The stature grows evenly with the legs: two trials tell how long they are, a third takes away what blending left over.
    double legs[2] = {0.9, 1.0}, stature[2];
    for (int round = 0; round < 4; ++round) {
        for (int i = 0; i < 2; ++i) stack(legs[i]), stature[i] = at(vertex).y;
        const double next = legs[1] + (body.info.stature_mm - stature[1]) * (legs[1] - legs[0]) / (stature[1] - stature[0]);
        legs[0] = legs[1], legs[1] = next;
        if (std::abs(legs[1] - legs[0]) < 1e-9) break;
    }
    stack(legs[1]);
}

void Proportions::add_stations(const Body& body, const anatomy::SpineRest& spine, const Anchors& anchors) {
    const auto upright = [&](glm::dvec3 at) { stations_.push_back({{0, at.y, at.z}, {}, glm::dmat3(1), {0, 1, 0}, 1, 1, 1, 1, 1}); };
    const double low = spine.frames.back().centre_mm.y - k_between_mm, high = spine.frames.front().centre_mm.y + k_between_mm;
    upright({0, body.facts.number("body/floor"), 0});
    for (const std::string& place : body.facts.words("body/proportions/at")) {
        const glm::dvec3 at(way_point(anchors, place));
        if (at.y < low || at.y > high) upright(at);
    }
    for (const auto& frame : spine.frames) {
        const glm::dmat3 axes(frame.axes);
        stations_.push_back({glm::dvec3(frame.centre_mm), {}, axes, glm::normalize(glm::mix(glm::dvec3(0, 1, 0), axes[1], k_plane_tilt)),
                             1, 1, 1, 1, 1});
    }
    std::sort(stations_.begin(), stations_.end(), [](const Station& a, const Station& b) { return a.from.y < b.from.y; });
    seat_y_ = way_point(anchors, "ischial_tuberosity").y;
}

void Proportions::scale_stations(const Body& body, const Anchors& anchors) {
    std::vector<double> heights;
    for (const std::string& place : body.facts.words("body/proportions/at")) heights.push_back(way_point(anchors, place).y);
    DORSUM_CHECK(std::is_sorted(heights.begin(), heights.end()));
    const auto list = [&](const char* name) { return body.facts.list(std::string("body/proportions/") + name); };
    const auto tall = list("height"), bone_wide = list("spine_width"), bone_deep = list("spine_depth"), wide = list("trunk_width"),
               deep = list("trunk_depth");
    for (Station& s : stations_) {
        const double y = s.from.y;
        s.height = number_at(y, heights, tall);
        s.spine_width = number_at(y, heights, bone_wide);
        s.spine_depth = number_at(y, heights, bone_deep);
        s.trunk_width = number_at(y, heights, wide);
        s.trunk_depth = number_at(y, heights, deep);
    }
}

void Proportions::stack(double legs) {
    const auto linear = [&](const Station& s) {
        const glm::dmat3 scale(glm::dvec3(s.spine_width, 0, 0), glm::dvec3(0, s.height, 0), glm::dvec3(0, 0, s.spine_depth));
        return s.axes * scale * glm::transpose(s.axes);
    };
    for (Station& s : stations_)
        if (s.from.y < seat_y_ - 1) s.height = legs;
    stations_.front().to = {0, 0, stations_.front().from.z}; // the feet stand at y = 0
    for (std::size_t i = 1; i < stations_.size(); ++i) {
        const Station &below = stations_[i - 1], &own = stations_[i];
        stations_[i].to = below.to + 0.5 * (linear(below) + linear(own)) * (own.from - below.from);
    }
}

// Between which stations p lies: 2.25 is a quarter of the way from the third to the fourth.
double Proportions::place(glm::dvec3 p) const {
    const auto above = [&](std::size_t i) { return glm::dot(p - stations_[i].from, stations_[i].up); };
    double here = above(0);
    if (here <= 0) return 0;
    for (std::size_t i = 0; i + 1 < stations_.size(); ++i) {
        const double next = above(i + 1);
        if (next < 0) return static_cast<double>(i) + here / (here - next);
        here = next;
    }
    return static_cast<double>(stations_.size() - 1);
}

glm::dvec3 Proportions::carried(const Station& s, glm::dvec3 p) const {
    const glm::dvec3 q = glm::transpose(s.axes) * (p - s.from);
    return s.to + s.axes * glm::dvec3(stretched(q.x, s.spine_width, s.trunk_width, spine_half_, trunk_from_), s.height * q.y,
                                      stretched(q.z, s.spine_depth, s.trunk_depth, spine_half_, trunk_from_));
}

glm::dvec3 Proportions::at(glm::dvec3 p) const {
    if (none()) return p;
    const double where = place(p);
    const int most = static_cast<int>(stations_.size()) - 1, first = std::min(static_cast<int>(where), most);
    const auto weights = spline(where - first);
    glm::dvec3 to(0);
    for (int k = 0; k < 4; ++k) to += weights[static_cast<std::size_t>(k)] * carried(stations_[static_cast<std::size_t>(std::clamp(first + k - 1, 0, most))], p);
    return to;
}

glm::dmat3 Proportions::jacobian(glm::dvec3 p) const {
    if (none()) return glm::dmat3(1);
    glm::dmat3 columns;
    for (int k = 0; k < 3; ++k) {
        glm::dvec3 step(0);
        step[k] = k_step_mm;
        columns[k] = (at(p + step) - at(p - step)) / (2 * k_step_mm);
    }
    return columns;
}

} // namespace dorsum::bake
