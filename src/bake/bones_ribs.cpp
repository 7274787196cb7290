#include "bake/bones_ribs.h"

#include "bake/bones_frames.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dorsum::bake {
using geometry::Polyline;
using geometry::Sdf;

namespace {

constexpr std::array<float, 5> k_stations = {0.1f, 0.3f, 0.5f, 0.7f, 0.95f};
constexpr float k_step_mm = 4.0f;

std::string key_of(int rib) { return "ribs/" + std::to_string(rib); }

// Value at a fraction of the length, straight between the stations.
float at_station(const std::vector<double>& values, float t) {
    if (t <= k_stations.front()) return static_cast<float>(values.front());
    for (std::size_t i = 1; i < k_stations.size(); ++i) {
        if (t > k_stations[i]) continue;
        const float f = (t - k_stations[i - 1]) / (k_stations[i] - k_stations[i - 1]);
        return static_cast<float>(values[i - 1]) * (1 - f) + static_cast<float>(values[i]) * f;
    }
    return static_cast<float>(values.back());
}

struct RibSweep {
    Polyline line;
    std::vector<glm::vec3> up;     // towards the upper border
    std::vector<glm::vec3> inward; // towards the pleura
    std::vector<glm::vec2> halves; // height, thickness
};

RibSweep sweep_of(const Facts& facts, const anatomy::SpineRest& spine, int rib) {
    RibSweep s;
    s.line = rib_line(facts, spine, rib);
    const auto& height = facts.list(key_of(rib) + "/section/height");
    const auto& thickness = facts.list(key_of(rib) + "/section/thickness");
    const auto& lean = facts.list(key_of(rib) + "/twist/lean");
    const glm::vec3 body_up = rib_frame(spine, rib).axes[1];
    const std::size_t count = s.line.size();
    for (std::size_t i = 0; i < count; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(count - 1);
        const glm::vec3 along = glm::normalize(s.line[std::min(i + 1, count - 1)] - s.line[i > 0 ? i - 1 : 0]);
        const glm::vec3 up = glm::normalize(body_up - along * glm::dot(body_up, along)), side = glm::cross(along, up);
        const float angle = glm::radians(at_station(lean, t));
        s.up.push_back(std::cos(angle) * up + std::sin(angle) * side);
        s.inward.push_back(std::cos(angle) * side - std::sin(angle) * up);
        s.halves.push_back(0.5f * glm::vec2(at_station(height, t), at_station(thickness, t)));
    }
    return s;
}

std::size_t index_near(const Polyline& line, glm::vec3 p) {
    const auto nearer = [&](const glm::vec3& a, const glm::vec3& b) { return glm::length(a - p) < glm::length(b - p); };
    return static_cast<std::size_t>(std::min_element(line.begin(), line.end(), nearer) - line.begin());
}

// The groove for vessels and nerve, inside the lower border of the middle ribs.
Sdf groove(const RibSweep& s) {
    const std::size_t from = s.line.size() / 5, to = s.line.size() * 7 / 10;
    std::vector<glm::vec3> line, up;
    std::vector<glm::vec2> halves;
    for (std::size_t i = from; i < to; ++i) {
        const float fade = std::min({1.0f, 0.25f * static_cast<float>(i - from), 0.25f * static_cast<float>(to - 1 - i)});
        line.push_back(s.line[i] - s.up[i] * (s.halves[i].x - 3.2f) + s.inward[i] * (s.halves[i].y + 1.6f - 0.9f * fade));
        up.push_back(s.up[i]);
        halves.emplace_back(2.6f, 1.8f);
    }
    return geometry::swept_ellipse(line, halves, up);
}

} // namespace

Polyline rib_line(const Facts& facts, const anatomy::SpineRest& spine, int rib) {
    const auto control = to_world(rib_frame(spine, rib), fact_line(facts, key_of(rib) + "/line/t"));
    const Polyline smooth = geometry::smooth_through(control, 0.5f * k_step_mm);
    return geometry::resample(smooth, std::max(8, static_cast<int>(geometry::length_mm(smooth) / k_step_mm)));
}

Sdf rib_shape(const Facts& facts, const anatomy::SpineRest& spine, int rib) {
    const RibSweep s = sweep_of(facts, spine, rib);
    std::vector<Sdf> parts;
    parts.push_back(geometry::swept_ellipse(s.line, s.halves, s.up));
    // Head: a wedge with its edge level between the two vertebrae that it meets.
    const float head = 0.5f * static_cast<float>(facts.number(key_of(rib) + "/size/head"));
    const glm::vec3 inwards = glm::normalize(s.line[0] - s.line[2]);
    parts.push_back(geometry::elliptic_capsule(s.line[0] + 0.5f * inwards, s.line[3], s.up[0], {head, 0.62f * head},
                                               {0.8f * s.halves[2].x, s.halves[2].y}));
    const std::string facet = key_of(rib) + "/contact/transverse_facet";
    if (rib <= 10 && facts.has(facet)) { // the floating ribs have no tubercle
        const std::size_t i = index_near(s.line, rib_frame(spine, rib).to_world(facts.vec3(facet)));
        const glm::vec3 bump = s.line[i] - s.inward[i] * (s.halves[i].y + 0.2f) - s.up[i] * 1.5f;
        parts.push_back(geometry::ellipsoid(bump, {5.5f, 4.0f, 3.2f},
                                            glm::mat3(glm::cross(s.up[i], s.inward[i]), s.up[i], s.inward[i])));
    }
    Sdf shape = geometry::unite(std::move(parts), 2.5f);
    return rib >= 3 && rib <= 10 ? geometry::subtract(std::move(shape), groove(s), 1.0f) : shape;
}

} // namespace dorsum::bake
