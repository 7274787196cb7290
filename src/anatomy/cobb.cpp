#include "anatomy/cobb.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/quaternion.hpp>

namespace dorsum::anatomy {

namespace {

constexpr std::size_t k_first = 2;     // C3: above it no vertebra has two plates
constexpr std::size_t k_reach = 4;     // vertebrae beyond the asked ends whose plates are tried
constexpr float k_unturned_share = 0.12f; // of the most turned vertebra's angle: below it a vertebra counts as neutral

struct Leans {
    std::array<float, k_level_count> upper{}, lower{};
};

Leans leans_of(const SpineBody& body, std::span<const VertebraFrame, k_level_count> frames) {
    Leans leans;
    for (std::size_t i = 0; i < k_level_count; ++i) {
        leans.upper[i] = lean_deg(plate_of(body, frames[i], Level(i), true));
        leans.lower[i] = i + 1 == k_level_count ? leans.upper[i] : lean_deg(plate_of(body, frames[i], Level(i), false));
    }
    return leans;
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

// Levels whose plates are tried for the ends of a curve: as far as its neighbours' apices.
struct Window {
    std::size_t first, apex, last;
};

Window window_of(const SpineCurve& asked, const CurveSegment& segment) {
    const std::size_t apex = segment.apex.value, upper = segment.upper.value, lower = segment.lower.value;
    Window w{upper > k_first + k_reach ? upper - k_reach : k_first, apex, std::min<std::size_t>(lower + k_reach, k_level_count - 1)};
    for (const auto& other : asked.segments) {
        if (other.cobb_deg <= 0) continue;
        if (other.apex < segment.apex) w.first = std::max<std::size_t>(w.first, other.apex.value);
        if (other.apex > segment.apex) w.last = std::min<std::size_t>(w.last, other.apex.value);
    }
    return w;
}

// The most tilted plates above and below the apex, as on a film.
FoundCurve read(const SpineBody& body, std::span<const VertebraFrame, k_level_count> frames, const Leans& leans, const Window& window,
                Side convex) {
    const float sign = convex == Side::right ? 1.0f : -1.0f;
    FoundCurve curve{Level(window.first), Level(window.apex), Level(window.last), Level(window.last), convex, 0};
    float best = -1e9f;
    for (std::size_t i = window.first; i <= window.apex; ++i)
        for (std::size_t j = std::max(window.apex, i + 2); j <= window.last; ++j) {
            const float angle = sign * (leans.upper[i] - leans.lower[j]);
            if (angle > best) best = angle, curve.upper = Level(i), curve.lower = Level(j);
        }
    curve.cobb_deg = std::max(0.0f, best);
    curve.apex = apex_of(frames, curve.upper, curve.lower, convex);
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

std::vector<FoundCurve> found_for(const SpineBody& body, const SpineCurve& asked, std::span<const VertebraFrame, k_level_count> frames) {
    std::vector<FoundCurve> out;
    const auto leans = leans_of(body, frames);
    for (const auto& segment : asked.segments) {
        if (segment.cobb_deg > 0)
            out.push_back(read(body, frames, leans, window_of(asked, segment), segment.convex));
        else
            out.push_back({segment.upper, segment.apex, segment.lower, segment.lower, segment.convex, 0});
    }
    return out;
}

} // namespace dorsum::anatomy
