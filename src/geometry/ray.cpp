#include "geometry/ray.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

namespace dorsum::geometry {

namespace {

constexpr std::uint32_t k_leaf_triangles = 4; // as many as are reckoned with at once
constexpr int k_bins = 12;

// How a child that is a leaf is written.
constexpr std::uint32_t k_leaf = 0x80000000u, k_first = 0x1fffffffu;
constexpr int k_count_bit = 29;
std::uint32_t leaf_of(std::uint32_t first, std::uint32_t count) { return k_leaf | (count - 1) << k_count_bit | first; }
bool is_leaf(std::uint32_t child) { return (child & k_leaf) != 0; }
std::uint32_t count_of(std::uint32_t leaf) { return ((leaf & ~k_leaf) >> k_count_bit) + 1; }
std::uint32_t first_of(std::uint32_t leaf) { return leaf & k_first; }

using Four = float __attribute__((vector_size(16)));
using FourBits = std::int32_t __attribute__((vector_size(16)));

Four all_of(float value) { return Four{value, value, value, value}; }
Four at(const float* from) {
    Four out;
    std::memcpy(&out, from, sizeof out);
    return out;
}
Four least(Four a, Four b) { return a < b ? a : b; }
Four most(Four a, Four b) { return a > b ? a : b; }
Four halves_changed(Four v) { return __builtin_shufflevector(v, v, 2, 3, 0, 1); }

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
// The same of two boxes at once. A box is met first on the side that the ray comes from: where it runs down an axis, high is near and low
// is far. Lows and minus highs are written low, minus high, low, so that four numbers from the first or from the third one on are near and
// minus far of both boxes, and the most of the three axes is the entry and minus the leave.
class TwoBoxes {
public:
    TwoBoxes(const glm::vec3& origin, const glm::vec3& inverse) {
        for (int k = 0; k < 3; ++k) {
            from_[k] = inverse[k] < 0 ? 2 : 0;
            const float near = inverse[k] < 0 ? -origin[k] : origin[k];
            origin_[k] = Four{near, near, -near, -near};
            inverse_[k] = all_of(std::abs(inverse[k]));
        }
    }
    // The first two of the four: where the ray enters the left box and the right one.
    Four entries(const float (&low_high)[3][6], float limit) const {
        Four along[3];
        for (int k = 0; k < 3; ++k) along[k] = (at(&low_high[k][from_[k]]) - origin_[k]) * inverse_[k];
        const Four reached = most(most(along[0], along[1]), along[2]);
        const Four entry = most(reached, all_of(0)), leave = least(-halves_changed(reached), all_of(limit));
        return entry <= leave * all_of(k_rounding) ? entry : all_of(k_missed);
    }

private:
    Four origin_[3], inverse_[3];
    int from_[3];
};

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

    // Of up to four triangles side by side (Bvh's corners_): calls found(lane, barycentric coordinates and in w how far along the ray) for
    // each that is met, in their order.
    template <class Found>
    void meet(const float* corners, std::uint32_t count, const Found& found) const {
        Four x[3], y[3], z[3];
        for (std::size_t k = 0; k < 3; ++k) {
            const float* own = corners + 3 * k * count;
            const Four along = at(own + z_ * count) - all_of(origin_[z_]);
            x[k] = at(own + x_ * count) - all_of(origin_[x_]) - all_of(shear_.x) * along;
            y[k] = at(own + y_ * count) - all_of(origin_[y_]) - all_of(shear_.y) * along;
            z[k] = along * all_of(scale_);
        }
        const Four share[3] = {x[2] * y[1] - y[2] * x[1], x[0] * y[2] - y[0] * x[2], x[1] * y[0] - y[1] * x[0]};
        // Met: none below and none above; or one of them is 0, and must be looked at more closely.
        const Four low = least(least(share[0], share[1]), share[2]), high = most(most(share[0], share[1]), share[2]);
        const FourBits maybe = (low >= 0.0f) | (high <= 0.0f) | (share[0] == 0.0f) | (share[1] == 0.0f) | (share[2] == 0.0f);
        for (std::uint32_t n = 0; n < count; ++n) {
            if (maybe[n] == 0) continue;
            if (const auto hit = look_closely({x[0][n], x[1][n], x[2][n]}, {y[0][n], y[1][n], y[2][n]}, {z[0][n], z[1][n], z[2][n]},
                                              {share[0][n], share[1][n], share[2][n]}))
                found(n, *hit);
        }
    }

private:
    static std::optional<glm::vec4> look_closely(glm::vec3 x, glm::vec3 y, glm::vec3 z, glm::vec3 share) {
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

    glm::vec3 origin_;
    glm::vec2 shear_;
    float scale_;
    glm::length_t x_, y_, z_;
};

float box_distance2(const glm::vec3& p, const glm::vec3& low, const glm::vec3& high) {
    const float x = std::max(std::max(low.x - p.x, p.x - high.x), 0.0f), y = std::max(std::max(low.y - p.y, p.y - high.y), 0.0f),
                z = std::max(std::max(low.z - p.z, p.z - high.z), 0.0f);
    return x * x + y * y + z * z;
}
// The same of two boxes at once; the first two of the four count.
Four box_distances2(const glm::vec3& p, const float (&low_high)[3][6]) {
    Four d[3];
    for (int k = 0; k < 3; ++k) {
        const Four outside = at(low_high[k]) - Four{p[k], p[k], -p[k], -p[k]};
        d[k] = most(most(outside, halves_changed(outside)), all_of(0));
    }
    return d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
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
    for (std::uint32_t t = 0; t < count; ++t) {
        for (std::size_t k = 0; k < 3; ++k) boxes[t].add(mesh.positions[mesh.indices[3 * t + k]]);
        centres[t] = boxes[t].centre();
    }
    order_.resize(count);
    std::iota(order_.begin(), order_.end(), 0u);
    nodes_.reserve(count / 2);
    root_ = build(0, count, boxes, centres, bounds_);
    nodes_.shrink_to_fit();
    corners_.resize(9 * std::size_t(count) + k_leaf_triangles - 1);
    if (is_leaf(root_)) place(mesh, root_);
    for (const Node& node : nodes_)
        for (const std::uint32_t child : node.children)
            if (is_leaf(child)) place(mesh, child);
}

std::uint32_t Bvh::build(std::uint32_t begin, std::uint32_t end, const std::vector<Bounds>& boxes, const std::vector<glm::vec3>& centres,
                         Bounds& box) {
    Bounds centre_bounds;
    for (auto i = begin; i < end; ++i) {
        box.add(boxes[order_[i]]);
        centre_bounds.add(centres[order_[i]]);
    }
    if (end - begin <= k_leaf_triangles) return leaf_of(begin, end - begin);
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    nodes_.emplace_back();
    const auto split = best_split(order_, begin, end, boxes, centres, centre_bounds);
    auto middle = begin + (end - begin) / 2;
    if (split.axis >= 0) {
        const auto at = std::partition(order_.begin() + begin, order_.begin() + end, [&](std::uint32_t t) {
            return centres[t][split.axis] < split.position;
        });
        const auto cut = static_cast<std::uint32_t>(at - order_.begin());
        if (cut != begin && cut != end) middle = cut;
    }
    Bounds left_box, right_box;
    const auto left = build(begin, middle, boxes, centres, left_box), right = build(middle, end, boxes, centres, right_box);
    Node& node = nodes_[index];
    node.children[0] = left, node.children[1] = right;
    node.put(0, left_box), node.put(1, right_box);
    return index;
}

void Bvh::Node::put(int child, const Bounds& box) {
    for (int k = 0; k < 3; ++k) {
        low_high[k][child] = low_high[k][4 + child] = box.min[k];
        low_high[k][2 + child] = -box.max[k];
    }
}

void Bvh::place(const Mesh& mesh, std::uint32_t leaf) {
    const auto first = first_of(leaf), count = count_of(leaf);
    float* to = &corners_[9 * std::size_t(first)];
    for (std::size_t n = 0; n < count; ++n)
        for (std::size_t k = 0; k < 3; ++k)
            for (int axis = 0; axis < 3; ++axis)
                to[(3 * k + static_cast<std::size_t>(axis)) * count + n] = mesh.positions[mesh.indices[3 * std::size_t(order_[first + n]) + k]][axis];
}

glm::vec3 Bvh::corner(std::uint32_t leaf, std::uint32_t lane, std::size_t k) const {
    const std::size_t count = count_of(leaf);
    const float* from = &corners_[9 * std::size_t(first_of(leaf)) + 3 * k * count + lane];
    return {from[0], from[count], from[2 * count]};
}

Bounds Bvh::box_of_leaf(std::uint32_t leaf) const {
    Bounds box;
    for (std::uint32_t n = 0; n < count_of(leaf); ++n)
        for (std::size_t k = 0; k < 3; ++k) box.add(corner(leaf, n, k));
    return box;
}

void Bvh::refit(const Mesh& mesh) {
    if (order_.empty()) return;
    const auto box_of = [&](std::uint32_t child) {
        if (is_leaf(child)) {
            place(mesh, child);
            return box_of_leaf(child);
        }
        Bounds box;
        const auto& of = nodes_[child].low_high;
        box.min = glm::min(glm::vec3(of[0][0], of[1][0], of[2][0]), glm::vec3(of[0][1], of[1][1], of[2][1]));
        box.max = -glm::min(glm::vec3(of[0][2], of[1][2], of[2][2]), glm::vec3(of[0][3], of[1][3], of[2][3]));
        return box;
    };
    for (std::size_t n = nodes_.size(); n-- > 0;) { // children come after their parent
        const Bounds left = box_of(nodes_[n].children[0]), right = box_of(nodes_[n].children[1]);
        nodes_[n].put(0, left), nodes_[n].put(1, right);
    }
    bounds_ = box_of(root_);
}

std::optional<RayHit> Bvh::intersect(const Ray& ray, float max_distance) const {
    if (order_.empty()) return std::nullopt;
    // A ray exactly along an axis that starts on a box's face would give 0 * infinity: a hair's breadth of slope avoids it.
    auto slope = ray.direction;
    for (int axis = 0; axis < 3; ++axis)
        if (slope[axis] == 0) slope[axis] = 1e-20f;
    const auto inverse = 1.0f / slope;
    float limit = max_distance;
    struct Waiting {
        std::uint32_t child;
        float entry;
    };
    std::array<Waiting, 96> stack;
    std::size_t top = 0;
    Waiting now{root_, entry_of(ray.origin, inverse, bounds_.min, bounds_.max, limit)};
    if (now.entry == k_missed) return std::nullopt;
    const TwoBoxes two(ray.origin, inverse);
    const Slant slant(ray);
    std::optional<RayHit> best;
    const auto next = [&](Waiting& now_) {
        while (top > 0)
            if (const Waiting& waiting = stack[--top]; waiting.entry <= limit * k_rounding) { // else a nearer hit has been found since
                now_ = waiting;
                return true;
            }
        return false;
    };
    for (;;) {
        while (!is_leaf(now.child)) {
            const Node& node = nodes_[now.child];
            const Four entries = two.entries(node.low_high, limit);
            const float left = entries[0], right = entries[1];
            const int sooner = left <= right ? 0 : 1; // the nearer one first: most often the other one need not be asked
            const float entry = sooner == 0 ? left : right, later = sooner == 0 ? right : left;
            stack[top] = {node.children[1 - sooner], later};
            top += later != k_missed;
            now = {node.children[sooner], entry};
            if (entry == k_missed) break;
        }
        if (now.entry == k_missed) {
            if (!next(now)) return best;
            continue;
        }
        const auto first = first_of(now.child);
        slant.meet(&corners_[9 * std::size_t(first)], count_of(now.child), [&](std::uint32_t n, const glm::vec4& hit) {
            if (hit.w < 0 || hit.w >= limit) return;
            limit = hit.w;
            best = RayHit{limit, order_[first + n], glm::vec3(hit), ray.origin + limit * ray.direction};
        });
        if (!next(now)) return best;
    }
}

std::optional<NearestPoint> Bvh::nearest(glm::vec3 point, float max_mm) const {
    if (order_.empty()) return std::nullopt;
    std::optional<NearestPoint> best;
    float limit2 = max_mm * max_mm;
    struct Waiting {
        std::uint32_t child;
        float distance2;
    };
    std::array<Waiting, 96> stack;
    std::size_t top = 0;
    stack[top++] = {root_, box_distance2(point, bounds_.min, bounds_.max)};
    while (top) {
        const auto [child, distance2] = stack[--top];
        if (distance2 > limit2) continue;
        if (!is_leaf(child)) {
            const Node& node = nodes_[child];
            const Four distances2 = box_distances2(point, node.low_high);
            const Waiting left{node.children[0], distances2[0]}, right{node.children[1], distances2[1]};
            const bool left_first = left.distance2 < right.distance2;
            const Waiting &later = left_first ? right : left, &sooner = left_first ? left : right;
            if (later.distance2 <= limit2) stack[top++] = later;
            if (sooner.distance2 <= limit2) stack[top++] = sooner;
            continue;
        }
        for (std::uint32_t n = 0; n < count_of(child); ++n) {
            const glm::vec3 a = corner(child, n, 0), b = corner(child, n, 1), c = corner(child, n, 2);
            const auto w = nearest_barycentric(point, a, b, c);
            const auto q = w.x * a + w.y * b + w.z * c;
            const float d2 = glm::dot(q - point, q - point);
            if (d2 > limit2) continue;
            limit2 = d2;
            best = NearestPoint{std::sqrt(d2), order_[first_of(child) + n], w, q};
        }
    }
    return best;
}

} // namespace dorsum::geometry
