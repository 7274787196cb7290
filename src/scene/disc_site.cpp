#include "scene/disc_site.h"

#include "anatomy/spine_pose.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene {

using geometry::Mesh;

namespace {

constexpr float k_turn = 6.2831853f;
constexpr float k_outer_share = 0.9f; // of the radius: what lies further out is the wall and the rim of the plates

constexpr float k_wall_share = 0.86f; // of the height between the plates: the rest is let into them or lies at their rounded rims

constexpr std::size_t k_fine_points = 700; // of a disc in the finest level at least

int bin_of(float angle, int bins) {
    const int bin = static_cast<int>(std::floor(angle / k_turn * static_cast<float>(bins)));
    return ((bin % bins) + bins) % bins;
}

// Bins that nothing fell into take what lies beside them.
template <class Table>
void fill(Table& table, float nothing) {
    const Table first = table;
    const int n = static_cast<int>(table.size());
    for (int i = 0; i < n; ++i)
        for (int step = 1; table[static_cast<std::size_t>(i)] == nothing && step < n; ++step)
            for (const int k : {i - step, i + step})
                if (const float v = first[static_cast<std::size_t>((k % n + n) % n)]; v != nothing && table[static_cast<std::size_t>(i)] == nothing)
                    table[static_cast<std::size_t>(i)] = v;
}

} // namespace

DiscRim::DiscRim(const Mesh& ring, glm::vec3 centre, const glm::mat3& axes) {
    constexpr float nothing = -1e9f;
    radius_.fill(nothing), low_.fill(nothing), high_.fill(nothing);
    const auto each = [&](auto&& visit) {
        // Along the edges: between two points of a coarse outline whole bins may lie, in which only what lies further in would be met.
        for (std::size_t t = 0; t + 2 < ring.indices.size(); t += 3)
            for (std::size_t k = 0; k < 3; ++k) {
                const auto &a = ring.positions[ring.indices[t + k]], &b = ring.positions[ring.indices[t + (k + 1) % 3]];
                for (const float share : {0.0f, 0.2f, 0.4f, 0.6f, 0.8f}) {
                    const auto q = glm::transpose(axes) * (glm::mix(a, b, share) - centre);
                    visit(static_cast<std::size_t>(bin_of(std::atan2(q.x, -q.z), k_bins)), std::hypot(q.x, q.z), q.y);
                }
            }
    };
    each([&](std::size_t bin, float r, float) { radius_[bin] = std::max(radius_[bin], r); });
    fill(radius_, nothing);
    each([&](std::size_t bin, float r, float y) {
        if (r < k_outer_share * radius_[bin]) return;
        low_[bin] = low_[bin] == nothing ? y : std::min(low_[bin], y);
        high_[bin] = std::max(high_[bin], y);
    });
    fill(low_, nothing), fill(high_, nothing);
}

void DiscRim::between(glm::vec3 low_point, glm::vec3 low_normal, glm::vec3 high_point, glm::vec3 high_normal) {
    for (std::size_t bin = 0; bin < k_bins; ++bin) {
        const float angle = (static_cast<float>(bin) + 0.5f) / k_bins * k_turn;
        const glm::vec3 at(radius_[bin] * std::sin(angle), 0, -radius_[bin] * std::cos(angle));
        low_[bin] = glm::dot(low_normal, low_point - at) / low_normal.y;
        high_[bin] = glm::dot(high_normal, high_point - at) / high_normal.y;
    }
}

float DiscRim::at(const Table& table, float angle) {
    const float x = angle / k_turn * k_bins - 0.5f;
    const int i = static_cast<int>(std::floor(x));
    const auto of = [&](int k) { return table[static_cast<std::size_t>((k % k_bins + k_bins) % k_bins)]; };
    return glm::mix(of(i), of(i + 1), x - static_cast<float>(i));
}

float DiscSite::angle_of(glm::vec3 q) const { return std::atan2(q.x, -q.z); }

DiscSite disc_site(const anatomy::Atlas& atlas, const Mesh& ring, const session::DiscState& disc, const content::DiscModel& model) {
    const auto& above = atlas.spine.frames[disc.upper.value];
    const auto& below = atlas.spine.frames[disc.upper.value + 1];
    DiscSite site;
    site.centre = geometry::bounds_of(ring).centre();
    site.axes[1] = glm::normalize(above.centre_mm - below.centre_mm);
    site.axes[0] = glm::normalize(above.axes[0] - glm::dot(above.axes[0], site.axes[1]) * site.axes[1]);
    site.axes[2] = glm::cross(site.axes[0], site.axes[1]);
    site.rim = DiscRim(ring, site.centre, site.axes);
    if (ring.positions.size() < k_fine_points) { // shown until the finest level has come in
        const auto plates = anatomy::spine_body(atlas).plates;
        const auto &lower = plates[disc.upper.value + 1].upper, &upper = plates[disc.upper.value].lower;
        const auto turned = [&](glm::vec3 n) { return glm::transpose(site.axes) * n; };
        const float height = glm::dot(upper.centre_mm - lower.centre_mm, site.axes[1]);
        if (height > 2 && height < 20 && std::abs(turned(lower.normal).y) > 0.5f && std::abs(turned(upper.normal).y) > 0.5f)
            site.rim.between(site.local(lower.centre_mm), turned(lower.normal), site.local(upper.centre_mm), turned(upper.normal));
    }
    const float side = disc.side == anatomy::Side::left ? 1.0f : disc.side == anatomy::Side::right ? -1.0f : 0.0f;
    auto zone = model.zone_angle_deg.find(disc.zone + "/" + anatomy::disc_id(disc.upper).substr(5)); // pedicles stand further apart below
    if (zone == model.zone_angle_deg.end()) zone = model.zone_angle_deg.find(disc.zone);
    site.angle = side * glm::radians(zone == model.zone_angle_deg.end() ? 0.0f : zone->second);
    site.direction = site.axes * glm::vec3(std::sin(site.angle), 0, -std::cos(site.angle));
    site.across = glm::normalize(glm::cross(site.axes[1], site.direction));
    site.rim_mm = site.rim.radius(site.angle);
    const float low = site.rim.low(site.angle), high = site.rim.high(site.angle);
    site.middle_mm = 0.5f * (low + high);
    site.half_height_mm = std::max(1.0f, 0.5f * (high - low));
    return site;
}

std::optional<content::DiscShape> shape_left(const anatomy::Atlas& atlas, const session::DiscState& disc, const content::DiscModel& model) {
    const auto* found = model.find(disc.stage);
    if (!found) return std::nullopt;
    auto shape = *found;
    const float left = std::clamp(1 - disc.shrink, 0.0f, 1.0f);
    // Out of the foramen it goes upwards, where the root of that foramen runs: below is the pedicle.
    if (disc.zone == "foraminal") shape.drop_mm = model.foraminal_drop_mm;
    shape.reach_mm *= left;
    shape.tip_mm *= left;
    shape.tear_share *= left;
    shape.head_mm *= std::cbrt(left); // by volume
    if (shape.head_mm < 0.8f) shape.head_mm = 0;
    // A small body has a narrow canal: what lies free in it is as much smaller. How far a ring bulges is not: the nerve is as near.
    const float lumbar_mm = glm::distance(atlas.spine.frames[anatomy::level_l(1).value].centre_mm, atlas.spine.frames[anatomy::level_s1().value].centre_mm);
    const float size = model.for_lumbar_mm > 0 ? lumbar_mm / model.for_lumbar_mm : 1.0f;
    for (float* mm : {&shape.tip_mm, &shape.head_mm, &shape.drop_mm}) *mm *= size;
    return shape;
}

float pushed_out(const DiscSite& site, const content::DiscShape& shape, glm::vec3 p) {
    const auto q = site.local(p);
    const float angle = site.angle_of(q);
    const float off = std::remainder(angle - site.angle, k_turn), half = glm::radians(shape.half_angle_deg);
    const float along_rim = std::exp(-2 * off * off / (half * half));
    // What lies on the plates stays on them, and the more so the further in; the middle of the wall goes furthest.
    const float low = site.rim.low(angle), high = site.rim.high(angle);
    const float t = (q.y - 0.5f * (low + high)) / std::max(1.0f, 0.5f * k_wall_share * (high - low));
    const float upright = std::abs(t) < 1 ? std::pow(1 - t * t, 0.6f) : 0.0f;
    const float outer = glm::smoothstep(0.45f, 1.0f, std::hypot(q.x, q.z) / site.rim.radius(angle));
    return shape.reach_mm * along_rim * upright * outer;
}

} // namespace dorsum::scene
