#include "geometry/ray.h"

#include <algorithm>
#include <numeric>

namespace dorsum::geometry {

namespace {

constexpr std::uint32_t k_leaf_triangles = 4;
constexpr int k_bins = 12;

float half_area(const Bounds& b) {
    if (b.empty()) return 0;
    const auto s = b.size();
    return s.x * s.y + s.y * s.z + s.z * s.x;
}

struct Split {
    int axis = -1;
    float position = 0;
};

// Binned surface-area heuristic over the triangles order[begin, end).
Split best_split(const std::vector<std::uint32_t>& order, std::uint32_t begin, std::uint32_t end,
                 const std::vector<Bounds>& boxes, const std::vector<glm::vec3>& centres, const Bounds& centre_bounds) {
    Split best;
    float best_cost = 1e30f;
    for (int axis = 0; axis < 3; ++axis) {
        const float low = centre_bounds.min[axis], width = centre_bounds.max[axis] - low;
        if (width < 1e-9f) continue;
        std::array<Bounds, k_bins> bin_box{};
        std::array<int, k_bins> bin_count{};
        for (auto i = begin; i < end; ++i) {
            const int bin = std::min(k_bins - 1, static_cast<int>((centres[order[i]][axis] - low) / width * k_bins));
            bin_box[static_cast<std::size_t>(bin)].add(boxes[order[i]]);
            ++bin_count[static_cast<std::size_t>(bin)];
        }
        std::array<float, k_bins> right_area{}; // of all bins from this one on
        Bounds left, right;
        for (std::size_t b = k_bins; b-- > 1;) {
            right.add(bin_box[b]);
            right_area[b] = half_area(right);
        }
        int left_count = 0;
        for (int cut = 1; cut < k_bins; ++cut) {
            left.add(bin_box[static_cast<std::size_t>(cut - 1)]);
            left_count += bin_count[static_cast<std::size_t>(cut - 1)];
            const int right_count = static_cast<int>(end - begin) - left_count;
            const float cost = half_area(left) * static_cast<float>(left_count) +
                               right_area[static_cast<std::size_t>(cut)] * static_cast<float>(right_count);
            if (left_count && right_count && cost < best_cost) {
                best_cost = cost;
                best = {axis, low + width * static_cast<float>(cut) / k_bins};
            }
        }
    }
    return best;
}

// Where the ray enters the box; nothing if it misses it or comes to it only behind the limit.
constexpr float k_missed = 3e38f;
constexpr float k_rounding = 1.0000004f; // a box that is flat, or met at its edge, must not be missed
float entry_of(glm::vec3 origin, glm::vec3 inverse, glm::vec3 low, glm::vec3 high, float limit) {
    const auto t0 = (low - origin) * inverse, t1 = (high - origin) * inverse;
    const auto near3 = glm::min(t0, t1), far3 = glm::max(t0, t1);
    const float entry = std::max(std::max(near3.x, near3.y), std::max(near3.z, 0.0f));
    const float leave = std::min(std::min(far3.x, far3.y), std::min(far3.z, limit));
    return entry <= leave * k_rounding ? entry : k_missed;
}

// Space sheared so that the ray runs along one axis (Woop, Benthin, Wald 2013): two triangles reckon with their common edge alike, so
// that no ray slips between them.
class Slant {
public:
    explicit Slant(const Ray& ray) : origin_(ray.origin) {
        const auto size = glm::abs(ray.direction);
        z_ = size.x > size.y ? (size.x > size.z ? 0 : 2) : (size.y > size.z ? 1 : 2);
        x_ = (z_ + 1) % 3, y_ = (z_ + 2) % 3;
        scale_ = 1.0f / ray.direction[z_];
        shear_ = {ray.direction[x_] * scale_, ray.direction[y_] * scale_};
    }

    // Barycentric coordinates, and how far along the ray in w; nothing where it is missed.
    std::optional<glm::vec4> meets(const std::array<glm::vec3, 3>& corners) const {
        glm::vec3 x, y, z;
        for (int k = 0; k < 3; ++k) {
            const auto from = corners[static_cast<std::size_t>(k)] - origin_;
            x[k] = from[x_] - shear_.x * from[z_];
            y[k] = from[y_] - shear_.y * from[z_];
            z[k] = from[z_] * scale_;
        }
        glm::vec3 share(x[2] * y[1] - y[2] * x[1], x[0] * y[2] - y[0] * x[2], x[1] * y[0] - y[1] * x[0]);
        if (share.x == 0 || share.y == 0 || share.z == 0) { // on an edge as far as float can tell
            const glm::dvec3 a(x), b(y);
            share = glm::vec3(glm::dvec3(a[2] * b[1] - b[2] * a[1], a[0] * b[2] - b[0] * a[2], a[1] * b[0] - b[1] * a[0]));
        }
        if ((share.x < 0 || share.y < 0 || share.z < 0) && (share.x > 0 || share.y > 0 || share.z > 0)) return std::nullopt;
        const float whole = share.x + share.y + share.z;
        if (whole == 0) return std::nullopt;
        share /= whole;
        return glm::vec4(share, glm::dot(share, z));
    }

private:
    glm::vec3 origin_;
    glm::vec2 shear_;
    float scale_;
    int x_, y_, z_;
};

inline float box_distance2(const glm::vec3& p, const glm::vec3& low, const glm::vec3& high) {
    const float x = std::max(std::max(low.x - p.x, p.x - high.x), 0.0f), y = std::max(std::max(low.y - p.y, p.y - high.y), 0.0f),
                z = std::max(std::max(low.z - p.z, p.z - high.z), 0.0f);
    return x * x + y * y + z * z;
}

// Barycentric coordinates of the point of triangle abc nearest to p (Ericson, Real-Time Collision Detection, 5.1.5).
glm::vec3 nearest_barycentric(glm::vec3 p, glm::vec3 a, glm::vec3 b, glm::vec3 c) {
    const auto ab = b - a, ac = c - a, ap = p - a, bp = p - b, cp = p - c;
    const float d1 = glm::dot(ab, ap), d2 = glm::dot(ac, ap);
    if (d1 <= 0 && d2 <= 0) return {1, 0, 0};
    const float d3 = glm::dot(ab, bp), d4 = glm::dot(ac, bp);
    if (d3 >= 0 && d4 <= d3) return {0, 1, 0};
    const float vc = d1 * d4 - d3 * d2;
    if (vc <= 0 && d1 >= 0 && d3 <= 0) return {1 - d1 / (d1 - d3), d1 / (d1 - d3), 0};
    const float d5 = glm::dot(ab, cp), d6 = glm::dot(ac, cp);
    if (d6 >= 0 && d5 <= d6) return {0, 0, 1};
    const float vb = d5 * d2 - d1 * d6;
    if (vb <= 0 && d2 >= 0 && d6 <= 0) return {1 - d2 / (d2 - d6), 0, d2 / (d2 - d6)};
    const float va = d3 * d6 - d5 * d4;
    if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
        const float w = (d4 - d3) / ((d4 - d3) + (d5 - d6));
        return {0, 1 - w, w};
    }
    const float sum = va + vb + vc;
    if (sum <= 0) return {1, 0, 0};
    return {va / sum, vb / sum, vc / sum};
}

} // namespace

Bvh::Bvh(const Mesh& mesh) {
    const auto count = static_cast<std::uint32_t>(mesh.triangle_count());
    if (!count) return;
    std::vector<Bounds> boxes(count);
    std::vector<glm::vec3> centres(count);
    triangles_.resize(count);
    for (std::uint32_t t = 0; t < count; ++t) {
        for (std::size_t k = 0; k < 3; ++k) {
            triangles_[t][k] = mesh.positions[mesh.indices[3 * t + k]];
            boxes[t].add(triangles_[t][k]);
        }
        centres[t] = boxes[t].centre();
        bounds_.add(boxes[t]);
    }
    order_.resize(count);
    std::iota(order_.begin(), order_.end(), 0u);
    nodes_.reserve(count);
    build(0, count, boxes, centres);
}

std::uint32_t Bvh::build(std::uint32_t begin, std::uint32_t end, std::vector<Bounds>& boxes,
                         std::vector<glm::vec3>& centres) {
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    Bounds box, centre_bounds;
    for (auto i = begin; i < end; ++i) {
        box.add(boxes[order_[i]]);
        centre_bounds.add(centres[order_[i]]);
    }
    nodes_.push_back({box.min, box.max, begin, end - begin});
    if (end - begin <= k_leaf_triangles) return index;
    const auto split = best_split(order_, begin, end, boxes, centres, centre_bounds);
    auto middle = begin + (end - begin) / 2;
    if (split.axis >= 0) {
        const auto at = std::partition(order_.begin() + begin, order_.begin() + end, [&](std::uint32_t t) {
            return centres[t][split.axis] < split.position;
        });
        const auto cut = static_cast<std::uint32_t>(at - order_.begin());
        if (cut != begin && cut != end) middle = cut;
    }
    build(begin, middle, boxes, centres);
    const auto right = build(middle, end, boxes, centres);
    nodes_[index].first = right;
    nodes_[index].count = 0;
    return index;
}

void Bvh::refit(const Mesh& mesh) {
    for (std::uint32_t t = 0; t < triangles_.size(); ++t)
        for (std::size_t k = 0; k < 3; ++k) triangles_[t][k] = mesh.positions[mesh.indices[3 * t + k]];
    for (std::size_t at = nodes_.size(); at-- > 0;) { // children come after their parent
        Node& node = nodes_[at];
        Bounds box;
        if (node.count) {
            for (auto i = node.first; i < node.first + node.count; ++i)
                for (const auto& p : triangles_[order_[i]]) box.add(p);
        } else {
            for (const std::size_t child : {at + 1, std::size_t(node.first)}) box.add(nodes_[child].min), box.add(nodes_[child].max);
        }
        node.min = box.min, node.max = box.max;
        if (at == 0) bounds_ = box;
    }
}

std::optional<RayHit> Bvh::intersect(const Ray& ray, float max_distance) const {
    if (nodes_.empty()) return std::nullopt;
    // A ray exactly along an axis that starts on a box's face would give 0 * infinity: a hair's breadth of slope avoids it.
    auto slope = ray.direction;
    for (int axis = 0; axis < 3; ++axis)
        if (slope[axis] == 0) slope[axis] = 1e-20f;
    const auto inverse = 1.0f / slope;
    const Slant slant(ray);
    std::optional<RayHit> best;
    float limit = max_distance;
    struct Waiting {
        std::uint32_t node;
        float entry;
    };
    std::array<Waiting, 96> stack;
    std::size_t top = 0;
    const auto enter = [&](std::uint32_t node) { return Waiting{node, entry_of(ray.origin, inverse, nodes_[node].min, nodes_[node].max, limit)}; };
    stack[top++] = enter(0);
    while (top) {
        const auto [at, entry] = stack[--top];
        if (entry > limit * k_rounding) continue; // a nearer hit has been found since
        const auto& node = nodes_[at];
        if (!node.count) {
            const Waiting left = enter(at + 1), right = enter(node.first);
            const bool left_first = left.entry <= right.entry; // the nearer one first: most often the other one need not be asked
            const Waiting &later = left_first ? right : left, &sooner = left_first ? left : right;
            if (later.entry != k_missed) stack[top++] = later;
            if (sooner.entry != k_missed) stack[top++] = sooner;
            continue;
        }
        for (auto i = node.first; i < node.first + node.count; ++i) {
            const auto hit = slant.meets(triangles_[order_[i]]);
            if (!hit || hit->w < 0 || hit->w >= limit) continue;
            const float t = hit->w;
            limit = t;
            best = RayHit{t, order_[i], glm::vec3(*hit), ray.origin + t * ray.direction};
        }
    }
    return best;
}

std::optional<NearestPoint> Bvh::nearest(glm::vec3 point, float max_mm) const {
    if (nodes_.empty()) return std::nullopt;
    std::optional<NearestPoint> best;
    float limit2 = max_mm * max_mm;
    struct Waiting {
        std::uint32_t node;
        float distance2;
    };
    std::array<Waiting, 96> stack;
    std::size_t top = 0;
    stack[top++] = {0, box_distance2(point, nodes_[0].min, nodes_[0].max)};
    while (top) {
        const auto [at, distance2] = stack[--top];
        if (distance2 > limit2) continue;
        const auto& node = nodes_[at];
        if (!node.count) {
            const Waiting left{at + 1, box_distance2(point, nodes_[at + 1].min, nodes_[at + 1].max)},
                right{node.first, box_distance2(point, nodes_[node.first].min, nodes_[node.first].max)};
            const bool left_first = left.distance2 < right.distance2;
            const Waiting &later = left_first ? right : left, &sooner = left_first ? left : right;
            if (later.distance2 <= limit2) stack[top++] = later;
            if (sooner.distance2 <= limit2) stack[top++] = sooner;
            continue;
        }
        for (auto i = node.first; i < node.first + node.count; ++i) {
            const auto& [a, b, c] = triangles_[order_[i]];
            const auto w = nearest_barycentric(point, a, b, c);
            const auto q = w.x * a + w.y * b + w.z * c;
            const float d2 = glm::dot(q - point, q - point);
            if (d2 > limit2) continue;
            limit2 = d2;
            best = NearestPoint{std::sqrt(d2), order_[i], w, q};
        }
    }
    return best;
}

} // namespace dorsum::geometry
