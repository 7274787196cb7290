#include "geometry/ray.h"

#include "core/four.h"
#include "core/parallel.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>

namespace dorsum::geometry {

namespace {

constexpr std::uint32_t k_leaf_triangles = 4; // as many as are reckoned with at once
constexpr int k_bins = 12;
constexpr std::uint32_t k_for_two_threads = 50'000; // triangles

// How a child that is a leaf is written.
constexpr std::uint32_t k_leaf = 0x80000000u, k_first = 0x1fffffffu;
constexpr std::uint32_t k_no_child = 0x7fffffffu;
constexpr int k_count_bit = 29;
std::uint32_t leaf_of(std::uint32_t first, std::uint32_t count) { return k_leaf | (count - 1) << k_count_bit | first; }
bool is_leaf(std::uint32_t child) { return (child & k_leaf) != 0; }
std::uint32_t count_of(std::uint32_t leaf) { return ((leaf & ~k_leaf) >> k_count_bit) + 1; }
std::uint32_t first_of(std::uint32_t leaf) { return leaf & k_first; }

using core::all_of, core::four_at, core::Four, core::FourBits, core::least, core::most, core::which;

Four least_of_pairs(Four v) { return least(v, __builtin_shufflevector(v, v, 1, 0, 3, 2)); } // of the first two, and of the last two

// A box as two times four numbers (the last ones count for nothing): a least and minus a most grow alike.
struct FourBounds {
    Four low = all_of(1e30f), minus_high = all_of(1e30f);
    void add(const FourBounds& b) { low = least(low, b.low), minus_high = least(minus_high, b.minus_high); }
    void add(glm::vec3 p) { low = least(low, Four{p.x, p.y, p.z, 0}), minus_high = least(minus_high, Four{-p.x, -p.y, -p.z, 0}); }
    bool empty() const { return low[0] > -minus_high[0]; }
    float half_area() const {
        if (empty()) return 0;
        const Four size = -minus_high - low;
        return size[0] * size[1] + size[1] * size[2] + size[2] * size[0];
    }
    explicit operator Bounds() const { return {{low[0], low[1], low[2]}, {-minus_high[0], -minus_high[1], -minus_high[2]}}; }
};

struct Split {
    int axis = -1;
    float position = 0;
};

// Binned surface-area heuristic over some triangles.
Split best_split(std::span<const std::uint32_t> triangles, const std::vector<FourBounds>& boxes, const std::vector<glm::vec3>& centres) {
    FourBounds all;
    for (const std::uint32_t t : triangles) all.add(centres[t]);
    const Bounds centre_bounds(all);
    Split best;
    float best_cost = 1e30f;
    for (int axis = 0; axis < 3; ++axis) {
        const float low = centre_bounds.min[axis], width = centre_bounds.max[axis] - low;
        if (width < 1e-9f) continue;
        std::array<FourBounds, k_bins> bin_box{};
        std::array<int, k_bins> bin_count{};
        for (const std::uint32_t t : triangles) {
            const int bin = std::min(k_bins - 1, static_cast<int>((centres[t][axis] - low) / width * k_bins));
            bin_box[static_cast<std::size_t>(bin)].add(boxes[t]);
            ++bin_count[static_cast<std::size_t>(bin)];
        }
        std::array<float, k_bins> right_area{}; // of all bins from this one on
        FourBounds left, right;
        for (std::size_t b = k_bins; b-- > 1;) {
            right.add(bin_box[b]);
            right_area[b] = right.half_area();
        }
        int left_count = 0;
        for (int cut = 1; cut < k_bins; ++cut) {
            left.add(bin_box[static_cast<std::size_t>(cut - 1)]);
            left_count += bin_count[static_cast<std::size_t>(cut - 1)];
            const int right_count = static_cast<int>(triangles.size()) - left_count;
            const float cost = left.half_area() * static_cast<float>(left_count) +
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
// The same of four boxes at once. A box is met first on the side that the ray comes from: where it runs down an axis, that is where the
// box ends.
class FourBoxes {
public:
    FourBoxes(const glm::vec3& origin, const glm::vec3& inverse) {
        for (int k = 0; k < 3; ++k) {
            near_[k] = inverse[k] < 0;
            origin_[k] = all_of(origin[k]);
            inverse_[k] = all_of(inverse[k]);
        }
    }
    struct Entered {
        unsigned met; // which of them it does enter before the limit
        Four entry;   // where
        Four near[3]; // the same by axes

        // Where it enters the pairs of them.
        Four of_pairs() const {
            return most(most(least_of_pairs(near[0]), least_of_pairs(near[1])), most(least_of_pairs(near[2]), all_of(0)));
        }
    };
    Entered enter(const float (&sides)[3][2][4], float limit) const {
        Entered out;
        Four far[3];
        for (int k = 0; k < 3; ++k) {
            out.near[k] = (four_at(sides[k][near_[k]]) - origin_[k]) * inverse_[k];
            far[k] = (four_at(sides[k][1 - near_[k]]) - origin_[k]) * inverse_[k];
        }
        out.entry = most(most(out.near[0], out.near[1]), most(out.near[2], all_of(0)));
        const Four leave = least(least(far[0], far[1]), least(far[2], all_of(limit)));
        out.met = which(out.entry <= leave * all_of(k_rounding));
        return out;
    }

private:
    Four origin_[3], inverse_[3];
    int near_[3];
};

// What of a tree is still to be looked at, the nearest on top.
class Waiting {
public:
    struct Item {
        std::uint32_t child;
        float way; // to it, as far as that is known
    };
    // Adds those of four that are meant: the nearer pair on top, in it the nearer one. As in a tree of two children a node: where two triangles
    // are met at the same distance, which one counts depends on the order.
    void add(const std::uint32_t (&children)[4], Four ways, unsigned meant, bool last_pair_first, const bool (&second_first)[2]) {
        for (const int pair : {last_pair_first ? 0 : 1, last_pair_first ? 1 : 0})
            for (const int n : {2 * pair + !second_first[pair], 2 * pair + second_first[pair]})
                if ((meant >> n & 1) != 0) items_[top_++] = {children[n], ways[n]};
    }
    bool empty() const { return top_ == 0; }
    const Item& take() { return items_[--top_]; }

private:
    std::array<Item, 192> items_; // three for each storey of a tree that is high for its size
    std::size_t top_ = 0;
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
            const Four along = four_at(own + z_ * count) - all_of(origin_[z_]);
            x[k] = four_at(own + x_ * count) - all_of(origin_[x_]) - all_of(shear_.x) * along;
            y[k] = four_at(own + y_ * count) - all_of(origin_[y_]) - all_of(shear_.y) * along;
            z[k] = along * all_of(scale_);
        }
        const Four share[3] = {x[2] * y[1] - y[2] * x[1], x[0] * y[2] - y[0] * x[2], x[1] * y[0] - y[1] * x[0]};
        // Met: none below and none above; or one of them is 0, and must be looked at more closely.
        const Four low = least(least(share[0], share[1]), share[2]), high = most(most(share[0], share[1]), share[2]);
        const FourBits maybe = (low >= 0.0f) | (high <= 0.0f) | (share[0] == 0.0f) | (share[1] == 0.0f) | (share[2] == 0.0f);
        for (unsigned left = which(maybe) & ((1u << count) - 1); left != 0; left &= left - 1) {
            const auto n = static_cast<std::uint32_t>(std::countr_zero(left));
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
// The same of four boxes at once.
struct FourDistances {
    Four before[3], behind[3]; // how far the point lies before the boxes, and behind them, by axes

    FourDistances(const glm::vec3& p, const float (&sides)[3][2][4]) {
        for (int k = 0; k < 3; ++k) before[k] = four_at(sides[k][0]) - all_of(p[k]), behind[k] = all_of(p[k]) - four_at(sides[k][1]);
    }
    Four squares() const { return squares_of([](Four v) { return v; }); }
    Four squares_of_pairs() const { return squares_of(least_of_pairs); }

private:
    template <class Of> Four squares_of(const Of& of) const {
        Four sum = all_of(0);
        for (int k = 0; k < 3; ++k) {
            const Four d = most(most(of(before[k]), of(behind[k])), all_of(0));
            sum += d * d;
        }
        return sum;
    }
};

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

// What a tree is made from.
struct Bvh::Building {
    std::vector<FourBounds> boxes; // per triangle, like their centres
    std::vector<glm::vec3> centres;
    std::uint32_t* order;

    std::uint32_t middle(std::uint32_t begin, std::uint32_t end) const {
        const auto split = best_split({order + begin, order + end}, boxes, centres);
        if (split.axis >= 0) {
            const auto at = std::partition(order + begin, order + end, [&](std::uint32_t t) { return centres[t][split.axis] < split.position; });
            const auto cut = static_cast<std::uint32_t>(at - order);
            if (cut != begin && cut != end) return cut;
        }
        return begin + (end - begin) / 2;
    }
};

Bvh::Bvh(const Mesh& mesh) {
    const auto count = static_cast<std::uint32_t>(mesh.triangle_count());
    if (!count) return;
    order_.resize(count);
    std::iota(order_.begin(), order_.end(), 0u);
    Building of{std::vector<FourBounds>(count), std::vector<glm::vec3>(count), order_.data()};
    for (std::uint32_t t = 0; t < count; ++t) {
        for (std::size_t k = 0; k < 3; ++k) of.boxes[t].add(mesh.positions[mesh.indices[3 * t + k]]);
        of.centres[t] = Bounds(of.boxes[t]).centre();
    }
    nodes_.reserve(count / 4);
    root_ = build(of, 0, count, nodes_, bounds_);
    nodes_.shrink_to_fit();
    corners_.resize(9 * std::size_t(count) + k_leaf_triangles - 1);
    if (is_leaf(root_)) place(mesh, root_);
    for (const Node& node : nodes_)
        for (const std::uint32_t child : node.children)
            if (child != k_no_child && is_leaf(child)) place(mesh, child);
}

// Large trees by two threads: the children's nodes come after their parent's, one child after the other, whoever makes them.
std::uint32_t Bvh::build(const Building& of, std::uint32_t begin, std::uint32_t end, std::vector<Node>& nodes, Bounds& box) {
    if (end - begin <= k_leaf_triangles) {
        FourBounds all;
        for (auto i = begin; i < end; ++i) all.add(of.boxes[of.order[i]]);
        box = Bounds(all);
        return leaf_of(begin, end - begin);
    }
    const auto index = static_cast<std::uint32_t>(nodes.size());
    nodes.emplace_back();
    std::uint32_t cuts[5] = {begin, 0, of.middle(begin, end), 0, end};
    for (const std::size_t half : {std::size_t(0), std::size_t(2)})
        cuts[half + 1] = cuts[half + 2] - cuts[half] > k_leaf_triangles ? of.middle(cuts[half], cuts[half + 2]) : cuts[half + 2];
    const auto hang = [&](std::size_t k, std::uint32_t child, const Bounds& child_box) {
        nodes[index].children[k] = child;
        nodes[index].put(k, child_box);
        box.add(child_box);
    };
    if (end - begin < k_for_two_threads) {
        for (std::size_t k = 0; k < 4; ++k) {
            if (cuts[k] == cuts[k + 1]) continue;
            Bounds child_box;
            const auto child = build(of, cuts[k], cuts[k + 1], nodes, child_box);
            hang(k, child, child_box);
        }
        return index;
    }
    std::vector<Node> made[4];
    Bounds boxes[4];
    std::uint32_t roots[4]{};
    core::parallel_for(2, 4, [&](std::size_t k) {
        if (cuts[k] != cuts[k + 1]) roots[k] = build(of, cuts[k], cuts[k + 1], made[k], boxes[k]);
    });
    for (std::size_t k = 0; k < 4; ++k) {
        if (cuts[k] == cuts[k + 1]) continue;
        const auto first = static_cast<std::uint32_t>(nodes.size());
        const auto moved = [&](std::uint32_t child) { return child == k_no_child || is_leaf(child) ? child : child + first; };
        hang(k, moved(roots[k]), boxes[k]);
        for (Node& node : made[k]) {
            for (std::uint32_t& child : node.children) child = moved(child);
            nodes.push_back(node);
        }
    }
    return index;
}

Bvh::Node::Node() {
    for (std::size_t child = 0; child < 4; ++child) {
        children[child] = k_no_child;
        put(child, {});
    }
}

void Bvh::Node::put(std::size_t child, const Bounds& box) {
    for (int k = 0; k < 3; ++k) sides[k][0][child] = box.min[k], sides[k][1][child] = box.max[k];
}

Bounds Bvh::Node::box() const {
    Bounds out;
    for (std::size_t child = 0; child < 4; ++child)
        out.add(Bounds{{sides[0][0][child], sides[1][0][child], sides[2][0][child]}, {sides[0][1][child], sides[1][1][child], sides[2][1][child]}});
    return out;
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
    // The leaves, which is most of the work, by two threads if they are many; then what holds nodes.
    const auto refit_leaves = [&](std::size_t begin, std::size_t end) {
        for (std::size_t n = begin; n < end; ++n)
            for (std::size_t k = 0; k < 4; ++k)
                if (const auto child = nodes_[n].children[k]; child != k_no_child && is_leaf(child)) {
                    place(mesh, child);
                    nodes_[n].put(k, box_of_leaf(child));
                }
    };
    if (is_leaf(root_)) place(mesh, root_);
    if (order_.size() < k_for_two_threads) refit_leaves(0, nodes_.size());
    else core::parallel_for(2, 2, [&](std::size_t half) { refit_leaves(half * nodes_.size() / 2, (half + 1) * nodes_.size() / 2); });
    for (std::size_t n = nodes_.size(); n-- > 0;) // children come after their parent
        for (std::size_t k = 0; k < 4; ++k)
            if (const auto child = nodes_[n].children[k]; child != k_no_child && !is_leaf(child)) nodes_[n].put(k, nodes_[child].box());
    bounds_ = is_leaf(root_) ? box_of_leaf(root_) : nodes_[root_].box();
}

std::optional<RayHit> Bvh::intersect(const Ray& ray, float max_distance) const {
    if (order_.empty()) return std::nullopt;
    // A ray exactly along an axis that starts on a box's face would give 0 * infinity: a hair's breadth of slope avoids it.
    auto slope = ray.direction;
    for (int axis = 0; axis < 3; ++axis)
        if (slope[axis] == 0) slope[axis] = 1e-20f;
    const auto inverse = 1.0f / slope;
    float limit = max_distance;
    if (entry_of(ray.origin, inverse, bounds_.min, bounds_.max, limit) == k_missed) return std::nullopt;
    const FourBoxes four(ray.origin, inverse);
    const Slant slant(ray);
    std::optional<RayHit> best;
    Waiting waiting;
    for (std::uint32_t now = root_;;) {
        if (is_leaf(now)) {
            const auto first = first_of(now);
            slant.meet(&corners_[9 * std::size_t(first)], count_of(now), [&](std::uint32_t n, const glm::vec4& hit) {
                if (hit.w < 0 || hit.w >= limit) return;
                limit = hit.w;
                best = RayHit{limit, order_[first + n], glm::vec3(hit), ray.origin + limit * ray.direction};
            });
        } else {
            const Node& node = nodes_[now];
            const auto entered = four.enter(node.sides, limit);
            if (std::has_single_bit(entered.met)) {
                now = node.children[std::countr_zero(entered.met)];
                continue;
            }
            if (entered.met != 0) {
                const Four entry = entered.entry, pairs = entered.of_pairs();
                waiting.add(node.children, entry, entered.met, pairs[0] > pairs[2], {entry[0] > entry[1], entry[2] > entry[3]});
            }
        }
        do { // what a nearer hit has been found before since is not looked at
            if (waiting.empty()) return best;
            const auto [child, way] = waiting.take();
            now = way <= limit * k_rounding ? child : k_no_child;
        } while (now == k_no_child);
    }
}

std::optional<NearestPoint> Bvh::nearest(glm::vec3 point, float max_mm) const {
    if (order_.empty()) return std::nullopt;
    std::optional<NearestPoint> best;
    float limit2 = max_mm * max_mm;
    if (box_distance2(point, bounds_.min, bounds_.max) > limit2) return std::nullopt;
    Waiting waiting;
    for (std::uint32_t now = root_;;) {
        if (is_leaf(now)) {
            for (std::uint32_t n = 0; n < count_of(now); ++n) {
                const glm::vec3 a = corner(now, n, 0), b = corner(now, n, 1), c = corner(now, n, 2);
                const auto w = nearest_barycentric(point, a, b, c);
                const auto q = w.x * a + w.y * b + w.z * c;
                const float d2 = glm::dot(q - point, q - point);
                if (d2 > limit2) continue;
                limit2 = d2;
                best = NearestPoint{std::sqrt(d2), order_[first_of(now) + n], w, q};
            }
        } else {
            const Node& node = nodes_[now];
            const FourDistances four(point, node.sides);
            const Four d = four.squares();
            const unsigned near = which(d <= limit2);
            if (std::has_single_bit(near)) {
                now = node.children[std::countr_zero(near)];
                continue;
            }
            if (near != 0) {
                const Four pairs = four.squares_of_pairs();
                waiting.add(node.children, d, near, pairs[0] >= pairs[2], {d[0] >= d[1], d[2] >= d[3]});
            }
        }
        do {
            if (waiting.empty()) return best;
            const auto [child, distance2] = waiting.take();
            now = distance2 <= limit2 ? child : k_no_child;
        } while (now == k_no_child);
    }
}

} // namespace dorsum::geometry
