#include "geometry/curve.h"

#include "core/check.h"

#include <algorithm>
#include <cmath>

namespace dorsum::geometry {

float length_mm(std::span<const glm::vec3> line) {
    float total = 0;
    for (std::size_t i = 1; i < line.size(); ++i) total += glm::distance(line[i - 1], line[i]);
    return total;
}

namespace {

// Centripetal Catmull-Rom between p1 and p2 at t in 0..1 (Barry and Goldman's pyramid).
glm::vec3 catmull_rom(glm::vec3 p0, glm::vec3 p1, glm::vec3 p2, glm::vec3 p3, float t) {
    const auto knot = [](float at, glm::vec3 a, glm::vec3 b) { return at + std::max(1e-4f, std::sqrt(glm::distance(a, b))); };
    const float t0 = 0, t1 = knot(t0, p0, p1), t2 = knot(t1, p1, p2), t3 = knot(t2, p2, p3);
    const float x = t1 + t * (t2 - t1);
    const auto lerp = [x](glm::vec3 a, glm::vec3 b, float ta, float tb) { return ((tb - x) * a + (x - ta) * b) / (tb - ta); };
    const auto a1 = lerp(p0, p1, t0, t1), a2 = lerp(p1, p2, t1, t2), a3 = lerp(p2, p3, t2, t3);
    return lerp(lerp(a1, a2, t0, t2), lerp(a2, a3, t1, t3), t1, t2);
}

} // namespace

Polyline smooth_through(std::span<const glm::vec3> points, float step_mm) {
    Polyline control;
    for (const auto& p : points)
        if (control.empty() || glm::distance(control.back(), p) > 1e-4f) control.push_back(p);
    if (control.size() < 2) return control;
    Polyline out;
    for (std::size_t i = 0; i + 1 < control.size(); ++i) {
        const auto p1 = control[i], p2 = control[i + 1];
        const auto p0 = i ? control[i - 1] : 2.0f * p1 - p2;
        const auto p3 = i + 2 < control.size() ? control[i + 2] : 2.0f * p2 - p1;
        const int steps = std::max(1, static_cast<int>(std::ceil(glm::distance(p1, p2) / step_mm)));
        for (int s = 0; s < steps; ++s)
            out.push_back(catmull_rom(p0, p1, p2, p3, static_cast<float>(s) / static_cast<float>(steps)));
    }
    out.push_back(control.back());
    return out;
}

Polyline resample(std::span<const glm::vec3> line, int count) {
    DORSUM_CHECK(line.size() >= 2 && count >= 2);
    Polyline out;
    out.reserve(static_cast<std::size_t>(count));
    const float total = length_mm(line);
    std::size_t i = 1;
    float before = 0;
    for (int k = 0; k < count; ++k) {
        const float want = total * static_cast<float>(k) / static_cast<float>(count - 1);
        float piece = glm::distance(line[i - 1], line[i]);
        while (i + 1 < line.size() && before + piece < want) {
            before += piece;
            ++i;
            piece = glm::distance(line[i - 1], line[i]);
        }
        const float f = piece > 0 ? std::clamp((want - before) / piece, 0.0f, 1.0f) : 0.0f;
        out.push_back(glm::mix(line[i - 1], line[i], f));
    }
    out.front() = line.front(); // to the bit: others join on here
    out.back() = line.back();
    return out;
}

glm::vec3 point_at(std::span<const glm::vec3> line, float t) {
    DORSUM_CHECK(!line.empty());
    float left = std::clamp(t, 0.0f, 1.0f) * length_mm(line);
    for (std::size_t i = 1; i < line.size(); ++i) {
        const float piece = glm::distance(line[i - 1], line[i]);
        if (left <= piece) return piece > 0 ? glm::mix(line[i - 1], line[i], left / piece) : line[i];
        left -= piece;
    }
    return line.back();
}

LineNearest nearest_on(std::span<const glm::vec3> line, glm::vec3 point) {
    DORSUM_CHECK(!line.empty());
    LineNearest best{glm::distance(line[0], point), 0, line[0]};
    float before = 0, best_at = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const auto d = line[i] - line[i - 1];
        const float piece2 = glm::dot(d, d), piece = std::sqrt(piece2);
        const float f = piece2 > 0 ? std::clamp(glm::dot(point - line[i - 1], d) / piece2, 0.0f, 1.0f) : 0.0f;
        const auto q = line[i - 1] + f * d;
        const float distance = glm::distance(q, point);
        if (distance < best.distance_mm) {
            best = {distance, 0, q};
            best_at = before + f * piece;
        }
        before += piece;
    }
    best.fraction = before > 0 ? best_at / before : 0;
    return best;
}

std::vector<glm::mat3> frames_along(std::span<const glm::vec3> line, glm::vec3 up_hint) {
    DORSUM_CHECK(line.size() >= 2);
    const auto along_at = [&](std::size_t i) {
        const auto a = line[i ? i - 1 : 0], b = line[std::min(i + 1, line.size() - 1)];
        const auto d = b - a;
        const float length = glm::length(d);
        return length > 1e-6f ? d / length : glm::vec3(0, 1, 0);
    };
    std::vector<glm::mat3> frames(line.size());
    auto along = along_at(0);
    auto up = up_hint - glm::dot(up_hint, along) * along;
    if (glm::length(up) < 1e-4f) {
        const auto other = std::abs(along.x) < 0.9f ? glm::vec3(1, 0, 0) : glm::vec3(0, 0, 1);
        up = other - glm::dot(other, along) * along;
    }
    up = glm::normalize(up);
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto next = along_at(i);
        // Carry `up` along by the smallest rotation that takes the old direction to the new one.
        auto carried = up - glm::dot(up, next) * next;
        const float length = glm::length(carried);
        up = length > 1e-6f ? carried / length : up;
        along = next;
        frames[i] = glm::mat3(glm::cross(up, along), up, along);
    }
    return frames;
}

} // namespace dorsum::geometry
