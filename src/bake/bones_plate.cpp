#include "bake/bones_plate.h"

#include "core/check.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace dorsum::bake {

namespace {

constexpr float k_cell_mm = 1.0f;
constexpr float k_margin_mm = 12.0f;
constexpr int k_samples_per_span = 8;

// Thin-plate spline: the smoothest height field through scattered points.
class HeightField {
public:
    HeightField(std::span<const glm::vec2> at, std::span<const float> value) : at_(at.begin(), at.end()) {
        const std::size_t n = at_.size(), size = n + 3;
        std::vector<std::vector<double>> m(size, std::vector<double>(size + 1, 0.0));
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) m[i][j] = kernel(at_[i] - at_[j]);
            m[i][n] = m[n][i] = 1;
            m[i][n + 1] = m[n + 1][i] = at_[i].x;
            m[i][n + 2] = m[n + 2][i] = at_[i].y;
            m[i][size] = value[i];
        }
        weights_ = solve(std::move(m));
    }

    float operator()(glm::vec2 p) const {
        const std::size_t n = at_.size();
        double sum = weights_[n] + weights_[n + 1] * p.x + weights_[n + 2] * p.y;
        for (std::size_t i = 0; i < n; ++i) sum += weights_[i] * kernel(p - at_[i]);
        return static_cast<float>(sum);
    }

private:
    static double kernel(glm::vec2 d) {
        const double r2 = glm::dot(d, d);
        return r2 < 1e-9 ? 0.0 : 0.5 * r2 * std::log(r2);
    }

    static std::vector<double> solve(std::vector<std::vector<double>> m) { // Gauss, with pivoting
        const std::size_t n = m.size();
        for (std::size_t c = 0; c < n; ++c) {
            std::size_t pivot = c;
            for (std::size_t r = c + 1; r < n; ++r)
                if (std::abs(m[r][c]) > std::abs(m[pivot][c])) pivot = r;
            std::swap(m[c], m[pivot]);
            DORSUM_CHECK(std::abs(m[c][c]) > 1e-12); // two nodes at one place
            for (std::size_t r = c + 1; r < n; ++r) {
                const double f = m[r][c] / m[c][c];
                for (std::size_t k = c; k <= n; ++k) m[r][k] -= f * m[c][k];
            }
        }
        std::vector<double> x(n);
        for (std::size_t r = n; r-- > 0;) {
            double sum = m[r][n];
            for (std::size_t k = r + 1; k < n; ++k) sum -= m[r][k] * x[k];
            x[r] = sum / m[r][r];
        }
        return x;
    }

    std::vector<glm::vec2> at_;
    std::vector<double> weights_;
};

std::vector<glm::vec2> closed_curve(const std::vector<glm::vec2>& p) {
    std::vector<glm::vec2> out;
    const std::size_t n = p.size();
    for (std::size_t i = 0; i < n; ++i) {
        const glm::vec2 a = p[(i + n - 1) % n], b = p[i], c = p[(i + 1) % n], d = p[(i + 2) % n];
        // Tangents shortened to the span, so that unequal spans do not overshoot.
        const float span = glm::length(c - b);
        const glm::vec2 tb = (c - a) * (span / (glm::length(b - a) + span)), tc = (d - b) * (span / (glm::length(d - c) + span));
        for (int k = 0; k < k_samples_per_span; ++k) {
            const float t = static_cast<float>(k) / k_samples_per_span, t2 = t * t, t3 = t2 * t;
            out.push_back((2 * t3 - 3 * t2 + 1) * b + (t3 - 2 * t2 + t) * tb + (3 * t2 - 2 * t3) * c + (t3 - t2) * tc);
        }
    }
    return out;
}

// Signed distance to a closed polygon, negative inside.
float polygon_distance(const std::vector<glm::vec2>& p, glm::vec2 q) {
    float best = 1e30f;
    bool inside = false;
    for (std::size_t i = 0, j = p.size() - 1; i < p.size(); j = i++) {
        const glm::vec2 e = p[j] - p[i], w = q - p[i];
        const glm::vec2 b = w - e * glm::clamp(glm::dot(w, e) / std::max(glm::dot(e, e), 1e-9f), 0.0f, 1.0f);
        best = std::min(best, glm::dot(b, b));
        if ((p[i].y > q.y) != (p[j].y > q.y) && q.x < e.x * (q.y - p[i].y) / e.y + p[i].x) inside = !inside;
    }
    return inside ? -std::sqrt(best) : std::sqrt(best);
}

struct PlateGrid {
    glm::vec2 low{0}, high{0};
    int columns = 0, rows = 0;
    std::vector<glm::vec4> cells; // middle, half, distance to the rim, steepness
    std::vector<float> edges;     // rounding of the nearest rim

    float edge_at(glm::vec2 p) const {
        const glm::ivec2 q(glm::round((p - low) / k_cell_mm));
        return edges[static_cast<std::size_t>(std::clamp(q.y, 0, rows - 1)) * columns + std::clamp(q.x, 0, columns - 1)];
    }

    glm::vec4 at(glm::vec2 p) const {
        const glm::vec2 q = (p - low) / k_cell_mm;
        const int i = std::clamp(static_cast<int>(q.x), 0, columns - 2), j = std::clamp(static_cast<int>(q.y), 0, rows - 2);
        const glm::vec2 f = glm::clamp(q - glm::vec2(i, j), glm::vec2(0), glm::vec2(1));
        const glm::vec4* c = &cells[static_cast<std::size_t>(j) * columns + i];
        return glm::mix(glm::mix(c[0], c[1], f.x), glm::mix(c[columns], c[columns + 1], f.x), f.y);
    }

    float distance(glm::vec3 local) const {
        const glm::vec2 p(local.x, local.y), held = glm::clamp(p, low, high);
        const glm::vec4 c = at(held);
        const float face = (std::abs(local.z - c.x) - c.y) / c.w;
        const float rim = c.z + glm::length(p - held);
        const float r = std::min(edge_at(held), 0.95f * c.y / c.w);
        const glm::vec2 q(rim + r, face + r);
        return glm::length(glm::max(q, glm::vec2(0))) + std::min(std::max(q.x, q.y), 0.0f) - r;
    }
};

PlateGrid plate_grid(const PlateSpec& spec) {
    std::vector<glm::vec2> at;
    std::vector<float> middle, half;
    for (const PlateNode& n : spec.nodes) {
        at.push_back(n.at);
        middle.push_back(n.middle);
        half.push_back(n.half);
    }
    const auto [thin, thick] = std::minmax_element(half.begin(), half.end());
    const HeightField middle_of(at, middle), half_of(at, half);
    const std::vector<glm::vec2> rim = closed_curve(spec.outline);
    std::vector<std::vector<glm::vec2>> holes;
    for (const auto& hole : spec.holes) holes.push_back(closed_curve(hole));

    PlateGrid grid;
    grid.low = grid.high = rim[0];
    for (const glm::vec2 p : rim) {
        grid.low = glm::min(grid.low, p);
        grid.high = glm::max(grid.high, p);
    }
    grid.low -= k_margin_mm;
    grid.columns = static_cast<int>((grid.high.x + k_margin_mm - grid.low.x) / k_cell_mm) + 2;
    grid.rows = static_cast<int>((grid.high.y + k_margin_mm - grid.low.y) / k_cell_mm) + 2;
    grid.high = grid.low + k_cell_mm * glm::vec2(grid.columns - 1, grid.rows - 1);
    for (int j = 0; j < grid.rows; ++j)
        for (int i = 0; i < grid.columns; ++i) {
            const glm::vec2 p = grid.low + k_cell_mm * glm::vec2(i, j);
            float distance = polygon_distance(rim, p);
            float edge = spec.edge_mm;
            for (const auto& hole : holes)
                if (const float beyond = -polygon_distance(hole, p); beyond > distance) distance = beyond, edge = spec.hole_edge_mm;
            grid.edges.push_back(edge);
            const glm::vec2 slope(middle_of(p + glm::vec2(1, 0)) - middle_of(p - glm::vec2(1, 0)),
                                  middle_of(p + glm::vec2(0, 1)) - middle_of(p - glm::vec2(0, 1)));
            grid.cells.emplace_back(middle_of(p), std::clamp(half_of(p), *thin, *thick), distance,
                                    std::sqrt(1.0f + 0.25f * glm::dot(slope, slope)));
        }
    return grid;
}

} // namespace

geometry::Sdf plate(const PlateSpec& spec) {
    auto grid = std::make_shared<const PlateGrid>(plate_grid(spec));
    geometry::Bounds bounds;
    float low = 1e30f, high = -1e30f;
    for (const glm::vec4& c : grid->cells) {
        if (c.z > 1.0f) continue;
        low = std::min(low, c.x - c.y);
        high = std::max(high, c.x + c.y);
    }
    bounds.add(glm::vec3(grid->low + k_margin_mm - 1.0f, low - 1.0f));
    bounds.add(glm::vec3(grid->high - k_margin_mm + 1.0f, high + 1.0f));
    return geometry::moved({[grid](glm::vec3 p) { return grid->distance(p); }, bounds}, spec.frame.axes, spec.frame.origin);
}

std::vector<PlateNode> fact_nodes(const Facts& facts, const std::string& key) {
    std::vector<PlateNode> nodes;
    for (const std::string& name : facts.children(key)) {
        const auto& v = facts.list(key + "/" + name);
        DORSUM_CHECK(v.size() == 4);
        const auto from = static_cast<float>(v[2]), to = static_cast<float>(v[3]);
        nodes.push_back({glm::vec2(v[0], v[1]), 0.5f * (from + to), 0.5f * (to - from)});
    }
    return nodes;
}

std::vector<glm::vec2> fact_outline(const Facts& facts, const std::string& key) {
    std::vector<glm::vec2> points;
    const auto& v = facts.list(key);
    for (std::size_t i = 0; i + 1 < v.size(); i += 2) points.emplace_back(v[i], v[i + 1]);
    return points;
}

} // namespace dorsum::bake
