#include "scene/strip.h"

#include "geometry/skinning.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene {

namespace {

glm::vec3 posed(const StripPoint& point, std::span<const glm::mat4> palette) {
    const auto& on = point.footing;
    if (on.shares == glm::vec3(0)) return geometry::skin_point(point.position_mm, point.skin, palette);
    glm::vec3 foot(0), moved(0);
    for (int k = 0; k < 3; ++k) {
        const auto corner = static_cast<std::size_t>(k);
        foot += on.shares[k] * on.corners_mm[corner];
        moved += on.shares[k] * geometry::skin_point(on.corners_mm[corner], on.skin[corner], palette);
    }
    const auto off = point.position_mm - foot; // smoothing lifts it a little
    const float length = glm::length(off);
    return length > 1e-4f ? moved + length * geometry::skin_direction(off / length, point.skin, palette) : moved;
}

} // namespace

PosedStrip::PosedStrip(const SurfaceStrip& rest, std::span<const glm::mat4> palette)
    : cross_turn_rad_(rest.cross_turn_rad), rows_(rest.rows()), columns_(static_cast<std::size_t>(rest.columns)),
      length_mm_(rest.length_mm), half_width_mm_(rest.half_width_mm) {
    samples_.reserve(rest.points.size());
    for (const auto& p : rest.points)
        samples_.push_back({posed(p, palette),
                            geometry::skin_direction(p.normal, p.skin, palette)});
    if (rest.below.size() == rows_) go_over(rest, palette);
}

// Every row goes as far aside in the skin as the muscle below it has gone, so that the path runs over it as it did at rest.
void PosedStrip::go_over(const SurfaceStrip& rest, std::span<const glm::mat4> palette) {
    constexpr float most_mm = 14;
    constexpr int even_rows = 14; // to either side: about a hand's length
    const auto middle = columns_ / 2;
    const auto across_of = [&](glm::vec3 first, glm::vec3 last, glm::vec3 normal) {
        const auto across = last - first - glm::dot(last - first, normal) * normal;
        const float length = glm::length(across);
        return length > 1e-3f ? across / length : glm::vec3(0);
    };
    std::vector<glm::vec3> was(rows_), now(rows_); // across, at rest and as posed
    for (std::size_t r = 0; r < rows_; ++r) {
        const auto first = r * columns_, last = first + columns_ - 1, here = first + middle;
        was[r] = across_of(rest.points[first].position_mm, rest.points[last].position_mm, rest.points[here].normal);
        now[r] = across_of(samples_[first].position_mm, samples_[last].position_mm, samples_[here].normal);
    }
    // Evenly: the muscle lies some centimetres below, and a row that looks a little elsewhere than its neighbours would turn the path.
    const auto even = [&](std::vector<glm::vec3>& values) {
        const auto before = values;
        const int last = static_cast<int>(rows_) - 1;
        for (int r = 0; r <= last; ++r) {
            glm::vec3 sum(0);
            for (int k = -even_rows; k <= even_rows; ++k) sum += before[static_cast<std::size_t>(std::clamp(r + k, 0, last))];
            values[static_cast<std::size_t>(r)] = sum / static_cast<float>(2 * even_rows + 1);
        }
    };
    even(was), even(now);
    std::vector<float> aside(rows_);
    for (std::size_t r = 0; r < rows_; ++r) {
        const auto here = r * columns_ + middle;
        const float beside_was = glm::dot(rest.points[here].position_mm - rest.below[r].position_mm, was[r]);
        const float beside_now = glm::dot(samples_[here].position_mm - posed(rest.below[r], palette), now[r]);
        aside[r] = std::clamp(beside_was - beside_now, -most_mm, most_mm);
    }
    const float column_mm = 2 * half_width_mm_ / static_cast<float>(columns_ - 1);
    std::vector<Sample> row(columns_);
    for (std::size_t r = 0; r < rows_; ++r) {
        const auto* old = &samples_[r * columns_];
        for (std::size_t c = 0; c < columns_; ++c) { // past an edge straight on
            const float at = static_cast<float>(c) + aside[r] / column_mm;
            const auto left = static_cast<std::size_t>(std::clamp(at, 0.0f, static_cast<float>(columns_ - 2)));
            const float share = at - static_cast<float>(left), within = std::clamp(share, 0.0f, 1.0f);
            row[c] = {glm::mix(old[left].position_mm, old[left + 1].position_mm, share), glm::normalize(glm::mix(old[left].normal, old[left + 1].normal, within))};
        }
        std::copy(row.begin(), row.end(), samples_.begin() + static_cast<std::ptrdiff_t>(r * columns_));
    }
}

PosedStrip::Sample PosedStrip::at(float along_mm, float across_mm, float lift_mm) const {
    const float row = std::clamp(along_mm / std::max(1e-3f, length_mm_), 0.0f, 1.0f) * static_cast<float>(rows_ - 1);
    const float column =
        (std::clamp(across_mm / half_width_mm_, -1.0f, 1.0f) * 0.5f + 0.5f) * static_cast<float>(columns_ - 1);
    const auto r = std::min(static_cast<std::size_t>(row), rows_ - 2);
    const auto c = std::min(static_cast<std::size_t>(column), columns_ - 2);
    const float fr = row - static_cast<float>(r), fc = column - static_cast<float>(c);
    const auto& a = samples_[r * columns_ + c];
    const auto& b = samples_[r * columns_ + c + 1];
    const auto& d = samples_[(r + 1) * columns_ + c];
    const auto& e = samples_[(r + 1) * columns_ + c + 1];
    const auto normal = glm::normalize(glm::mix(glm::mix(a.normal, b.normal, fc), glm::mix(d.normal, e.normal, fc), fr));
    const auto position = glm::mix(glm::mix(a.position_mm, b.position_mm, fc), glm::mix(d.position_mm, e.position_mm, fc), fr);
    return {position + lift_mm * normal, normal};
}

float PosedStrip::cross_turn_rad(float along_mm) const {
    if (cross_turn_rad_.empty()) return 0;
    const float row = std::clamp(along_mm / std::max(1e-3f, length_mm_), 0.0f, 1.0f) * static_cast<float>(cross_turn_rad_.size() - 1);
    const auto r = std::min(static_cast<std::size_t>(row), cross_turn_rad_.size() - 1), next = std::min(r + 1, cross_turn_rad_.size() - 1);
    return glm::mix(cross_turn_rad_[r], cross_turn_rad_[next], row - static_cast<float>(r));
}

std::vector<PosedStrip::Sample> PosedStrip::middle_line() const {
    std::vector<Sample> line;
    for (std::size_t r = 0; r < rows_; ++r) line.push_back(samples_[r * columns_ + columns_ / 2]);
    return line;
}

} // namespace dorsum::scene
