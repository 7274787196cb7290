#include "bake/room_body.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake::room {

namespace {

constexpr float k_most_mm = 10;         // in all
constexpr float k_far_most_mm = 45;     // thicker than this is no muscle
constexpr float k_near_mm = 5;          // what is farther outside need not be known exactly
constexpr float k_exit_mm = 14;         // how far the way out on the right side may be
constexpr float k_thin = 0.55f, k_thin_mm = 0.8f; // what is left of a belly where there is no room: a share, or so much if that is less
constexpr float k_free = 0.5f;          // how eagerly what is not pushed follows its neighbours
constexpr float k_inside = 0.02f;       // barycentric: well within a triangle
constexpr float k_faces_out = 0.6f;    // cosine
constexpr int k_faces_most = 4;         // of one muscle beneath one another
constexpr float k_past_face_mm = 1e-3f;
constexpr int k_lift_rings = 2;
constexpr float k_lift_share = 0.5f;    // of a lift that a neighbour takes
constexpr float k_end_share = 0.05f;   // of the course
constexpr float k_touch2 = 1e-6f;       // a push, squared

} // namespace

std::vector<glm::vec3> normals_of(const geometry::Mesh& mesh) {
    geometry::Mesh bare;
    bare.positions = mesh.positions;
    bare.indices = mesh.indices;
    geometry::compute_normals(bare);
    return std::move(bare.normals);
}

Body::Body(const RoomPart& part) : kind(part.kind), mesh(part.mesh), end_mm(part.end_mm), outward_(part.outward), bvh_(*part.mesh) {
    if (!moves()) return;
    start_ = mesh->positions;
    moved_.assign(start_.size(), glm::vec3(0));
    push_.assign(start_.size(), {});
    pinned_.assign(start_.size(), false);
    find_far_sides();
    find_neighbours();
}

glm::vec3 Body::face_normal(std::uint32_t triangle) const {
    const auto* corner = &mesh->indices[3 * std::size_t(triangle)];
    const glm::vec3 &a = mesh->positions[corner[0]], &b = mesh->positions[corner[1]], &c = mesh->positions[corner[2]];
    return glm::cross(b - a, c - a);
}

// Straight through to the other side, from a little below the surface.
void Body::find_far_sides() {
    constexpr float k_below_mm = 0.02f;
    constexpr float k_same = 0.98f; // cosine
    far_.resize(start_.size());
    bent_.assign(start_.size(), false);
    const auto normals = normals_of(*mesh);
    for (std::size_t v = 0; v < start_.size(); ++v) {
        const glm::vec3 n = normals[v];
        bent_[v] = glm::dot(n, mesh->normals[v]) < k_same;
        const auto hit = bvh_.intersect({start_[v] - n * k_below_mm, -n}, k_far_most_mm);
        if (hit) far_[v] = {hit->triangle, hit->barycentric, hit->distance + k_below_mm, n};
    }
}

void Body::find_neighbours() {
    std::vector<std::vector<std::uint32_t>> lists(start_.size());
    for (std::size_t i = 0; i + 2 < mesh->indices.size(); i += 3)
        for (std::size_t k = 0; k < 3; ++k) lists[mesh->indices[i + k]].push_back(mesh->indices[i + (k + 1) % 3]); // every edge once each way
    for (const auto& list : lists) {
        first_neighbour_.push_back(std::uint32_t(neighbours_.size()));
        neighbours_.insert(neighbours_.end(), list.begin(), list.end());
    }
    first_neighbour_.push_back(std::uint32_t(neighbours_.size()));
}

glm::vec3 Body::on(const Far& far, const std::vector<glm::vec3>& values) const {
    const auto* corner = &mesh->indices[3 * std::size_t(far.triangle)];
    return values[corner[0]] * far.barycentric.x + values[corner[1]] * far.barycentric.y + values[corner[2]] * far.barycentric.z;
}

glm::vec3 Body::middle(std::uint32_t v) const {
    if (!moves() || far_[v].thickness_mm == 0) return mesh->positions[v];
    return 0.5f * (mesh->positions[v] + on(far_[v], mesh->positions));
}

std::optional<Body::Face> Body::inner_face(std::uint32_t v) const {
    const Far& far = far_[v];
    if (far.thickness_mm == 0) return std::nullopt;
    const glm::vec3 here = mesh->positions[v], there = on(far, mesh->positions);
    if (glm::dot(far.across, outward(here)) < 0) return Face{here, far.across};
    return Face{there, -far.across};
}

std::optional<Body::Opposite> Body::opposite(std::uint32_t v) const {
    const Far& far = far_[v];
    if (far.thickness_mm == 0) return std::nullopt;
    const auto* corner = &mesh->indices[3 * std::size_t(far.triangle)];
    const glm::vec3 across = mesh->positions[v] - on(far, mesh->positions);
    return Opposite{{corner[0], corner[1], corner[2]}, far.barycentric, glm::dot(across, far.across), glm::dot(far.across, outward(mesh->positions[v])) > 0};
}

// Inside a closed surface the first face met is seen from behind; two of three rays decide, and one that meets nothing proves the
// point outside, whatever folds the others met. Pieces of one muscle may cross, and then the rays may disagree: the mirror images
// of the three have a vote of their own, for the other side of the body.
bool Body::holds(glm::vec3 p) const {
    static constexpr glm::vec3 k_ways[3] = {{0.57f, 0.31f, 0.76f}, {-0.83f, 0.42f, 0.36f}, {0.11f, -0.74f, -0.66f}};
    for (const float side : {1.0f, -1.0f}) {
        int votes = 0;
        for (int i = 0; i < 3; ++i) {
            const glm::vec3 way(side * k_ways[i].x, k_ways[i].y, k_ways[i].z);
            const auto hit = bvh_.intersect({p, way});
            if (!hit) return false;
            if (glm::dot(face_normal(hit->triangle), way) > 0) ++votes;
            if (votes == 2) return true;
            if (votes + 2 - i < 2) break;
        }
    }
    return false;
}

std::optional<geometry::RayHit> Body::outer(glm::vec3 p, glm::vec3 outward, float outside_mm) const {
    auto hit = bvh_.intersect({p + outside_mm * outward, -outward}, 2 * outside_mm);
    if (!hit) return std::nullopt;
    const glm::vec3 normal = face_normal(hit->triangle);
    return glm::dot(normal, outward) > k_faces_out * glm::length(normal) ? hit : std::nullopt;
}

std::optional<geometry::RayHit> Body::seen_outer(glm::vec3 p, glm::vec3 outward, float outside_mm, float inside_mm) const {
    float from = 0;
    for (int face = 0; face < k_faces_most; ++face) {
        auto hit = bvh_.intersect({p + (outside_mm - from) * outward, -outward}, outside_mm + inside_mm - from);
        if (!hit) return std::nullopt;
        hit->distance += from;
        if (glm::dot(face_normal(hit->triangle), outward) > 0) return hit;
        from = hit->distance + k_past_face_mm;
    }
    return std::nullopt;
}

std::optional<geometry::RayHit> Body::inner(glm::vec3 p, glm::vec3 outward, float beneath_mm) const {
    const auto hit = bvh_.intersect({p, -outward}, beneath_mm);
    return hit && glm::dot(face_normal(hit->triangle), outward) < 0 ? hit : std::nullopt;
}

std::optional<float> Body::above(glm::vec3 p, glm::vec3 outward, float reach_mm) const {
    const auto hit = bvh_.intersect({p, outward}, reach_mm);
    if (hit) return glm::dot(face_normal(hit->triangle), outward) > 0 ? 0 : hit->distance;
    return std::nullopt;
}

std::optional<Body::Sunk> Body::sunk(glm::vec3 p, glm::vec3 middle, float reach_mm, float care_mm) const {
    auto near = bvh_.nearest(p, k_near_mm);
    if (!near) {
        if (!holds(p)) return Sunk{-k_near_mm, {}, 0};
        near = bvh_.nearest(p, reach_mm);
        if (!near) return std::nullopt;
    }
    const glm::vec3 away = p - near->position;
    const bool clear = glm::all(glm::greaterThan(near->barycentric, glm::vec3(k_inside)));
    const bool within = clear && near->distance_mm <= care_mm ? glm::dot(away, face_normal(near->triangle)) < 0 : holds(p);
    if (!within) return Sunk{-near->distance_mm, {}, near->triangle};
    if (near->distance_mm <= care_mm) return Sunk{near->distance_mm, {}, near->triangle};
    const glm::vec3 way = -away / near->distance_mm;
    Sunk out{near->distance_mm, way, near->triangle};
    // The nearest way out may be the wrong one: what lies over a thin muscle must not be drawn through it.
    const glm::vec3 inward = middle - p;
    const float thick = glm::length(inward);
    if (thick < 0.3f || glm::dot(inward, way) > -0.3f * thick) return out;
    const auto exit = bvh_.intersect({p, inward / thick}, k_exit_mm);
    if (!exit) return out;
    const glm::vec3 normal = glm::normalize(face_normal(exit->triangle));
    const float depth = glm::dot(exit->position - p, normal);
    if (glm::dot(normal, inward) < 0.2f * thick || depth <= 0) return out;
    if (glm::dot(exit->position - middle, normal) < glm::dot(near->position - middle, way)) out = {depth, normal, exit->triangle};
    return out;
}

// A side that was pushed pushes the other one, before the belly between them is gone.
void Body::keep_thickness() {
    std::vector<Pushed> pushed(start_.size());
    const auto add = [&](std::uint32_t v, glm::vec3 by) {
        pushed[v].high = glm::max(pushed[v].high, by);
        pushed[v].low = glm::min(pushed[v].low, by);
    };
    for (std::uint32_t v = 0; v < start_.size(); ++v) {
        const Far& far = far_[v];
        if (far.thickness_mm == 0) continue;
        const float now = far.thickness_mm + glm::dot(moved_[v] - on(far, moved_), far.across);
        const float least = std::min(k_thin * far.thickness_mm, std::max(k_thin_mm, 0.2f * far.thickness_mm));
        if (now >= least) continue;
        const glm::vec3 by = far.across * (least - now);
        const auto* corner = &mesh->indices[3 * std::size_t(far.triangle)];
        const bool here = glm::dot(push_[v].sum(), push_[v].sum()) > k_touch2;
        bool there = false;
        for (int k = 0; k < 3; ++k) there = there || glm::dot(push_[corner[k]].sum(), push_[corner[k]].sum()) > k_touch2;
        const float share = here == there ? 0.5f : here ? 0.0f : 1.0f;
        add(v, by * share);
        for (int k = 0; k < 3; ++k) add(corner[k], by * (share - 1));
    }
    for (std::size_t v = 0; v < start_.size(); ++v) moved_[v] += pushed[v].sum();
}

// A taut skin: what is pushed stays, what is free follows its neighbours and its far side.
void Body::smooth() {
    const std::vector<glm::vec3> old = moved_;
    for (std::size_t v = 0; v < start_.size(); ++v) {
        if (pinned_[v] || glm::dot(push_[v].sum(), push_[v].sum()) > k_touch2) continue;
        glm::vec3 sum(0);
        float weight = 0;
        for (auto n = first_neighbour_[v]; n < first_neighbour_[v + 1]; ++n) {
            sum += old[neighbours_[n]];
            weight += 1;
        }
        if (far_[v].thickness_mm > 0) {
            sum += 2.0f * on(far_[v], old);
            weight += 2;
        }
        if (weight > 0) moved_[v] = glm::mix(old[v], sum / weight, k_free);
    }
}

void Body::yield(int smoothing) {
    moved_most_mm = 0;
    if (still_ && !pushed_ && smoothing == 0) return;
    last_ = mesh->positions;
    for (std::size_t v = 0; v < start_.size(); ++v) moved_[v] += push_[v].sum();
    keep_thickness();
    for (int pass = 0; pass < smoothing; ++pass) smooth();
    for (std::size_t v = 0; v < start_.size(); ++v) {
        if (const float length = glm::length(moved_[v]); length > k_most_mm) moved_[v] *= k_most_mm / length;
        mesh->positions[v] = start_[v] + moved_[v];
        moved_most_mm = std::max(moved_most_mm, glm::distance(mesh->positions[v], last_[v]));
        push_[v] = {};
    }
    still_ = !pushed_ && smoothing == 0 && moved_most_mm == 0;
    pushed_ = false;
    if (moved_most_mm > 0) bvh_.refit(*mesh);
}

float Body::off_end(std::uint32_t v) const {
    if (mesh->course.empty()) return 1;
    return std::clamp(std::min(mesh->course[v].x, 1 - mesh->course[v].x) / k_end_share, 0.0f, 1.0f);
}

bool Body::lift(const std::vector<std::pair<std::uint32_t, float>>& by_mm, float most_mm, float end_most_mm) {
    moved_most_mm = 0;
    if (by_mm.empty()) return false;
    last_ = mesh->positions;
    still_ = false;
    std::vector<float> asked(start_.size(), 0);
    for (const auto& [v, mm] : by_mm) asked[v] = std::max(asked[v], mm);
    for (int ring = 0; ring < k_lift_rings; ++ring) { // no spikes
        const auto before = asked;
        for (std::size_t v = 0; v < start_.size(); ++v)
            for (auto n = first_neighbour_[v]; n < first_neighbour_[v + 1]; ++n)
                asked[v] = std::max(asked[v], k_lift_share * before[neighbours_[n]]);
    }
    lifted_.resize(start_.size(), 0);
    for (std::size_t v = 0; v < start_.size(); ++v) {
        const float step = std::min(asked[v], glm::mix(end_most_mm, most_mm, off_end(std::uint32_t(v))) - lifted_[v]);
        if (step <= 0) continue;
        lifted_[v] += step;
        const glm::vec3 by = step * outward(mesh->positions[v]);
        moved_[v] += by;
        mesh->positions[v] += by;
        moved_most_mm = std::max(moved_most_mm, step);
    }
    if (moved_most_mm > 0) bvh_.refit(*mesh);
    return moved_most_mm > 0;
}

void Body::finish() {
    const auto normals = mesh->normals;
    geometry::compute_normals(*mesh);
    for (std::size_t v = 0; v < start_.size(); ++v) {
        if (bent_[v]) mesh->normals[v] = normals[v];
        if (mesh->fibres.empty() || mesh->fibres[v] == glm::vec3(0)) continue;
        // The edge that runs most nearly with the fibre says how it has turned.
        float best = 0.7f;
        glm::vec3 turn(0);
        for (auto n = first_neighbour_[v]; n < first_neighbour_[v + 1]; ++n) {
            const glm::vec3 edge = start_[neighbours_[n]] - start_[v];
            const float length = glm::length(edge);
            if (length < 1e-3f) continue;
            const float along = glm::dot(edge, mesh->fibres[v]) / length;
            if (std::abs(along) <= best) continue;
            best = std::abs(along);
            turn = (moved_[neighbours_[n]] - moved_[v]) / (along > 0 ? length : -length);
        }
        const glm::vec3 turned = mesh->fibres[v] + turn;
        if (const float length = glm::length(turned); length > 1e-3f) mesh->fibres[v] = turned / length;
    }
}

} // namespace dorsum::bake::room
