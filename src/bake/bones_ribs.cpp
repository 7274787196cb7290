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
const std::string k_shape = "ribs/shape/", k_detail = "ribs/detail/";

std::string key_of(int rib) { return "ribs/" + std::to_string(rib); }

float number(const Facts& facts, const std::string& key) { return static_cast<float>(facts.number(key)); }

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
    std::size_t neck = 0;          // where the tubercle is, the neck ends

    glm::vec3 along(std::size_t i) const {
        return glm::normalize(line[std::min(i + 1, line.size() - 1)] - line[i > 0 ? i - 1 : 0]);
    }
    std::size_t at(float fraction) const {
        return std::min(line.size() - 1, static_cast<std::size_t>(fraction * static_cast<float>(line.size() - 1) + 0.5f));
    }
    glm::mat3 axes(std::size_t i) const { return {glm::cross(up[i], inward[i]), up[i], inward[i]}; }
};

std::size_t index_near(const Polyline& line, glm::vec3 p) {
    const auto nearer = [&](const glm::vec3& a, const glm::vec3& b) { return glm::length(a - p) < glm::length(b - p); };
    return static_cast<std::size_t>(std::min_element(line.begin(), line.end(), nearer) - line.begin());
}

RibSweep sweep_of(const Facts& facts, const anatomy::SpineRest& spine, int rib) {
    RibSweep s;
    s.line = rib_line(facts, spine, rib);
    s.neck = index_near(s.line, rib_tubercle_point(facts, spine, rib));
    const auto& height = facts.list(key_of(rib) + "/section/height");
    const auto& thickness = facts.list(key_of(rib) + "/section/thickness");
    const auto& lean = facts.list(key_of(rib) + "/twist/lean");
    const glm::vec2 slim(number(facts, k_shape + "neck_height"), number(facts, k_shape + "neck_thickness"));
    const glm::vec3 body_up = rib_frame(spine, rib).axes[1];
    const std::size_t count = s.line.size();
    for (std::size_t i = 0; i < count; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(count - 1);
        const glm::vec3 along = s.along(i);
        const glm::vec3 up = glm::normalize(body_up - along * glm::dot(body_up, along)), side = glm::cross(along, up);
        const float angle = glm::radians(at_station(lean, t));
        s.up.push_back(std::cos(angle) * up + std::sin(angle) * side);
        s.inward.push_back(std::cos(angle) * side - std::sin(angle) * up);
        const glm::vec2 half = 0.5f * glm::vec2(at_station(height, t), at_station(thickness, t));
        const float past = (static_cast<float>(i) - static_cast<float>(s.neck)) / 4.0f; // the neck widens into the shaft
        s.halves.push_back(half * glm::mix(slim, glm::vec2(1), glm::smoothstep(-0.5f, 1.0f, past)));
    }
    return s;
}

Sdf sweep_part(const RibSweep& s, std::size_t from, std::size_t to, const auto& centre, const auto& halves) {
    std::vector<glm::vec3> line, up;
    std::vector<glm::vec2> sizes;
    for (std::size_t i = from; i < to; ++i) {
        const float inside = std::min(static_cast<float>(i - from), static_cast<float>(to - 1 - i));
        line.push_back(centre(i, std::min(1.0f, 0.25f * inside)));
        up.push_back(s.up[i]);
        sizes.push_back(halves(i));
    }
    return geometry::swept_ellipse(line, sizes, up);
}

// The sharp lower edge: the outer table of the shaft hangs down over the vessels.
Sdf lower_edge(const RibSweep& s, const Facts& facts) {
    const float drop = number(facts, k_shape + "edge_drop"), half = number(facts, k_detail + "edge_half");
    return sweep_part(
        s, s.neck + 2, s.at(0.9f),
        [&](std::size_t i, float fade) {
            return s.line[i] - s.up[i] * (fade * drop * s.halves[i].x) - s.inward[i] * (fade * (s.halves[i].y - 1.6f * half));
        },
        [&](std::size_t i) { return glm::vec2((1.06f - drop) * s.halves[i].x, half); });
}

// The groove for vessels and nerve, inside the lower border of the middle ribs.
Sdf groove(const RibSweep& s, const Facts& facts) {
    const glm::vec2 half(facts.list(k_detail + "groove_half")[0], facts.list(k_detail + "groove_half")[1]);
    const float depth = number(facts, k_detail + "groove_depth");
    return sweep_part(
        s, s.neck + 3, s.at(0.7f),
        [&](std::size_t i, float fade) {
            return s.line[i] - s.up[i] * (s.halves[i].x - 1.25f * half.x) + s.inward[i] * (s.halves[i].y + half.y - depth * fade);
        },
        [&](std::size_t) { return half; });
}

// A wedge whose edge lies level between the two vertebrae that it meets. It reaches a little into both: what is taken away again,
// to leave room for the joint, shapes its two faces and the crest between them.
Sdf head(const RibSweep& s, const Facts& facts, int rib) {
    const float half = 0.5f * number(facts, key_of(rib) + "/size/head"), deep = number(facts, k_shape + "head_depth");
    const glm::vec3 inwards = glm::normalize(s.line[0] - s.line[2]);
    // The rounded end of the sweep is as long as the head is deep.
    const glm::vec3 face = s.line[0] + (number(facts, k_detail + "head_seat") - deep * half) * inwards;
    return geometry::swept_ellipse(std::vector{face, glm::mix(face, s.line[3], 0.35f), s.line[3]},
                                   std::vector{glm::vec2(half, deep * half), glm::vec2(0.86f * half, deep * half), s.halves[3]},
                                   std::vector{s.up[0], s.up[1], s.up[3]});
}

// The articular part reaches for the transverse process, the rough one beside it holds the ligament.
Sdf tubercle(const RibSweep& s, const Facts& facts, glm::vec3 facet) {
    const float face = number(facts, k_detail + "tubercle_face");
    const glm::vec3 rough = facts.vec3(k_detail + "tubercle_rough");
    const std::size_t i = s.neck, beside = std::min(i + 2, s.line.size() - 1);
    std::vector<Sdf> parts;
    const glm::vec3 centre = facet + glm::normalize(s.line[i] - facet) * (0.8f * face - number(facts, k_detail + "head_seat"));
    parts.push_back(geometry::capsule(centre, s.line[i], 0.8f * face, 0.7f * face));
    parts.push_back(geometry::ellipsoid(s.line[beside] - s.inward[beside] * s.halves[beside].y, rough, s.axes(beside)));
    return geometry::unite(std::move(parts), 2.0f);
}

Sdf neck_crest(const RibSweep& s, const Facts& facts) {
    const float half = number(facts, k_detail + "neck_crest");
    return sweep_part(
        s, 1, s.neck + 2, [&](std::size_t i, float) { return s.line[i] + s.up[i] * (s.halves[i].x - 0.4f * half); },
        [&](std::size_t) { return glm::vec2(1.4f * half, half); });
}

// Oblique rough line where the shaft turns forward: iliocostalis holds on here.
Sdf angle_ridge(const RibSweep& s, const Facts& facts) {
    const float half = number(facts, k_detail + "angle_ridge");
    std::size_t i = 0;
    for (std::size_t k = 0; k < s.line.size(); ++k)
        if (s.line[k].z < s.line[i].z) i = k;
    const std::size_t above = std::min(i + 1, s.line.size() - 1), below = i > 0 ? i - 1 : 0;
    const auto outer = [&](std::size_t k, float up) {
        return s.line[k] + s.up[k] * (up * s.halves[k].x) - s.inward[k] * (s.halves[k].y * std::sqrt(1.0f - up * up) - 0.3f * half);
    };
    return geometry::swept_ellipse(std::vector{outer(above, 0.7f), outer(i, 0.0f), outer(below, -0.7f)},
                                   std::vector{glm::vec2(0.7f * half), glm::vec2(1.4f * half, half), glm::vec2(0.7f * half)},
                                   std::vector{s.along(i)});
}

Sdf with_first_rib_marks(Sdf bone, const RibSweep& s, const Facts& facts) {
    const std::string key = "ribs/first/";
    const float half = number(facts, key + "tubercle_half"), groove_half = number(facts, key + "groove_half");
    const std::size_t i = s.at(number(facts, k_shape + "first_tubercle_at"));
    // The rib lies flat: its upper border has become the inner one, its outer face looks up.
    const glm::vec3 inner = s.line[i] + s.up[i] * s.halves[i].x - s.inward[i] * (0.5f * s.halves[i].y);
    bone = geometry::unite(std::move(bone), geometry::sphere(inner, half), 2.0f);
    for (const double at : facts.list(k_shape + "first_grooves_at")) {
        const std::size_t k = s.at(static_cast<float>(at));
        const glm::vec3 top = s.line[k] - s.inward[k] * (s.halves[k].y + groove_half - 0.9f);
        bone = geometry::subtract(std::move(bone), geometry::capsule(top - 14.0f * s.up[k], top + 14.0f * s.up[k], groove_half, groove_half), 1.5f);
    }
    return bone;
}

// Cut square, and hollowed for the cartilage.
Sdf with_front_end(Sdf bone, const RibSweep& s, const Facts& facts) {
    const glm::vec3 end = s.line.back(), along = s.along(s.line.size() - 1);
    bone = geometry::intersect(std::move(bone), geometry::half_space(end, along), 0.8f);
    const float cup = number(facts, k_detail + "front_cup");
    const glm::vec3 size(3.0f * cup, 0.8f * s.halves.back().x, 0.8f * s.halves.back().y);
    return geometry::subtract(std::move(bone), geometry::ellipsoid(end + along * (2.0f * cup), size, s.axes(s.line.size() - 1)), 0.5f);
}

} // namespace

glm::vec3 rib_head_point(const Facts& facts, const anatomy::SpineRest& spine, int rib) {
    const auto key = [](int n, const char* facet) { return "vertebrae/t" + std::to_string(n) + "/costal/" + facet; };
    const glm::vec3 own = rib_frame(spine, rib).to_world(facts.vec3(key(rib, "upper")));
    if (rib == 1 || !facts.has(key(rib - 1, "lower"))) return own;
    return 0.5f * (own + rib_frame(spine, rib - 1).to_world(facts.vec3(key(rib - 1, "lower"))));
}

glm::vec3 rib_tubercle_point(const Facts& facts, const anatomy::SpineRest& spine, int rib) {
    const std::string facet = "vertebrae/t" + std::to_string(rib) + "/costal/transverse";
    if (rib <= 10) return rib_frame(spine, rib).to_world(facts.vec3(facet));
    // The floating ribs have none: the back of the shaft where the neck ends.
    const glm::vec3 back(0, 0, -0.5f * number(facts, key_of(rib) + "/size/thickness"));
    return back + geometry::point_at(rib_line(facts, spine, rib), number(facts, k_shape + "floating_neck"));
}

Polyline rib_line(const Facts& facts, const anatomy::SpineRest& spine, int rib) {
    auto control = to_world(rib_frame(spine, rib), fact_line(facts, key_of(rib) + "/line/t"));
    control.front() = rib_head_point(facts, spine, rib);
    const Polyline smooth = geometry::smooth_through(control, 0.5f * k_step_mm);
    return geometry::resample(smooth, std::max(8, static_cast<int>(geometry::length_mm(smooth) / k_step_mm)));
}

Sdf rib_shape(const Facts& facts, const anatomy::SpineRest& spine, int rib) {
    const RibSweep s = sweep_of(facts, spine, rib);
    const bool floating = rib > 10;
    RibSweep longer = s; // room for a square front end
    if (!floating) {
        longer.line.push_back(s.line.back() + 5.0f * s.along(s.line.size() - 1));
        longer.halves.push_back(s.halves.back());
        longer.up.push_back(s.up.back());
    } else {
        longer.halves.back() *= 0.5f;
    }
    std::vector<Sdf> shaft;
    shaft.push_back(geometry::swept_ellipse(longer.line, longer.halves, longer.up));
    if (rib > 1) shaft.push_back(lower_edge(s, facts));
    std::vector<Sdf> parts;
    parts.push_back(geometry::unite(std::move(shaft), 1.8f));
    parts.push_back(head(s, facts, rib));
    if (!floating) {
        parts.push_back(tubercle(s, facts, rib_tubercle_point(facts, spine, rib)));
        parts.push_back(neck_crest(s, facts));
    }
    Sdf bone = geometry::unite(std::move(parts), 2.0f);
    if (rib >= 2 && rib <= 11) bone = geometry::unite(std::move(bone), angle_ridge(s, facts), 1.2f);
    if (rib >= 3 && rib <= 10) bone = geometry::subtract(std::move(bone), groove(s, facts), 0.7f);
    if (rib == 1) bone = with_first_rib_marks(std::move(bone), s, facts);
    if (rib == 2) {
        const std::size_t i = s.at(number(facts, k_shape + "second_tuberosity_at"));
        bone = geometry::unite(std::move(bone), geometry::ellipsoid(s.line[i] - s.inward[i] * s.halves[i].y, facts.vec3("ribs/second/tuberosity_half"), s.axes(i)), 2.5f);
    }
    return floating ? bone : with_front_end(std::move(bone), s, facts);
}

} // namespace dorsum::bake
