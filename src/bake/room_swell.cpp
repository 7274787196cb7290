#include "bake/room_swell.h"

#include "core/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dorsum::bake::room {

namespace {

constexpr float k_reach_mm = 40;       // what bounds a compartment is no farther away than this
constexpr float k_step_most_mm = 0.5f; // a round
constexpr float k_step_least_mm = 0.02f;
constexpr std::uint32_t k_piece = 500; // vertices that one thread asks
constexpr float k_half = 0.5f;        // of the free way: the other one comes as far
constexpr float k_midline_mm = 0.25f; // so near may one come to its mirror image
constexpr float k_off_mm = 0.01f;     // a ray begins so far outside its own surface
constexpr float k_aside_deg = 25;     // rays round the one straight out, which would miss what is beside it
constexpr int k_aside = 6;
constexpr int k_bounded = 4; // of these seven must meet something, or nothing bounds it there
constexpr int k_smoothing = 2; // towards the smaller one
// No spikes: so far may a vertex that has grown stand out over its neighbours, of the way to them, or as far as it did.
constexpr float k_round = 0.5f;
constexpr glm::vec2 k_end_share{0.05f, 0.2f}; // of the course: nothing grows up to here, all may beyond
constexpr int k_tries = 4; // shares of the way of which the farthest is taken that leaves the outline alone
constexpr float k_to_fascia = 0.3f; // share of the way that the outermost may swell towards the fascia over it: farther, and its form suffers
constexpr float k_cover_mm = 70;
constexpr int k_faces_most = 12;

constexpr std::uint32_t k_none = ~0u;
const glm::vec3 k_out(0, 0, -1); // as a back is seen

// How far a vertex stands out over the middle of its neighbours, and how far these are away.
struct Roundness {
    float stands_out_mm = 0, way_mm = 0;
};
Roundness roundness(const Body& body, std::uint32_t v, glm::vec3 normal) {
    const auto& points = body.mesh->positions;
    Roundness out;
    for (const std::uint32_t n : body.neighbours(v)) {
        out.stands_out_mm += glm::dot(points[v] - points[n], normal);
        out.way_mm += glm::distance(points[v], points[n]);
    }
    const float count = std::max(1.0f, float(body.neighbours(v).size()));
    return {out.stands_out_mm / count, out.way_mm / count};
}

// One that may go far waits for its neighbours.
void smooth_down(const Body& body, std::vector<float>& values) {
    for (int pass = 0; pass < k_smoothing; ++pass) {
        const auto old = values;
        for (std::uint32_t v = 0; v < values.size(); ++v) {
            float sum = 0, count = 0;
            for (const std::uint32_t n : body.neighbours(v)) sum += std::max(old[n], 0.0f), count += 1;
            if (count > 0) values[v] = std::min(old[v], glm::mix(old[v], sum / count, k_half));
        }
    }
}

} // namespace

Swelling::Swelling(std::span<const RoomPart> parts, std::span<const Body> bodies, Together& around, int threads)
    : threads_(threads), swells_(parts.size(), false), fasciae_(parts.size(), false), around_(around) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].kind == RoomPart::Kind::muscle && parts[i].swell_mm > 0) {
            swells_[i] = true;
            bellies_.push_back({i, parts[i].septum_mm, 0, {}, {}, {}, {}});
        }
        fasciae_[i] = parts[i].kind == RoomPart::Kind::fascia;
    }
    if (bellies_.empty()) return;
    around_.follow(bodies);
    for (Belly& belly : bellies_) belly.first_vertex = around_.first_vertex_of(belly.body);
    find_slips();
    core::parallel_for(threads_, bellies_.size(), [&](std::size_t n) {
        find_belly(parts[bellies_[n].body], bodies[bellies_[n].body], bellies_[n]);
    });
}

// What hangs together by triangles.
void Swelling::find_slips() {
    const auto& all = around_.mesh();
    slip_.resize(all.positions.size());
    for (std::uint32_t v = 0; v < slip_.size(); ++v) slip_[v] = v;
    const auto first = [&](std::uint32_t v) {
        while (slip_[v] != v) v = slip_[v] = slip_[slip_[v]];
        return v;
    };
    for (std::size_t i = 0; i < all.indices.size(); ++i) {
        const std::uint32_t a = first(all.indices[i]), b = first(all.indices[i - i % 3]);
        slip_[std::max(a, b)] = std::min(a, b);
    }
    for (std::uint32_t v = 0; v < slip_.size(); ++v) slip_[v] = first(v);
}

// Does one of these lie over it? Then what shows from behind is that one.
bool Swelling::covered(glm::vec3 p, const std::vector<char>& by) const {
    float from = k_off_mm;
    for (int face = 0; face < k_faces_most && from < k_cover_mm; ++face) {
        const auto hit = around_.intersect({p + from * k_out, k_out}, k_cover_mm - from);
        if (!hit) return false;
        if (by[around_.body_of(hit->triangle)]) return true;
        from += hit->distance + k_off_mm;
    }
    return false;
}

void Swelling::find_belly(const RoomPart& part, const Body& body, Belly& belly) const {
    const geometry::Mesh& mesh = *body.mesh;
    const auto normals = normals_of(mesh);
    belly.grown_mm.assign(mesh.positions.size(), 0);
    belly.most_mm.assign(mesh.positions.size(), 0);
    belly.stood_out.assign(mesh.positions.size(), 0);
    for (std::size_t v = 0; v < mesh.course.size(); ++v) { // what has no course has no belly
        const float along = std::min(mesh.course[v].x, 1 - mesh.course[v].x);
        const float most = part.swell_mm * glm::smoothstep(k_end_share.x, k_end_share.y, along) * (1 - mesh.course[v].y);
        const auto to = [&](float share) { return mesh.positions[v] + share * most * normals[v]; };
        int tries = most > 0 ? k_tries
                             : 0; // what lies beneath one that swells does not show, nor does what stays beneath itself
        while (tries > 0 && !covered(to(float(tries) / float(k_tries)), swells_)) --tries;
        float share = float(tries) / float(k_tries);
        if (most > 0 && share < k_to_fascia && covered(to(k_to_fascia), fasciae_)) share = k_to_fascia;
        belly.most_mm[v] = share * most;
        const Roundness round = roundness(body, std::uint32_t(v), normals[v]);
        belly.stood_out[v] = round.stands_out_mm / std::max(round.way_mm, k_off_mm);
    }
    smooth_down(body, belly.most_mm);
}

// Up to what is next that way; none within another one. A furrow of its own does not keep it back (own: the slip
// that it belongs to).
float Swelling::free_mm(glm::vec3 p, glm::vec3 way, std::uint32_t own) const {
    float reach = k_reach_mm;
    if (way.x < 0)
        reach = std::min(reach, std::max(0.0f, (p.x - k_midline_mm) / -way.x)); // its mirror image stands beyond
    const auto hit = around_.intersect({p + k_off_mm * way, way}, reach);
    if (!hit || slip_[around_.mesh().indices[3 * std::size_t(hit->triangle)]] == own) return reach;
    return glm::dot(around_.face_normal(hit->triangle), way) > 0 ? 0 : hit->distance;
}

// Straight out and to all sides; what is too little need not be known more exactly.
float Swelling::free_mm_all_round(glm::vec3 p, glm::vec3 out, std::uint32_t own, float too_little_mm) const {
    const glm::vec3 u = glm::normalize(
                        glm::cross(out, std::abs(out.y) < 0.8f ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0))),
                    w = glm::cross(out, u);
    const float aside = std::sin(glm::radians(k_aside_deg)), straight = std::cos(glm::radians(k_aside_deg));
    float least = free_mm(p, out, k_none);
    int bounded = least < k_reach_mm; // of all the rays: one may pass between two ribs or processes that bound it all the same
    for (int n = 0; n < k_aside && least > too_little_mm; ++n) {
        const float turn = glm::radians(360.0f) * float(n) / float(k_aside);
        const float free = free_mm(p, straight * out + aside * (std::cos(turn) * u + std::sin(turn) * w), own);
        bounded += free < k_reach_mm;
        least = std::min(least, free);
    }
    if (bounded < k_bounded) return 0; // that is no compartment
    return least;
}

// How far a vertex goes now.
float Swelling::step(const Belly& belly, const Body& body, std::uint32_t v) const {
    if (belly.most_mm[v] <= 0) return 0;
    const glm::vec3 normal = belly.normals[v];
    const Roundness round = roundness(body, v, normal);
    const float over = round.stands_out_mm - round.way_mm * std::max(k_round, belly.stood_out[v]);
    if (over > 0) return -std::min(k_half * over, belly.grown_mm[v]); // no spikes
    const float left = std::min(belly.most_mm[v] - belly.grown_mm[v], k_step_most_mm);
    if (left < k_step_least_mm) return 0;
    const float free = free_mm_all_round(body.mesh->positions[v], normal, slip_[belly.first_vertex + v], belly.septum_mm) - belly.septum_mm;
    return std::clamp(k_half * free, 0.0f, left);
}

bool Swelling::push(std::span<Body> bodies) {
    if (bellies_.empty()) return false;
    around_.follow(bodies);
    std::vector<std::vector<float>> found(bellies_.size());
    std::vector<Piece> pieces;
    for (std::size_t n = 0; n < bellies_.size(); ++n) {
        found[n].resize(bellies_[n].most_mm.size());
        for (std::uint32_t begin = 0; begin < found[n].size(); begin += k_piece) pieces.push_back({n, begin});
    }
    core::parallel_for(threads_, bellies_.size(), [&](std::size_t n) { bellies_[n].normals = normals_of(*bodies[bellies_[n].body].mesh); });
    core::parallel_for(threads_, pieces.size(), [&](std::size_t i) {
        const auto [n, begin] = pieces[i];
        for (std::uint32_t v = begin; v < std::min(begin + k_piece, std::uint32_t(found[n].size())); ++v)
            found[n][v] = step(bellies_[n], bodies[bellies_[n].body], v);
    });
    core::parallel_for(threads_, bellies_.size(), [&](std::size_t n) { smooth_down(bodies[bellies_[n].body], found[n]); });
    bool any = false;
    for (std::size_t n = 0; n < bellies_.size(); ++n)
        for (std::uint32_t v = 0; v < found[n].size(); ++v) {
            if (std::abs(found[n][v]) < k_step_least_mm) continue;
            bodies[bellies_[n].body].add_push(v, found[n][v] * bellies_[n].normals[v]);
            bellies_[n].grown_mm[v] += found[n][v];
            any = true;
        }
    return any;
}

} // namespace dorsum::bake::room
