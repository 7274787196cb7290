#include "bake/soft_cover.h"

#include "core/check.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace dorsum::bake {

namespace {

// Values at the corners of a regular grid, x fastest.
struct Grid {
    glm::vec3 origin{0};
    float step = 1;
    glm::ivec3 size{0};
    std::vector<float> values;

    std::size_t index(glm::ivec3 c) const { return (static_cast<std::size_t>(c.z) * size.y + c.y) * size.x + c.x; }
    glm::ivec3 cell(glm::vec3 p) const {
        return glm::clamp(glm::ivec3(glm::floor((p - origin) / step)), glm::ivec3(0), size - 2);
    }
    float at(glm::vec3 p) const {
        const glm::ivec3 c = cell(p);
        const glm::vec3 f = glm::clamp((p - origin) / step - glm::vec3(c), 0.0f, 1.0f);
        float sum = 0;
        for (int i = 0; i < 8; ++i) {
            const glm::ivec3 o(i & 1, i >> 1 & 1, i >> 2);
            const glm::vec3 w = glm::mix(1.0f - f, f, glm::vec3(o));
            sum += w.x * w.y * w.z * values[index(c + o)];
        }
        return sum;
    }
};

Grid grid_around(std::span<const glm::vec3> points, float margin, float step) {
    geometry::Bounds bounds;
    for (const auto& p : points) bounds.add(p);
    Grid grid;
    grid.step = step;
    // A corner plane at x = 0: left and right come out as mirror images.
    const float half = step * std::ceil((std::max(-bounds.min.x, bounds.max.x) + margin) / step);
    grid.origin = {-half, bounds.min.y - margin, bounds.min.z - margin};
    const glm::vec3 extent = glm::vec3(half, bounds.max.y + margin, bounds.max.z + margin) - grid.origin;
    grid.size = glm::ivec3(glm::round(extent / step)) + 2;
    grid.size.x = static_cast<int>(std::lround(2 * half / step)) + 1;
    grid.values.assign(static_cast<std::size_t>(grid.size.x) * grid.size.y * grid.size.z, 0.0f);
    return grid;
}

// Calls visit(first index, stride, count) for every line of the grid along an axis.
template <class Visit>
void for_lines(const Grid& grid, int axis, const Visit& visit) {
    const std::size_t strides[3] = {1, static_cast<std::size_t>(grid.size.x), static_cast<std::size_t>(grid.size.x) * grid.size.y};
    const int u = (axis + 1) % 3, v = (axis + 2) % 3;
    for (int j = 0; j < grid.size[v]; ++j)
        for (int i = 0; i < grid.size[u]; ++i) visit(i * strides[u] + j * strides[v], strides[axis], grid.size[axis]);
}

// Squared distance transform of one line: lower envelope of parabolas (Felzenszwalb and Huttenlocher 2012).
class LineTransform {
public:
    void run(float* line, std::size_t stride, int count) {
        f_.resize(count);
        at_.resize(count);
        from_.resize(count + 1);
        for (int i = 0; i < count; ++i) f_[i] = line[i * stride];
        int k = -1;
        for (int q = 0; q < count; ++q) {
            if (f_[q] >= k_far) continue;
            while (k >= 0 && meet(at_[k], q) <= from_[k]) --k;
            const float from = k < 0 ? -k_far : meet(at_[k], q);
            ++k;
            from_[k] = from;
            at_[k] = q;
        }
        if (k < 0) return;
        from_[k + 1] = k_far;
        for (int q = 0, j = 0; q < count; ++q) {
            while (from_[j + 1] < static_cast<float>(q)) ++j;
            const float d = static_cast<float>(q - at_[j]);
            line[q * stride] = d * d + f_[at_[j]];
        }
    }
    static constexpr float k_far = 1e12f;

private:
    float meet(int p, int q) const {
        const auto a = static_cast<double>(p), b = static_cast<double>(q);
        return static_cast<float>(((f_[q] + b * b) - (f_[p] + a * a)) / (2 * (b - a)));
    }
    std::vector<float> f_, from_;
    std::vector<int> at_;
};

// Values: 0 at the sources, k_far elsewhere -> distance to the nearest source, mm.
void to_distances(Grid& grid) {
    LineTransform transform;
    for (int axis = 0; axis < 3; ++axis)
        for_lines(grid, axis, [&](std::size_t first, std::size_t stride, int count) { transform.run(&grid.values[first], stride, count); });
    for (float& v : grid.values) v = grid.step * std::sqrt(std::min(v, LineTransform::k_far));
}

// Three boxes one after the other: nearly a bell.
void soften(Grid& grid, float mm) {
    const int radius = std::max(1, static_cast<int>(std::lround(mm / grid.step)));
    std::vector<float> line;
    for (int axis = 0; axis < 3; ++axis)
        for (int round = 0; round < 3; ++round)
            for_lines(grid, axis, [&](std::size_t first, std::size_t stride, int count) {
                line.resize(count);
                for (int i = 0; i < count; ++i) line[i] = grid.values[first + i * stride];
                for (int i = 0; i < count; ++i) {
                    float sum = 0;
                    for (int k = -radius; k <= radius; ++k) sum += line[std::clamp(i + k, 0, count - 1)];
                    grid.values[first + i * stride] = sum / static_cast<float>(2 * radius + 1);
                }
            });
}

} // namespace

void add_surface_points(const geometry::Mesh& mesh, float spacing_mm, std::vector<glm::vec3>& points) {
    points.insert(points.end(), mesh.positions.begin(), mesh.positions.end());
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const glm::vec3 a = mesh.positions[mesh.indices[i]], b = mesh.positions[mesh.indices[i + 1]], c = mesh.positions[mesh.indices[i + 2]];
        const float longest = std::max({glm::distance(a, b), glm::distance(b, c), glm::distance(c, a)});
        const int n = static_cast<int>(std::ceil(longest / spacing_mm));
        for (int u = 0; u <= n; ++u)
            for (int v = 0; n > 1 && u + v <= n; ++v)
                points.push_back(a + (static_cast<float>(u) * (b - a) + static_cast<float>(v) * (c - a)) / static_cast<float>(n));
    }
}

geometry::Sdf soft_cover(std::span<const glm::vec3> points, const CoverRule& rule) {
    DORSUM_CHECK(!points.empty());
    const float reach = rule.cover_mm + rule.bridge_mm;
    auto near = std::make_shared<Grid>(grid_around(points, reach + 4 * rule.step_mm, rule.step_mm));
    std::fill(near->values.begin(), near->values.end(), LineTransform::k_far);
    for (const auto& p : points) near->values[near->index(glm::ivec3(glm::round((p - near->origin) / near->step)))] = 0;
    to_distances(*near);
    // Grown by the cover and the bridge, then shrunk by the bridge: narrow hollows stay filled.
    Grid outside = *near;
    for (float& v : outside.values) v = v > reach ? 0 : LineTransform::k_far;
    to_distances(outside);
    for (std::size_t i = 0; i < near->values.size(); ++i) {
        float& v = near->values[i];
        v = v > reach ? v - rule.cover_mm : rule.bridge_mm - outside.values[i];
    }
    soften(*near, rule.soften_mm);
    geometry::Sdf cover;
    for (const auto& p : points) cover.bounds.add(p);
    cover.bounds.min -= 2 * rule.cover_mm + rule.soften_mm;
    cover.bounds.max += 2 * rule.cover_mm + rule.soften_mm;
    cover.distance = [near](glm::vec3 p) {
        const glm::vec3 low = near->origin, high = near->origin + near->step * glm::vec3(near->size - 1);
        const glm::vec3 in = glm::clamp(p, low, high);
        return near->at(in) + glm::distance(p, in);
    };
    return cover;
}

} // namespace dorsum::bake
