#include "bake/muscles_shell.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake::muscles {
namespace {

constexpr float k_cell_mm = 2.5f;
constexpr float k_sample_mm = 2.0f;   // triangles are sampled at least this densely
constexpr float k_unroll_mm = 100.0f; // radial maps are unrolled at this radius: mm per radian

} // namespace

Shell Shell::around(std::vector<glm::vec3> axis) {
    Shell shell;
    std::sort(axis.begin(), axis.end(), [](glm::vec3 a, glm::vec3 b) { return a.y < b.y; });
    shell.axis_ = std::move(axis);
    return shell;
}

Shell Shell::facing(glm::vec3 direction) {
    Shell shell;
    shell.direction_ = glm::normalize(direction);
    const glm::vec3 up = std::abs(shell.direction_.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(0, 0, 1);
    shell.u_ = glm::normalize(glm::cross(up, shell.direction_));
    shell.v_ = glm::cross(shell.direction_, shell.u_);
    return shell;
}

glm::vec3 Shell::axis_at(float y) const {
    if (axis_.size() == 1 || y <= axis_.front().y) return axis_.front();
    for (std::size_t i = 1; i < axis_.size(); ++i)
        if (y <= axis_[i].y) {
            const float t = (y - axis_[i - 1].y) / std::max(axis_[i].y - axis_[i - 1].y, 1e-3f);
            return glm::mix(axis_[i - 1], axis_[i], t);
        }
    return axis_.back();
}

glm::vec3 Shell::outward(glm::vec3 p) const {
    if (!radial()) return direction_;
    const glm::vec3 c = axis_at(p.y);
    const glm::vec3 d(p.x - c.x, 0, p.z - c.z);
    const float r = glm::length(d);
    return r > 1e-3f ? d / r : glm::vec3(0, 0, -1);
}

Shell::Seen Shell::seen(glm::vec3 p) const {
    if (!radial()) return {{glm::dot(p, u_), glm::dot(p, v_)}, glm::dot(p, direction_)};
    const glm::vec3 c = axis_at(p.y);
    const float dx = p.x - c.x, back = c.z - p.z; // angle 0 straight behind
    return {{k_unroll_mm * std::atan2(dx, back), p.y}, std::hypot(dx, back)};
}

float Shell::height_mm(glm::vec3 p) const {
    return seen(p).height;
}

void Shell::add_triangle(glm::vec3 a, glm::vec3 b, glm::vec3 c) {
    const float edge = std::max({glm::length(a - b), glm::length(b - c), glm::length(c - a)});
    const int n = std::clamp(static_cast<int>(std::ceil(edge / k_sample_mm)), 1, 64);
    for (int i = 0; i <= n; ++i)
        for (int j = 0; j <= n - i; ++j)
            samples_.push_back(seen(a + (b - a) * (float(i) / float(n)) + (c - a) * (float(j) / float(n))));
}

void Shell::cover(const geometry::Mesh& mesh) {
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3)
        add_triangle(mesh.positions[mesh.indices[i]], mesh.positions[mesh.indices[i + 1]],
                     mesh.positions[mesh.indices[i + 2]]);
}

void Shell::finish() {
    if (samples_.empty()) return;
    glm::vec2 high(-1e9f);
    low_ = glm::vec2(1e9f);
    for (const Seen& s : samples_) {
        low_ = glm::min(low_, s.at);
        high = glm::max(high, s.at);
    }
    columns_ = static_cast<int>((high.x - low_.x) / k_cell_mm) + 1;
    rows_ = static_cast<int>((high.y - low_.y) / k_cell_mm) + 1;
    cells_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), k_nothing);
    for (const Seen& s : samples_) {
        const int column = static_cast<int>((s.at.x - low_.x) / k_cell_mm),
                  row = static_cast<int>((s.at.y - low_.y) / k_cell_mm);
        float& c = cells_[static_cast<std::size_t>(row * columns_ + column)];
        c = std::max(c, s.height);
    }
    samples_.clear();
    samples_.shrink_to_fit();
}

float Shell::cell(int column, int row) const {
    if (column < 0 || row < 0 || column >= columns_ || row >= rows_) return k_nothing;
    return cells_[static_cast<std::size_t>(row * columns_ + column)];
}

float Shell::support_mm(glm::vec3 p) const {
    if (cells_.empty()) return k_nothing;
    const glm::vec2 at = (seen(p).at - low_) / k_cell_mm - 0.5f;
    const int column = static_cast<int>(std::floor(at.x)), row = static_cast<int>(std::floor(at.y));
    return std::max({cell(column, row), cell(column + 1, row), cell(column, row + 1), cell(column + 1, row + 1)});
}

} // namespace dorsum::bake::muscles
