#include "bake/bones_plate.h"

#include "core/check.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace dorsum::bake {

namespace {

struct Corner {
    glm::vec3 point;
    float half;
};

Corner operator*(Corner c, float s) { return {c.point * s, c.half * s}; }
Corner operator+(Corner a, Corner b) { return {a.point + b.point, a.half + b.half}; }

// Catmull-Rom along one line of corners; ends go on straight.
std::vector<Corner> refine(const std::vector<Corner>& c, int fineness) {
    std::vector<Corner> out;
    const int last = static_cast<int>(c.size()) - 1;
    const auto at = [&](int i) {
        if (i < 0) return c[0] * 2 + c[1] * -1;
        if (i > last) return c[last] * 2 + c[last - 1] * -1;
        return c[i];
    };
    for (int i = 0; i < last; ++i)
        for (int k = 0; k < fineness; ++k) {
            const float t = static_cast<float>(k) / static_cast<float>(fineness), t2 = t * t, t3 = t2 * t;
            out.push_back(at(i - 1) * (0.5f * (-t3 + 2 * t2 - t)) + at(i) * (0.5f * (3 * t3 - 5 * t2 + 2)) +
                          at(i + 1) * (0.5f * (-3 * t3 + 4 * t2 + t)) + at(i + 2) * (0.5f * (t3 - t2)));
        }
    out.push_back(c[last]);
    return out;
}

struct Facet {
    Corner a, b, c;
    glm::vec3 centre;
    float reach; // distance of the farthest corner from the centre plus the greatest half thickness
};

// Barycentric coordinates of the point of the triangle nearest to p (after Ericson, Real-Time Collision Detection).
glm::vec3 nearest_weights(glm::vec3 p, glm::vec3 a, glm::vec3 b, glm::vec3 c) {
    const glm::vec3 ab = b - a, ac = c - a, ap = p - a;
    const float d1 = glm::dot(ab, ap), d2 = glm::dot(ac, ap);
    if (d1 <= 0 && d2 <= 0) return {1, 0, 0};
    const glm::vec3 bp = p - b;
    const float d3 = glm::dot(ab, bp), d4 = glm::dot(ac, bp);
    if (d3 >= 0 && d4 <= d3) return {0, 1, 0};
    const float vc = d1 * d4 - d3 * d2;
    if (vc <= 0 && d1 >= 0 && d3 <= 0) return {1 - d1 / (d1 - d3), d1 / (d1 - d3), 0};
    const glm::vec3 cp = p - c;
    const float d5 = glm::dot(ab, cp), d6 = glm::dot(ac, cp);
    if (d6 >= 0 && d5 <= d6) return {0, 0, 1};
    const float vb = d5 * d2 - d1 * d6;
    if (vb <= 0 && d2 >= 0 && d6 <= 0) return {1 - d2 / (d2 - d6), 0, d2 / (d2 - d6)};
    const float va = d3 * d6 - d5 * d4;
    if (va <= 0 && d4 >= d3 && d5 >= d6) {
        const float w = (d4 - d3) / ((d4 - d3) + (d5 - d6));
        return {0, 1 - w, w};
    }
    const float sum = va + vb + vc;
    return {va / sum, vb / sum, vc / sum};
}

float distance_to(const std::vector<Facet>& facets, glm::vec3 p) {
    float best = 1e30f;
    for (const Facet& f : facets) {
        if (glm::length(p - f.centre) - f.reach > best) continue;
        const glm::vec3 w = nearest_weights(p, f.a.point, f.b.point, f.c.point);
        const Corner q = f.a * w.x + f.b * w.y + f.c * w.z;
        best = std::min(best, glm::length(p - q.point) - q.half);
    }
    return best;
}

Facet facet(Corner a, Corner b, Corner c) {
    const glm::vec3 centre = (a.point + b.point + c.point) / 3.0f;
    const float far = std::max({glm::length(a.point - centre), glm::length(b.point - centre), glm::length(c.point - centre)});
    return {a, b, c, centre, far + std::max({a.half, b.half, c.half})};
}

} // namespace

geometry::Sdf patch(std::span<const glm::vec3> points, std::span<const float> halves, int columns, int fineness) {
    const int rows = static_cast<int>(points.size()) / columns;
    DORSUM_CHECK(rows >= 2 && columns >= 2 && points.size() == halves.size() && rows * columns == static_cast<int>(points.size()));
    std::vector<std::vector<Corner>> coarse; // rows refined along, then refined across
    for (int r = 0; r < rows; ++r) {
        std::vector<Corner> row;
        for (int c = 0; c < columns; ++c) row.push_back({points[r * columns + c], halves[r * columns + c]});
        coarse.push_back(refine(row, fineness));
    }
    std::vector<std::vector<Corner>> fine(coarse[0].size());
    for (std::size_t c = 0; c < fine.size(); ++c) {
        std::vector<Corner> column;
        for (const auto& row : coarse) column.push_back(row[c]);
        fine[c] = refine(column, fineness);
    }
    auto facets = std::make_shared<std::vector<Facet>>();
    geometry::Bounds bounds;
    for (std::size_t i = 0; i < fine.size(); ++i)
        for (std::size_t j = 0; j < fine[i].size(); ++j) {
            bounds.add(fine[i][j].point - fine[i][j].half);
            bounds.add(fine[i][j].point + fine[i][j].half);
            if (i + 1 == fine.size() || j + 1 == fine[i].size()) continue;
            facets->push_back(facet(fine[i][j], fine[i + 1][j], fine[i + 1][j + 1]));
            facets->push_back(facet(fine[i][j], fine[i + 1][j + 1], fine[i][j + 1]));
        }
    return {[facets](glm::vec3 p) { return distance_to(*facets, p); }, bounds};
}

} // namespace dorsum::bake
