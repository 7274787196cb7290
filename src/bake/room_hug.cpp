#include "bake/room_hug.h"

#include "core/parallel.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake::room {

namespace {

constexpr float k_reach_mm = 16;     // what is farther beneath is not what it lies on
constexpr float k_step_most_mm = 1;  // a round
constexpr float k_step_least_mm = 0.05f;
constexpr float k_eager = 0.7f;
constexpr int k_slope_rounds = 40;
constexpr float k_off_mm = 0.01f;
constexpr int k_smoothing = 12;

float faded(float x, float from, float to) {
    const float t = std::clamp((x - from) / std::max(to - from, 1e-4f), 0.0f, 1.0f);
    return t * t * (3 - 2 * t);
}

} // namespace

Hugging::Hugging(std::span<const RoomPart> parts, std::span<const Body> bodies, Together& beneath, int threads)
    : parts_(parts), threads_(threads), beneath_(beneath) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].hug_mm <= 0 || !bodies[i].moves() || parts[i].mesh->course.empty()) continue;
        Sheet sheet{i, {}};
        for (std::uint32_t v = 0; v < parts[i].mesh->course.size(); ++v)
            sheet.left_mm.push_back(parts[i].hug_mm * bodies[i].off_end(v) *
                                    (1 - faded(parts[i].mesh->course[v].x, parts[i].hug_from, parts[i].hug_to)));
        sheets_.push_back(std::move(sheet));
    }
}

// How far each vertex goes inwards now.
std::vector<float> Hugging::steps(const Sheet& sheet, const RoomPart& part, const Body& body) const {
    const auto& points = body.mesh->positions;
    std::vector<float> way(points.size());
    for (std::uint32_t v = 0; v < way.size(); ++v) {
        way[v] = sheet.left_mm[v];
        const auto face = body.inner_face(v);
        if (!face || way[v] <= 0) continue; // a rim goes with its neighbours
        const auto hit = beneath_.intersect_firm({face->position + k_off_mm * face->inward, face->inward}, k_reach_mm);
        if (!hit) continue; // so does what lies on nothing
        const bool within = glm::dot(beneath_.face_normal(hit->triangle), face->inward) > 0;
        const float free = within ? 0 : hit->distance - part.hug_gap_mm;
        way[v] = std::clamp(free, 0.0f, way[v]);
    }
    bool steep = true; // steeper furrows are bridged, whichever way one goes over the sheet
    for (int round = 0; round < k_slope_rounds && steep; ++round) {
        steep = false;
        const auto bridge = [&](std::uint32_t v) {
            for (const std::uint32_t n : body.neighbours(v)) {
                const float most = way[n] + part.hug_slope * glm::distance(points[v], points[n]);
                if (way[v] > most + k_off_mm) way[v] = most, steep = true;
            }
        };
        for (std::uint32_t v = 0; v < way.size(); ++v) bridge(v);
        for (auto v = std::uint32_t(way.size()); v-- > 0;) bridge(v);
    }
    for (int pass = 0; pass < k_smoothing; ++pass) {
        const auto old = way;
        for (std::uint32_t v = 0; v < way.size(); ++v) {
            float sum = 0, count = 0;
            for (const std::uint32_t n : body.neighbours(v)) sum += old[n], count += 1;
            if (count > 0) way[v] = std::min(old[v], 0.5f * (old[v] + sum / count));
        }
    }
    for (float& mm : way) mm = std::min(k_eager * mm, k_step_most_mm);
    return way;
}

bool Hugging::push(std::span<Body> bodies) {
    if (sheets_.empty()) return false;
    beneath_.follow(bodies);
    std::vector<std::vector<float>> found(sheets_.size());
    core::parallel_for(threads_, sheets_.size(), [&](std::size_t n) { found[n] = steps(sheets_[n], parts_[sheets_[n].body], bodies[sheets_[n].body]); });
    bool any = false;
    for (std::size_t n = 0; n < sheets_.size(); ++n) {
        Body& body = bodies[sheets_[n].body];
        for (std::uint32_t v = 0; v < found[n].size(); ++v) {
            if (found[n][v] < k_step_least_mm) continue;
            // All straight in: along their own ways the two flanks of a ridge would meet beneath it, and the sheet fold.
            body.add_push(v, -found[n][v] * body.outward(body.mesh->positions[v]));
            sheets_[n].left_mm[v] -= found[n][v];
            any = true;
        }
    }
    return any;
}

} // namespace dorsum::bake::room
