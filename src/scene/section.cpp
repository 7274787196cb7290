#include "scene/section.h"

#include "geometry/skinning.h"
#include "scene/section_fill.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <unordered_map>

namespace dorsum::scene {

namespace {

constexpr float k_overlap_mm = 0.01f;    // of neighbouring trapezoids: no pixel may fall between them
constexpr float k_shortest_mm = 0.12f;   // steps of a band
constexpr float k_thin_share = 0.45f;    // of a thin structure's thickness that its band may take
constexpr float k_outside_mm = 0.05f;     // beyond the contour, where its band asks whether it lies on the outside
constexpr float k_sharpest = 0.5f;       // a band's corner reaches at most twice its breadth

// A point where an edge of the mesh meets the plane. The two ends are named by their places, since a mesh has several vertices at
// one place where its normals differ.
using EdgeKey = std::uint64_t;

struct Cut {
    EdgeKey from, to;
};

class Cutter {
public:
    explicit Cutter(const SectionRequest& request) : r_(request), mesh_(request.mesh) {
        const glm::vec3 outward = -request.plane.normal;
        const glm::vec3 aside = std::abs(outward.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(0, 0, 1);
        u_ = glm::normalize(glm::cross(aside, outward));
        v_ = glm::cross(outward, u_);
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

    // Vertices at one place are one. The weights there are the same, so they are so in every pose.
    std::uint32_t place_of(std::uint32_t vertex) {
        const auto [known, fresh] = place_of_.try_emplace(vertex, 0u);
        if (!fresh) return known->second;
        const glm::vec3 p = mesh_.positions[vertex] + 0.0f; // no negative zero
        std::array<std::uint32_t, 3> bits;
        static_assert(sizeof bits == sizeof p);
        std::memcpy(bits.data(), &p.x, sizeof bits);
        const std::uint64_t key = (bits[0] * 0x9e3779b97f4a7c15ull) ^ (bits[1] * 0xc2b2ae3d27d4eb4full + 1) ^ (bits[2] * 0x165667b19e3779f9ull + 2);
        auto& same = places_[key];
        for (const auto other : same)
            if (mesh_.positions[other] == mesh_.positions[vertex]) return place_of_[vertex] = other;
        same.push_back(vertex);
        return place_of_[vertex] = vertex;
    }

    EdgeKey crossing(std::uint32_t a, std::uint32_t b) {
        std::uint32_t low = place_of(a), high = place_of(b);
        if (low > high) std::swap(low, high);
        const EdgeKey key = std::uint64_t{low} << 32 | high;
        const auto [at, fresh] = points_.try_emplace(key, glm::vec2(0));
        if (fresh) {
            const float from = distances_[low], to = distances_[high];
            const glm::vec3 p = glm::mix(posed(low), posed(high), std::clamp(from / (from - to), 0.0f, 1.0f)) - r_.plane.point_mm;
            at->second = {glm::dot(p, u_), glm::dot(p, v_)};
        }
        return key;
    }

    void cut_triangles() {
        for (std::size_t t = 0; t + 2 < mesh_.indices.size(); t += 3) {
            const std::uint32_t* v = &mesh_.indices[t];
            const bool side[3] = {distances_[v[0]] >= 0, distances_[v[1]] >= 0, distances_[v[2]] >= 0};
            if (side[0] == side[1] && side[1] == side[2]) continue;
            const int alone = side[0] == side[1] ? 2 : side[0] == side[2] ? 1 : 0;
            const std::uint32_t a = v[alone], b = v[(alone + 1) % 3], c = v[(alone + 2) % 3];
            const EdgeKey ab = crossing(a, b), ac = crossing(a, c);
            if (ab == ac) continue;
            cuts_.push_back(side[alone] ? Cut{ac, ab} : Cut{ab, ac}); // what is solid lies to the left
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
        std::unordered_multimap<EdgeKey, std::size_t> from;
        std::unordered_map<EdgeKey, int> arrivals;
        for (std::size_t i = 0; i < cuts_.size(); ++i) {
            from.emplace(cuts_[i].from, i);
            ++arrivals[cuts_[i].to];
        }
        std::vector<bool> used(cuts_.size(), false);
        const auto follow = [&](std::size_t first) {
            std::vector<glm::vec2> loop;
            std::size_t at = first;
            for (;;) {
                used[at] = true;
                loop.push_back(points_.at(cuts_[at].from));
                const auto [begin, end] = from.equal_range(cuts_[at].to);
                const auto next = std::find_if(begin, end, [&](const auto& c) { return !used[c.second]; });
                if (next == end) break;
                at = next->second;
            }
            const bool closed = cuts_[at].to == cuts_[first].from;
            if (!closed) loop.push_back(points_.at(cuts_[at].to));
            ++cap_.loops;
            cap_.open_loops += !closed;
            loops_.push_back(std::move(loop));
        };
        for (std::size_t i = 0; i < cuts_.size(); ++i) // ends of open ones first
            if (!used[i] && arrivals.count(cuts_[i].from) == 0) follow(i);
        for (std::size_t i = 0; i < cuts_.size(); ++i)
            if (!used[i]) follow(i);
    }

    void choose_grain() {
        grain_u_ = u_, grain_v_ = v_;
        if (glm::dot(fibre_, fibre_) < 1e-6f) return;
        const glm::vec3 f = glm::normalize(fibre_);
        const glm::vec3 aside = std::abs(f.x) < 0.8f ? glm::vec3(1, 0, 0) : glm::vec3(0, 0, 1);
        grain_u_ = glm::normalize(glm::cross(aside, f));
        grain_v_ = glm::cross(f, grain_u_);
    }

    std::uint32_t vertex(glm::vec2 q, float depth) {
        const glm::vec3 p = r_.plane.point_mm + q.x * u_ + q.y * v_;
        cap_.bounds.add(p);
        cap_.vertices.push_back({p, {glm::dot(p, grain_u_), glm::dot(p, grain_v_)}, depth});
        return static_cast<std::uint32_t>(cap_.vertices.size() - 1);
    }
    void quad(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
        cap_.indices.insert(cap_.indices.end(), {a, b, c, a, c, d});
    }

    void fill() {
        std::vector<Segment2> segments;
        for (const auto& loop : loops_)
            for (std::size_t i = 0; i < loop.size(); ++i) segments.push_back({loop[i], loop[(i + 1) % loop.size()]});
        for (const auto& t : fill_segments(segments)) {
            cap_.area_mm2 += 0.5 * (t.high - t.low) * ((t.low_right - t.low_left) + (t.high_right - t.high_left));
            if (r_.hollow) continue;
            const float low = t.low - k_overlap_mm, high = t.high + k_overlap_mm;
            quad(vertex({t.low_left, low}, 1), vertex({t.low_right, low}, 1), vertex({t.high_right, high}, 1), vertex({t.high_left, high}, 1));
        }
        for (const auto& s : segments) {
            length_mm_ += glm::distance(s.from, s.to);
            signed_area_ += 0.5f * (s.from.x * s.to.y - s.to.x * s.from.y);
        }
    }

    void band() {
        const float thickness = length_mm_ > 0 ? 2 * static_cast<float>(cap_.area_mm2) / length_mm_ : 0;
        const float breadth = r_.hollow ? r_.rim_mm : std::min(r_.rim_mm, k_thin_share * thickness);
        if (breadth < 0.02f) return;
        for (auto loop : loops_) {
            if (signed_area_ < 0) std::reverse(loop.begin(), loop.end()); // a mesh that is inside out
            std::vector<glm::vec2> line;
            for (const auto p : loop)
                if (line.empty() || glm::distance(p, line.back()) > k_shortest_mm) line.push_back(p);
            while (line.size() > 1 && glm::distance(line.front(), line.back()) < k_shortest_mm) line.pop_back();
            if (line.size() >= 3) band_along(line, breadth);
        }
    }

    void band_along(const std::vector<glm::vec2>& line, float breadth) {
        const std::size_t n = line.size();
        const auto left_of = [&](std::size_t i) {
            const glm::vec2 d = glm::normalize(line[(i + 1) % n] - line[i]);
            return glm::vec2(-d.y, d.x);
        };
        const auto first = static_cast<std::uint32_t>(cap_.vertices.size());
        for (std::size_t i = 0; i < n; ++i) {
            const glm::vec2 before = left_of((i + n - 1) % n), after = left_of(i);
            const glm::vec2 sum = before + after;
            const float size = glm::length(sum);
            const glm::vec2 middle = size > 1e-3f ? sum / size : after;
            vertex(line[i], 0);
            vertex(line[i] + middle * (breadth / std::max(glm::dot(middle, after), k_sharpest)), 1);
        }
        const bool alone = r_.layered || loops_.size() < 2;
        for (std::uint32_t i = 0; i < n; ++i) {
            const glm::vec2 side = left_of(i);
            if (!alone && winding_at(0.5f * (line[i] + line[(i + 1) % n]) - k_outside_mm * side) != 0) continue; // within another part of it
            const std::uint32_t a = first + 2 * i, b = first + 2 * ((i + 1) % static_cast<std::uint32_t>(n));
            quad(a, b, b + 1, a + 1);
        }
    }

    int winding_at(glm::vec2 p) const {
        int winding = 0;
        for (const auto& loop : loops_)
            for (std::size_t i = 0; i < loop.size(); ++i) {
                const glm::vec2 a = loop[i], b = loop[(i + 1) % loop.size()];
                if ((a.y <= p.y) == (b.y <= p.y)) continue;
                const bool right_of_p = a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y) > p.x;
                if (right_of_p) winding += b.y > a.y ? 1 : -1;
            }
        return winding;
    }

    const SectionRequest& r_;
    const geometry::Mesh& mesh_;
    glm::vec3 u_, v_, fibre_{0}, grain_u_, grain_v_;
    std::vector<float> distances_;
    std::unordered_map<std::uint32_t, std::uint32_t> place_of_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> places_;
    std::unordered_map<EdgeKey, glm::vec2> points_;
    std::vector<Cut> cuts_;
    std::vector<std::vector<glm::vec2>> loops_;
    float length_mm_ = 0, signed_area_ = 0;
    CapShape cap_;
};

} // namespace

std::optional<CapShape> section(const SectionRequest& request) { return Cutter(request).run(); }

} // namespace dorsum::scene
