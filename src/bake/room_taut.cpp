#include "bake/room_taut.h"

#include "core/four.h"
#include "core/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

namespace dorsum::bake::room {

namespace {

constexpr float k_reach_mm = 12;
constexpr float k_off_mm = 0.01f; // a ray begins so far outside its own surface
constexpr float k_past_face_mm = 1e-3f;
constexpr int k_faces_most = 6; // which a ray passes before it has left its own sheet and what that one is pressed into
// The outer face stays so far outside what lies beneath: more than covers are lifted (make_room.cpp).
constexpr float k_beneath_mm = 0.75f;
constexpr float k_loose_mm = 0.3f; // between any two sheets
constexpr float k_least_move_mm = 0.02f;
constexpr glm::vec2 k_steep{0.3f, 0.7f}; // cosine of a face with the way out: below, it is as a rim
constexpr float k_step = 0.4f; // of a pass; more than a half swings
// How much it is drawn like a skin where it is hollow, besides being stiff like a plate: so it spans what is wide, too.
constexpr float k_tension = 0.02f;
constexpr int k_passes_most = 4000;

float faded(float x, glm::vec2 from_to) { return glm::smoothstep(from_to.x, from_to.y, x); }

// How much a value differs from the mean of its neighbours, each by the square of how near it is; so that a long
// triangle bends like a short one.
class Bend {
public:
    explicit Bend(const Body& body) {
        const auto& points = body.mesh->positions;
        double edges = 0, squares = 0;
        for (std::uint32_t v = 0; v < points.size(); ++v) {
            first_.push_back(neighbours_.size());
            float sum = 0;
            for (const std::uint32_t n : body.neighbours(v)) {
                const glm::vec3 way = points[n] - points[v];
                const float weight = 1 / std::max(glm::dot(way, way), k_least_mm2);
                neighbours_.push_back(n), weights_.push_back(weight);
                sum += weight;
            }
            for (std::size_t k = first_.back(); k < weights_.size(); ++k) weights_[k] /= sum;
            edges += double(weights_.size() - first_.back()), squares += double(sum);
        }
        first_.push_back(neighbours_.size());
        edge2_mm2 = float(edges / std::max(squares, 1e-9));
    }
    template <class T> T mean(const std::vector<T>& values, std::uint32_t v) const {
        T sum{};
        for_each(v, [&](std::uint32_t n, float share) { sum += share * values[n]; });
        return sum;
    }
    // Calls visit(neighbour, share of the mean).
    template <class Visit> void for_each(std::uint32_t v, const Visit& visit) const {
        for (std::size_t k = first_[v]; k < first_[v + 1]; ++k) visit(neighbours_[k], weights_[k]);
    }
    // Passes in which a bend so narrow dies down to a third.
    int passes(float narrow_mm) const {
        const float k = 2 * glm::pi<float>() / narrow_mm, bend = 0.25f * k * k * edge2_mm2;
        return std::clamp(int(std::lround(1 / (k_step * bend * bend))), 1, k_passes_most);
    }

private:
    static constexpr float k_least_mm2 = 0.25f;
    std::vector<std::size_t> first_;
    std::vector<std::uint32_t> neighbours_;
    std::vector<float> weights_;
    float edge2_mm2 = 1; // as the neighbours' weights see it
};

using core::all_of, core::Four, core::four_at, core::least, core::most;

// Values of some vertices side by side, four of which are reckoned with at once; behind them one that is 0, of all that stay where they are.
class Values {
public:
    explicit Values(std::size_t count) : values_(4 * quads(count) + 1, 0) {}
    static std::size_t quads(std::size_t count) { return (count + 3) / 4; }
    static std::uint32_t staying(std::size_t count) { return std::uint32_t(4 * quads(count)); }
    Four four(std::size_t quad) const { return four_at(&values_[4 * quad]); }
    void put(std::size_t quad, Four values) { std::memcpy(&values_[4 * quad], &values, sizeof values); }
    float& operator[](std::size_t n) { return values_[n]; }
    float operator[](std::size_t n) const { return values_[n]; }

private:
    std::vector<float> values_;
};

// The means of Bend among these only, close together in memory: they are asked a thousand times.
class Edges {
public:
    // place: of every vertex among these, or Values::staying.
    Edges(const Bend& bend, std::span<const std::uint32_t> vertices, std::span<const std::uint32_t> place) {
        const std::uint32_t staying = Values::staying(vertices.size());
        std::vector<std::pair<std::uint32_t, float>> lanes[4];
        for (std::size_t quad = 0; quad < Values::quads(vertices.size()); ++quad) {
            first_.push_back(std::uint32_t(edges_.size()));
            std::size_t longest = 0;
            for (std::size_t lane = 0; lane < 4; ++lane) {
                lanes[lane].clear();
                if (const std::size_t n = 4 * quad + lane; n < vertices.size())
                    bend.for_each(vertices[n], [&](std::uint32_t to, float share) {
                        if (place[to] != staying) lanes[lane].emplace_back(place[to], share);
                    });
                longest = std::max(longest, lanes[lane].size());
            }
            for (std::size_t k = 0; k < longest; ++k) {
                Edge edge;
                for (std::size_t lane = 0; lane < 4; ++lane)
                    std::tie(edge.to[lane], edge.share[lane]) = k < lanes[lane].size() ? lanes[lane][k] : std::pair(staying, 0.0f);
                edges_.push_back(edge);
            }
        }
        first_.push_back(std::uint32_t(edges_.size()));
    }
    Four mean(const Values& values, std::size_t quad) const {
        Four sum = all_of(0);
        for (std::uint32_t k = first_[quad]; k < first_[quad + 1]; ++k) {
            const auto& to = edges_[k].to;
            sum += four_at(edges_[k].share) * Four{values[to[0]], values[to[1]], values[to[2]], values[to[3]]};
        }
        return sum;
    }

private:
    struct Edge { // one of each of four vertices
        std::uint32_t to[4];
        float share[4];
    };
    std::vector<std::uint32_t> first_;
    std::vector<Edge> edges_;
};

} // namespace

Tautening::Tautening(std::span<const RoomPart> parts, std::span<const Body> bodies, Together& around, int threads, bool swelling)
    : parts_(parts), threads_(threads), around_(around) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if ((parts[i].swell_mm > 0) != swelling) continue;
        if (parts[i].taut_mm <= 0 || !bodies[i].moves() || parts[i].mesh->course.empty()) continue;
        Sheet sheet{i, {}};
        for (const glm::vec2 course : parts[i].mesh->course) {
            sheet.share.push_back(faded(std::min(course.x, 1 - course.x), {0, parts[i].taut_end}) *
                                  (parts[i].taut_bundle_mm > 0 ? 1 : faded(course.y, parts[i].taut_tendon)));
            if (sheet.share.back() > 0) sheet.moving.push_back(std::uint32_t(sheet.share.size() - 1));
        }
        sheet.out_mm.assign(sheet.share.size(), 0);
        sheets_.push_back(std::move(sheet));
    }
    // The longest work first, or the last thread would be alone with it.
    std::stable_sort(sheets_.begin(), sheets_.end(), [](const Sheet& a, const Sheet& b) { return a.moving.size() > b.moving.size(); });
}

// Up to the next body that way, through its own faces. Within another one it is 0 inwards; outwards the way leads out
// of that one first.
float Tautening::free_mm(glm::vec3 p, glm::vec3 way, std::size_t own, bool outwards) const {
    float from = k_off_mm;
    for (int face = 0; face < k_faces_most; ++face) {
        const auto hit = around_.intersect_firm({p + from * way, way}, k_reach_mm - from);
        if (!hit) return k_reach_mm;
        from += hit->distance;
        const bool leads_out = glm::dot(around_.face_normal(hit->triangle), way) > 0;
        if (around_.body_of(hit->triangle) != own && !(outwards && leads_out)) return leads_out ? 0 : from;
        from += k_past_face_mm;
    }
    return k_reach_mm;
}

std::vector<Tautening::Way> Tautening::free_ways(const Sheet& sheet, const RoomPart& part, const Body& body) const {
    const auto& points = body.mesh->positions;
    std::vector<Way> own(points.size());
    for (std::uint32_t v = 0; v < own.size(); ++v) {
        if (sheet.share[v] <= 0) continue;
        const glm::vec3 out = body.outward(points[v]);
        const auto opposite = body.opposite(v);
        const bool deep = opposite && !opposite->outside;
        const float loose = std::max(part.hug_gap_mm, k_loose_mm), gap = deep ? loose : k_beneath_mm;
        own[v].least_mm = std::min(0.0f, gap - free_mm(points[v], -out, sheet.body, false));
        own[v].most_mm = std::clamp(free_mm(points[v], out, sheet.body, true) - loose, 0.0f,
                                    std::max(0.0f, part.taut_out_mm - sheet.out_mm[v]));
    }
    auto all = own; // what comes through between two vertices is met by one beside them
    for (std::uint32_t v = 0; v < own.size(); ++v) {
        for (const std::uint32_t n : body.neighbours(v))
            if (sheet.share[n] > 0)
                all[v] = {std::max(all[v].least_mm, own[n].least_mm), std::min(all[v].most_mm, own[n].most_mm)};
        all[v] = {sheet.share[v] * all[v].least_mm, sheet.share[v] * all[v].most_mm};
    }
    return all;
}

// How far each vertex goes out: what is narrow bends straight, as a plate does that gives way, pass by pass.
std::vector<float> Tautening::fair(const Sheet& sheet, const RoomPart& part, const Body& body) const {
    const auto& points = body.mesh->positions;
    const auto ways = free_ways(sheet, part, body);
    const Bend bend(body);
    const auto normals = normals_of(*body.mesh);
    // How hollow it is at a vertex, at first; and how far that counts: at rims and ends it is the edge that bends, and
    // no moment comes from there.
    std::vector<float> start(points.size(), 0), face(points.size(), 0);
    std::vector<std::optional<Body::Opposite>> opposite(points.size());
    for (std::uint32_t v = 0; v < points.size(); ++v) opposite[v] = body.opposite(v);
    for (std::uint32_t v = 0; v < points.size(); ++v) {
        const auto neighbours = body.neighbours(v);
        const bool rim = sheet.share[v] <= 0 || !opposite[v] ||
                         std::any_of(neighbours.begin(), neighbours.end(), [&](std::uint32_t n) {
                             return opposite[n] && opposite[n]->outside != opposite[v]->outside;
                         });
        if (rim) continue;
        const float cosine = glm::dot(normals[v], body.outward(points[v]));
        face[v] = faded(std::abs(cosine), k_steep);
        if (face[v] > 0) start[v] = glm::dot(bend.mean(points, v) - points[v], normals[v]) / cosine;
    }
    auto plate = face;
    for (std::uint32_t v = 0; v < plate.size(); ++v)
        for (const std::uint32_t n : body.neighbours(v)) plate[v] = std::min(plate[v], face[n]);

    // From here on only what moves is reckoned with, side by side in memory: all else stays where it is, and its bend counts for nothing.
    const std::size_t count = sheet.moving.size(), quads = Values::quads(count);
    std::vector<std::uint32_t> place(points.size(), Values::staying(count));
    Values own_start(count), own_plate(count), share(count), least_mm(count), most_mm(count);
    for (std::uint32_t n = 0; n < count; ++n) {
        const std::uint32_t v = sheet.moving[n];
        place[v] = n;
        own_start[n] = start[v], own_plate[n] = plate[v], share[n] = sheet.share[v];
        least_mm[n] = ways[v].least_mm, most_mm[n] = ways[v].most_mm;
    }
    const Edges edges(bend, sheet.moving, place);
    Values aside(count), hollow(count); // from the mean of its neighbours, in what was moved, and in all
    const auto look = [&](const Values& out) {
        for (std::size_t quad = 0; quad < quads; ++quad) {
            const Four off = edges.mean(out, quad) - out.four(quad);
            aside.put(quad, off);
            hollow.put(quad, own_plate.four(quad) * (own_start.four(quad) + off));
        }
    };
    const auto step = [&](std::size_t quad) { // a rim goes with its neighbours
        const Four bent = hollow.four(quad), stiff = own_plate.four(quad);
        return all_of(k_step) * share.four(quad) *
               (stiff * (bent - edges.mean(hollow, quad) + all_of(k_tension) * most(bent, all_of(0))) + (all_of(1) - stiff) * aside.four(quad));
    };
    if (part.taut_bundle_mm > 0) { // where it is flesh, bundles stay: what is left when they are drawn straight is what bends
        Values level(count);
        for (int pass = bend.passes(part.taut_bundle_mm); pass > 0; --pass) {
            look(level);
            for (std::size_t quad = 0; quad < quads; ++quad) level.put(quad, level.four(quad) + step(quad));
        }
        look(level);
        for (std::uint32_t n = 0; n < count; ++n)
            own_start[n] += (1 - faded(body.mesh->course[sheet.moving[n]].y, part.taut_tendon)) * aside[n];
    }
    struct Spare { // how far it may come off its far side
        std::uint32_t n;
        std::array<std::uint32_t, 3> corners;
        glm::vec3 barycentric;
        float mm;
    };
    std::vector<Spare> spares;
    for (std::uint32_t n = 0; n < count; ++n) {
        const std::uint32_t v = sheet.moving[n];
        if (!opposite[v]) continue;
        const auto& far = *opposite[v];
        spares.push_back({n, {place[far.corners[0]], place[far.corners[1]], place[far.corners[2]]}, far.barycentric,
                          glm::mix(part.give.y, part.give.x, body.mesh->course[v].y) * std::max(far.thickness_mm, 0.0f)});
    }
    Values moved(count);
    for (int pass = bend.passes(part.taut_mm); pass > 0; --pass) {
        look(moved);
        for (std::size_t quad = 0; quad < quads; ++quad)
            moved.put(quad, most(least(moved.four(quad) + step(quad), most_mm.four(quad)), least_mm.four(quad)));
        for (const Spare& spare : spares) { // as thick as it was, or nearly
            const float there =
                glm::dot(spare.barycentric, glm::vec3(moved[spare.corners[0]], moved[spare.corners[1]], moved[spare.corners[2]]));
            moved[spare.n] = std::clamp(std::clamp(moved[spare.n], there - spare.mm, there + spare.mm), least_mm[spare.n], most_mm[spare.n]);
        }
    }
    std::vector<float> out(points.size(), 0);
    for (std::uint32_t n = 0; n < count; ++n) out[sheet.moving[n]] = moved[n];
    return out;
}

bool Tautening::push(std::span<Body> bodies) {
    if (sheets_.empty()) return false;
    around_.follow(bodies);
    std::vector<std::vector<float>> found(sheets_.size());
    core::parallel_for(threads_, sheets_.size(), [&](std::size_t n) {
        found[n] = fair(sheets_[n], parts_[sheets_[n].body], bodies[sheets_[n].body]);
    });
    bool any = false;
    for (std::size_t n = 0; n < sheets_.size(); ++n) {
        Body& body = bodies[sheets_[n].body];
        for (std::uint32_t v = 0; v < found[n].size(); ++v) {
            if (std::abs(found[n][v]) < k_least_move_mm) continue;
            body.add_push(v, found[n][v] * body.outward(body.mesh->positions[v]));
            body.sank(v, std::max(0.0f, -found[n][v]));
            sheets_[n].out_mm[v] += found[n][v];
            any = true;
        }
    }
    return any;
}

} // namespace dorsum::bake::room
