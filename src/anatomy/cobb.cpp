#include "anatomy/cobb.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/quaternion.hpp>

namespace dorsum::anatomy {

namespace {

constexpr std::size_t k_first = 2;     // C3: above it no vertebra has two plates
constexpr std::size_t k_reach = 4;     // vertebrae on either side of a turning point whose plates are tried
constexpr float k_unturned_share = 0.12f; // of the most turned vertebra's angle: below it a vertebra counts as neutral

struct Leans {
    std::array<float, k_level_count> upper{}, lower{}, mean{};
};

Leans leans_of(const SpineBody& body, std::span<const VertebraFrame, k_level_count> frames) {
    Leans leans;
    for (std::size_t i = 0; i < k_level_count; ++i) {
        leans.upper[i] = lean_deg(plate_of(body, frames[i], Level(i), true));
        leans.lower[i] = i + 1 == k_level_count ? leans.upper[i] : lean_deg(plate_of(body, frames[i], Level(i), false));
        leans.mean[i] = 0.5f * (leans.upper[i] + leans.lower[i]);
    }
    return leans;
}

// Levels where the lean turns back by at least `least`, from above; the first and the last level are among them.
std::vector<std::size_t> turning_points(const std::array<float, k_level_count>& lean, float least) {
    std::vector<std::size_t> turns;
    std::size_t low = k_first, high = k_first;
    int way = 0; // +1: rising since the last turning point
    for (std::size_t i = k_first; i < k_level_count; ++i) {
        if (lean[i] > lean[high]) high = i;
        if (lean[i] < lean[low]) low = i;
        if (way >= 0 && lean[high] - lean[i] >= least) {
            turns.push_back(high);
            way = -1;
            low = i;
            high = i;
        } else if (way <= 0 && lean[i] - lean[low] >= least) {
            turns.push_back(low);
            way = 1;
            high = i;
            low = i;
        }
    }
    if (way > 0 && (turns.empty() || high > turns.back())) turns.push_back(high);
    if (way < 0 && (turns.empty() || low > turns.back())) turns.push_back(low);
    return turns;
}

// How far a vertebra is turned about its own up axis: the twist in its rotation, without the leaning.
float turn_deg(const VertebraFrame& rest, const VertebraFrame& bent) {
    const auto q = glm::quat_cast(bent.axes * glm::transpose(rest.axes));
    const float along = glm::dot(glm::vec3(q.x, q.y, q.z), rest.axes[1]);
    return glm::degrees(2 * std::atan2(along, q.w));
}

// Farthest from the straight line between the end vertebrae, on the convex side.
Level apex_of(std::span<const VertebraFrame, k_level_count> frames, Level upper, Level lower, Side convex) {
    const auto a = frames[upper.value].centre_mm, b = frames[lower.value].centre_mm;
    const float out = convex == Side::left ? 1.0f : -1.0f;
    Level apex(upper.value + std::size_t{1});
    float most = -1e9f;
    for (std::size_t i = upper.value + 1u; i < lower.value; ++i) {
        const auto p = frames[i].centre_mm;
        const float t = (p.y - a.y) / std::min(-1e-3f, b.y - a.y);
        const float off = out * (p.x - glm::mix(a.x, b.x, t));
        if (off > most) most = off, apex = Level(i);
    }
    return apex;
}

Level neutral_of(const SpineBody& body, std::span<const VertebraFrame, k_level_count> frames, const FoundCurve& curve) {
    float most = 0;
    for (std::size_t i = curve.upper.value; i <= curve.lower.value; ++i)
        most = std::max(most, std::abs(turn_deg(body.rest.frames[i], frames[i])));
    for (std::size_t i = curve.apex.value; i < k_level_count; ++i)
        if (std::abs(turn_deg(body.rest.frames[i], frames[i])) <= std::max(0.5f, k_unturned_share * most)) return Level(i);
    return curve.lower;
}

// The angle between the most tilted plates about two turning points: on a film the vertebrae round about are tried as well, as far as
// the next curve. The turning points are of the vertebrae; the plates of one that is a little wedged may be tilted more than the next
// one's.
FoundCurve read(const SpineBody& body, std::span<const VertebraFrame, k_level_count> frames, const Leans& leans,
                const std::vector<std::size_t>& turns, std::size_t n) {
    const auto from = turns[n], to = turns[n + 1];
    const auto first = std::max(n > 0 ? turns[n - 1] + 1 : k_first, from > k_reach ? from - k_reach : k_first);
    const auto last = std::min(n + 2 < turns.size() ? turns[n + 2] - 1 : k_level_count - 1, to + k_reach);
    FoundCurve curve{Level(from), Level(from), Level(to), Level(to), leans.mean[from] > leans.mean[to] ? Side::right : Side::left, 0};
    const float sign = curve.convex == Side::right ? 1.0f : -1.0f;
    float best = -1e9f;
    for (std::size_t i = first; i <= from + k_reach; ++i)
        for (std::size_t j = to - std::min(to, k_reach); j <= last; ++j) {
            if (i + 2 > j) continue;
            const float angle = sign * (leans.upper[i] - leans.lower[j]);
            if (angle > best) best = angle, curve.upper = Level(i), curve.lower = Level(j);
        }
    curve.cobb_deg = std::max(0.0f, best);
    curve.apex = apex_of(frames, curve.upper, curve.lower, curve.convex);
    curve.neutral = neutral_of(body, frames, curve);
    return curve;
}

} // namespace

EndPlate plate_of(const SpineBody& body, const VertebraFrame& bent, Level level, bool upper) {
    const auto& frame = body.rest.frames[level.value];
    const auto& plate = upper ? body.plates[level.value].upper : body.plates[level.value].lower;
    const auto rotation = bent.axes * glm::transpose(frame.axes);
    return {bent.centre_mm + rotation * (plate.centre_mm - frame.centre_mm), rotation * plate.normal};
}

float lean_deg(const EndPlate& plate) { return glm::degrees(std::atan2(plate.normal.x, plate.normal.y)); }

std::vector<FoundCurve> find_curves(const SpineBody& body, std::span<const VertebraFrame, k_level_count> frames, float least_deg) {
    const auto leans = leans_of(body, frames);
    const auto turns = turning_points(leans.mean, least_deg);
    std::vector<FoundCurve> curves;
    for (std::size_t n = 0; n + 1 < turns.size(); ++n) {
        if (turns[n] + 2 > turns[n + 1]) continue;
        const auto curve = read(body, frames, leans, turns, n);
        if (curve.cobb_deg >= least_deg) curves.push_back(curve);
    }
    return curves;
}

std::vector<FoundCurve> found_for(const SpineBody& body, const SpineCurve& asked, std::span<const VertebraFrame, k_level_count> frames) {
    std::vector<FoundCurve> out;
    const auto leans = leans_of(body, frames);
    for (const auto& segment : asked.segments) {
        // What is looked for is a quarter as large at least: small waves do not cut a large curve in two.
        const auto curves = find_curves(body, frames, std::max(0.8f, 0.25f * segment.cobb_deg));
        int shared = 0;
        const FoundCurve* best = nullptr;
        for (const auto& curve : curves) {
            const int low = static_cast<int>(std::min(curve.lower.value, segment.lower.value));
            const int both = low - static_cast<int>(std::max(curve.upper.value, segment.upper.value));
            if (curve.convex == segment.convex && both > shared) shared = both, best = &curve;
        }
        if (best && segment.cobb_deg > 0) {
            out.push_back(*best);
            continue;
        }
        const float sign = segment.convex == Side::right ? 1.0f : -1.0f;
        const float angle = sign * (leans.upper[segment.upper.value] - leans.lower[segment.lower.value]);
        out.push_back({segment.upper, segment.apex, segment.lower, segment.lower, segment.convex, segment.cobb_deg > 0 ? std::abs(angle) : 0});
    }
    return out;
}

} // namespace dorsum::anatomy
