#include "scene/section.h"

#include "geometry/skinning.h"
#include "scene/section_fill.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace dorsum::scene {

namespace {

constexpr float k_overlap_mm = 0.01f;    // of neighbouring trapezoids: no pixel may fall between them
constexpr float k_shortest_mm = 0.12f;   // steps of a band
constexpr float k_thin_share = 0.45f;    // of a thin structure's thickness that its band may take
constexpr float k_outside_mm = 0.05f;     // beyond the contour, where its band asks whether it lies on the outside
constexpr float k_most_lean = 0.64f;     // sine of 40 degrees, by which the normals of facets lean to their edges
constexpr float k_flat = 0.4f, k_steep = 0.8f; // of a normal's length that lies in the plane
constexpr float k_most_rise_mm = 0.8f;   // of the round surface over its facets
constexpr float k_same_mm = 1e-4f;       // points of a contour that are one
constexpr float k_sharp_turn = 0.35f;    // cosine of 70 degrees: a strand of six sides is round, a corner of a box is not
constexpr float k_reach_of_short = 2.5f; // how far from its end a long side follows a short neighbour's direction, in lengths of that
constexpr float k_facet_rise_mm = 0.1f; // of a curve over the straight pieces that it is drawn with
constexpr int k_most_pieces = 8;
constexpr float k_sharpest = 0.5f;       // a band's corner reaches at most twice its breadth

// A point where an edge of the mesh meets the plane. An edge is named by where its two ends lie at rest, since a mesh has several
// vertices at one place where its normals differ; of 64 bits, so that two edges of one section do not share a name.
using EdgeKey = std::uint64_t;

EdgeKey place_key(glm::vec3 p) {
    p += 0.0f; // no negative zero
    std::array<std::uint32_t, 3> bits;
    static_assert(sizeof bits == sizeof p);
    std::memcpy(bits.data(), &p.x, sizeof bits);
    std::uint64_t x = bits[0] | std::uint64_t{bits[1]} << 32;
    for (const std::uint64_t more : {std::uint64_t{bits[2]}, std::uint64_t{0x9e3779b97f4a7c15}}) { // splitmix64's finaliser, twice
        x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
        x = (x ^ x >> 27) * 0x94d049bb133111eb;
        x = (x ^ x >> 31) + more;
    }
    return x;
}

struct Crossing {
    EdgeKey key;
    ContourPoint point; // carries how far the muscle is tendon there, 0..1
};

struct Cut { // of one triangle; what is solid lies to the left
    Crossing from, to;
    bool used = false;
};

// A contour's corners are those of the facets; the surface that they stand for is round. Between its points the contour follows a cubic whose
// direction at each is that of the circle through it and its neighbours; corners sharper than facets make stay as they are. Short
// neighbours bend a long side near its end only.
std::vector<ContourPoint> rounded(const std::vector<ContourPoint>& loop) {
    std::vector<ContourPoint> points;
    for (const auto& p : loop)
        if (points.empty() || glm::distance(p.at, points.back().at) > k_same_mm) points.push_back(p);
    while (points.size() > 1 && glm::distance(points.front().at, points.back().at) <= k_same_mm) points.pop_back();
    const std::size_t n = points.size();
    if (n < 4) return points;
    std::vector<glm::vec2> along(n), direction(n); // unit: of the side that follows a point; at the point, 0 where it is sharp
    std::vector<float> length(n);
    for (std::size_t i = 0; i < n; ++i) {
        along[i] = points[(i + 1) % n].at - points[i].at;
        length[i] = glm::length(along[i]);
        along[i] /= length[i];
    }
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t before = (i + n - 1) % n;
        if (glm::dot(along[before], along[i]) > k_sharp_turn) direction[i] = glm::normalize(along[before] * length[i] + along[i] * length[before]);
    }
    std::vector<ContourPoint> out;
    out.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
        out.push_back(points[i]);
        const std::size_t after = (i + 1) % n;
        const auto end = [&](std::size_t at, float neighbour_mm) {
            return direction[at] == glm::vec2(0) ? length[i] * along[i] : std::min(length[i], k_reach_of_short * neighbour_mm) * direction[at];
        };
        const glm::vec2 leaves = end(i, length[(i + n - 1) % n]), arrives = end(after, length[after]);
        const glm::vec2 bend = leaves - arrives, side(-along[i].y, along[i].x);
        const float rise = std::abs(glm::dot(bend, side)) / 8; // of the curve's middle over the side
        const int pieces = std::min(static_cast<int>(std::ceil(std::sqrt(rise / k_facet_rise_mm))), k_most_pieces);
        for (int k = 1; k < pieces; ++k) {
            const float t = static_cast<float>(k) / static_cast<float>(pieces), s = 1 - t;
            out.push_back({points[i].at + t * t * (3 - 2 * t) * length[i] * along[i] + t * s * s * leaves - t * t * s * arrives, glm::mix(points[i].carried, points[after].carried, t)});
        }
    }
    return out;
}

class Cutter {
public:
    explicit Cutter(const SectionRequest& request) : r_(request), mesh_(request.mesh) {
        const auto axes = plane_axes(request.plane);
        u_ = axes.u, v_ = axes.v;
    }

    std::optional<CapShape> run() {
        measure_distances();
        cut_triangles();
        if (cuts_.empty()) return std::nullopt;
        chain();
        choose_grain();
        fill();
        band();
        return std::move(cap_);
    }

private:
    glm::vec3 posed(std::uint32_t i) const {
        if (r_.palette.empty()) return mesh_.positions[i];
        return geometry::skin_point(mesh_.positions[i], mesh_.skin.empty() ? geometry::SkinWeights{} : mesh_.skin[i], r_.palette);
    }

    void measure_distances() {
        const std::size_t count = mesh_.positions.size();
        distances_.resize(count);
        if (r_.palette.empty()) {
            const glm::vec3 n = r_.plane.normal;
            const float w = -glm::dot(n, r_.plane.point_mm);
            for (std::size_t i = 0; i < count; ++i) distances_[i] = glm::dot(n, mesh_.positions[i]) + w;
            return;
        }
        for (std::size_t i = 0; i < count; ++i)
            distances_[i] = glm::dot(r_.plane.normal, posed(static_cast<std::uint32_t>(i)) - r_.plane.point_mm);
    }

    glm::vec3 posed_normal(std::uint32_t i) const {
        if (r_.palette.empty() || mesh_.skin.empty()) return mesh_.normals[i];
        return geometry::skin_direction(mesh_.normals[i], mesh_.skin[i], r_.palette);
    }

    // How far the round surface that facets stand for lies over their edge: of the cubic at right angles to the normals of both ends
    // (Vlachos 2001, curved PN triangles). Nothing at a crease, whose normals lean too far to be those of facets.
    glm::vec3 rise_over(std::uint32_t a, std::uint32_t b, glm::vec3 edge, float t) const {
        if (!r_.round || mesh_.normals.size() != mesh_.positions.size()) return glm::vec3(0);
        const glm::vec3 na = posed_normal(a), nb = posed_normal(b);
        const float la = glm::dot(edge, na), lb = glm::dot(edge, nb), most = k_most_lean * glm::length(edge);
        if (std::abs(la) > most || std::abs(lb) > most) return glm::vec3(0);
        const float s = 1 - t;
        // Where the surface lies nearly in the plane its contour is a matter of hairs: it stays as the facets have it.
        const glm::vec3 n = glm::mix(na, nb, t);
        const float steep = glm::smoothstep(k_flat, k_steep, glm::length(n - glm::dot(n, r_.plane.normal) * r_.plane.normal));
        const glm::vec3 rise = steep * t * s * (t * lb * nb - s * la * na);
        const float size = glm::length(rise);
        return size > k_most_rise_mm ? rise * (k_most_rise_mm / size) : rise;
    }

    // The same numbers whichever triangle asks: from the side that stays to the side that goes.
    Crossing crossing(std::uint32_t a, std::uint32_t b) const {
        if (distances_[a] < distances_[b]) std::swap(a, b);
        const float along = std::clamp(distances_[a] / (distances_[a] - distances_[b]), 0.0f, 1.0f);
        const glm::vec3 from = posed(a), to = posed(b), p = glm::mix(from, to, along) + rise_over(a, b, to - from, along) - r_.plane.point_mm;
        const float tendon = mesh_.course.size() == mesh_.positions.size() ? glm::mix(mesh_.course[a].y, mesh_.course[b].y, along) : 0.0f;
        return {place_key(mesh_.positions[a]) + place_key(mesh_.positions[b]), {{glm::dot(p, u_), glm::dot(p, v_)}, tendon}};
    }

    void cut_triangles() {
        for (std::size_t t = 0; t + 2 < mesh_.indices.size(); t += 3) {
            const std::uint32_t* v = &mesh_.indices[t];
            const bool side[3] = {distances_[v[0]] >= 0, distances_[v[1]] >= 0, distances_[v[2]] >= 0};
            if (side[0] == side[1] && side[1] == side[2]) continue;
            const int alone = side[0] == side[1] ? 2 : side[0] == side[2] ? 1 : 0;
            const std::uint32_t a = v[alone], b = v[(alone + 1) % 3], c = v[(alone + 2) % 3];
            const Crossing ab = crossing(a, b), ac = crossing(a, c);
            if (ab.key == ac.key) continue;
            cuts_.push_back(side[alone] ? Cut{ac, ab} : Cut{ab, ac});
            add_fibre(a);
        }
    }

    void add_fibre(std::uint32_t vertex) {
        if (vertex >= mesh_.fibres.size()) return;
        glm::vec3 f = mesh_.fibres[vertex];
        if (f == glm::vec3(0)) return;
        if (!r_.palette.empty() && !mesh_.skin.empty()) f = geometry::skin_direction(f, mesh_.skin[vertex], r_.palette);
        fibre_ += glm::dot(f, fibre_) < 0 ? -f : f;
    }

    // Loops of points; the mesh's holes are closed by a straight line.
    void chain() {
        std::stable_sort(cuts_.begin(), cuts_.end(), [](const Cut& a, const Cut& b) { return a.from.key < b.from.key; });
        std::vector<EdgeKey> arrivals;
        for (const auto& c : cuts_) arrivals.push_back(c.to.key);
        std::sort(arrivals.begin(), arrivals.end());
        const auto follow = [&](Cut& first) {
            std::vector<ContourPoint> loop;
            Cut* at = &first;
            for (;;) {
                at->used = true;
                loop.push_back(at->from.point);
                auto next = std::lower_bound(cuts_.begin(), cuts_.end(), at->to.key, [](const Cut& c, EdgeKey key) { return c.from.key < key; });
                while (next != cuts_.end() && next->from.key == at->to.key && next->used) ++next;
                if (next == cuts_.end() || next->from.key != at->to.key) break;
                at = &*next;
            }
            const bool closed = at->to.key == first.from.key;
            if (!closed) loop.push_back(at->to.point);
            ++cap_.loops;
            cap_.open_loops += !closed;
            loops_.push_back(r_.round ? rounded(loop) : std::move(loop));
        };
        for (auto& c : cuts_) // ends of open ones first
            if (!c.used && !std::binary_search(arrivals.begin(), arrivals.end(), c.from.key)) follow(c);
        for (auto& c : cuts_)
            if (!c.used) follow(c);
    }

    void choose_grain() {
        grain_u_ = u_, grain_v_ = v_;
        if (glm::dot(fibre_, fibre_) < 1e-6f) return;
        const glm::vec3 f = glm::normalize(fibre_);
        const glm::vec3 aside = std::abs(f.x) < 0.8f ? glm::vec3(1, 0, 0) : glm::vec3(0, 0, 1);
        grain_u_ = glm::normalize(glm::cross(aside, f));
        grain_v_ = glm::cross(f, grain_u_);
    }

    std::uint32_t vertex(const ContourPoint& q, float depth) {
        const glm::vec3 p = r_.plane.point_mm + q.at.x * u_ + q.at.y * v_;
        cap_.bounds.add(p);
        cap_.vertices.push_back({p, {glm::dot(p, grain_u_), glm::dot(p, grain_v_)}, depth, q.carried});
        return static_cast<std::uint32_t>(cap_.vertices.size() - 1);
    }
    void quad(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
        cap_.indices.insert(cap_.indices.end(), {a, b, c, a, c, d});
    }

    void fill() {
        std::vector<Segment2> segments;
        for (const auto& loop : loops_) {
            auto& [low, high] = extents_.emplace_back(loop.front().at, loop.front().at);
            for (std::size_t i = 0; i < loop.size(); ++i) {
                low = glm::min(low, loop[i].at), high = glm::max(high, loop[i].at);
                segments.push_back({loop[i], loop[(i + 1) % loop.size()]});
            }
        }
        for (const auto& t : fill_segments(segments)) {
            cap_.area_mm2 += 0.5 * (t.high_left.at.y - t.low_left.at.y) * ((t.low_right.at.x - t.low_left.at.x) + (t.high_right.at.x - t.high_left.at.x));
            if (r_.hollow) continue;
            const auto corner = [&](ContourPoint p, float up_mm) { return vertex({{p.at.x, p.at.y + up_mm}, p.carried}, 1); };
            quad(corner(t.low_left, -k_overlap_mm), corner(t.low_right, -k_overlap_mm), corner(t.high_right, k_overlap_mm), corner(t.high_left, k_overlap_mm));
        }
        for (const auto& s : segments) {
            const glm::vec2 a = s.from.at, b = s.to.at;
            length_mm_ += glm::distance(a, b);
            signed_area_ += 0.5f * (a.x * b.y - b.x * a.y);
        }
    }

    void band() {
        const float thickness = length_mm_ > 0 ? 2 * static_cast<float>(cap_.area_mm2) / length_mm_ : 0;
        const float breadth = r_.hollow ? r_.rim_mm : std::min(r_.rim_mm, k_thin_share * thickness);
        if (breadth < 0.02f) return;
        for (auto loop : loops_) {
            if (signed_area_ < 0) std::reverse(loop.begin(), loop.end()); // a mesh that is inside out
            std::vector<ContourPoint> line;
            for (const auto& p : loop)
                if (line.empty() || glm::distance(p.at, line.back().at) > k_shortest_mm) line.push_back(p);
            while (line.size() > 1 && glm::distance(line.front().at, line.back().at) < k_shortest_mm) line.pop_back();
            if (line.size() >= 3) band_along(line, breadth);
        }
    }

    void band_along(const std::vector<ContourPoint>& line, float breadth) {
        const std::size_t n = line.size();
        const auto left_of = [&](std::size_t i) {
            const glm::vec2 d = glm::normalize(line[(i + 1) % n].at - line[i].at);
            return glm::vec2(-d.y, d.x);
        };
        const auto first = static_cast<std::uint32_t>(cap_.vertices.size());
        for (std::size_t i = 0; i < n; ++i) {
            const glm::vec2 before = left_of((i + n - 1) % n), after = left_of(i);
            const glm::vec2 sum = before + after;
            const float size = glm::length(sum);
            const glm::vec2 middle = size > 1e-3f ? sum / size : after;
            vertex(line[i], 0);
            vertex({line[i].at + middle * (breadth / std::max(glm::dot(middle, after), k_sharpest)), line[i].carried}, 1);
        }
        const bool alone = r_.layered || loops_.size() < 2;
        for (std::uint32_t i = 0; i < n; ++i) {
            const glm::vec2 side = left_of(i);
            if (!alone && winding_at(0.5f * (line[i].at + line[(i + 1) % n].at) - k_outside_mm * side) != 0) continue; // within another part of it
            const std::uint32_t a = first + 2 * i, b = first + 2 * ((i + 1) % static_cast<std::uint32_t>(n));
            quad(a, b, b + 1, a + 1);
        }
    }

    int winding_at(glm::vec2 p) const {
        int winding = 0;
        for (std::size_t l = 0; l < loops_.size(); ++l) {
            const auto& [low, high] = extents_[l];
            if (p.x < low.x || p.y < low.y || p.x > high.x || p.y > high.y) continue;
            const auto& loop = loops_[l];
            for (std::size_t i = 0; i < loop.size(); ++i) {
                const glm::vec2 a = loop[i].at, b = loop[(i + 1) % loop.size()].at;
                if ((a.y <= p.y) == (b.y <= p.y)) continue;
                const bool right_of_p = a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y) > p.x;
                if (right_of_p) winding += b.y > a.y ? 1 : -1;
            }
        }
        return winding;
    }

    const SectionRequest& r_;
    const geometry::Mesh& mesh_;
    glm::vec3 u_, v_, fibre_{0}, grain_u_, grain_v_;
    std::vector<float> distances_;
    std::vector<Cut> cuts_;
    std::vector<std::vector<ContourPoint>> loops_;
    std::vector<std::pair<glm::vec2, glm::vec2>> extents_; // of the loops: lowest, highest
    float length_mm_ = 0, signed_area_ = 0;
    CapShape cap_;
};

} // namespace

PlaneAxes plane_axes(const CutPlane& plane) {
    const glm::vec3 outward = -plane.normal;
    const glm::vec3 aside = std::abs(outward.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(0, 0, 1);
    const glm::vec3 u = glm::normalize(glm::cross(aside, outward));
    return {u, glm::cross(outward, u)};
}

std::optional<CapShape> section(const SectionRequest& request) { return Cutter(request).run(); }

} // namespace dorsum::scene
