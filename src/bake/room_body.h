// One muscle, fascia or bone while room is made (make_room.h): asked how deep a point lies in it, and pushed.
#pragma once

#include "bake/make_room.h"
#include "geometry/ray.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace dorsum::bake::room {

inline bool meet(const geometry::Bounds& a, const geometry::Bounds& b, float margin_mm) {
    return glm::all(glm::lessThanEqual(a.min - margin_mm, b.max)) && glm::all(glm::lessThanEqual(b.min - margin_mm, a.max));
}
inline glm::vec3 mirrored(glm::vec3 p) { return {-p.x, p.y, p.z}; }
inline geometry::Bounds mirrored(const geometry::Bounds& b) {
    return {{-b.max.x, b.min.y, b.min.z}, {-b.min.x, b.max.y, b.max.z}};
}
inline float distance_mm(const geometry::Bounds& b, glm::vec3 p) {
    return glm::length(glm::max(glm::max(b.min - p, p - b.max), glm::vec3(0)));
}

// As the surface is, not as it is lit: normals of muscles are bent for the light where they lap.
std::vector<glm::vec3> normals_of(const geometry::Mesh& mesh);

// A body as it is, or the one of the other side.
struct View {
    std::size_t body;
    bool mirror;
    glm::vec3 seen(glm::vec3 p) const { return mirror ? mirrored(p) : p; } // into the body's own place, and back
};

class Body {
public:
    Body() = default;
    explicit Body(const RoomPart& part);

    struct Sunk {
        float depth_mm; // negative outside
        glm::vec3 way;  // unit, out of the body
        std::uint32_t triangle; // where it leads out
    };
    // How deep p lies, if the surface is within reach_mm. `middle`: of what p is the surface of; it says on which side of this
    // body that one belongs, and which way out is the right one. Only what lies deeper than care_mm is looked at that closely.
    std::optional<Sunk> sunk(glm::vec3 p, glm::vec3 middle, float reach_mm, float care_mm) const;

    std::optional<geometry::NearestPoint> nearest(glm::vec3 p, float reach_mm) const {
        if (distance_mm(box(), p) > reach_mm) return std::nullopt;
        return bvh_.nearest(p, reach_mm);
    }
    // The face that is met first from a place so far outside p, looking in; nothing where it is steep.
    std::optional<geometry::RayHit> outer(glm::vec3 p, glm::vec3 outward, float outside_mm) const;
    // The same on any slope, for where a sheet thins out it stands steep, and only as far as inside_mm beneath p; and what is seen: where its
    // two faces have crossed, the deep one lies outside the other and is not drawn.
    std::optional<geometry::RayHit> seen_outer(glm::vec3 p, glm::vec3 outward, float outside_mm, float inside_mm) const;
    // 0 where a muscle ends, 1 well away from there; what has no course has no ends.
    float off_end(std::uint32_t v) const;
    // How far beneath p the face is that looks in, where p lies between the two faces.
    std::optional<geometry::RayHit> inner(glm::vec3 p, glm::vec3 outward, float beneath_mm) const;
    // How far it is to this one from p; 0 where p lies in it.
    std::optional<float> above(glm::vec3 p, glm::vec3 outward, float reach_mm) const;
    glm::vec3 outward(glm::vec3 p) const { return outward_ ? outward_(p) : glm::vec3(0, 0, -1); }
    std::span<const std::uint32_t> neighbours(std::uint32_t v) const {
        return std::span(neighbours_).subspan(first_neighbour_[v], first_neighbour_[v + 1] - first_neighbour_[v]);
    }
    bool moves() const { return kind == RoomPart::Kind::muscle || kind == RoomPart::Kind::fascia; }
    glm::vec3 middle(std::uint32_t v) const; // between the vertex and the far side
    struct Face {
        glm::vec3 position, inward; // unit: into the body
    };
    // The face that looks in, at or across from the vertex of a sheet; nothing at its rims.
    std::optional<Face> inner_face(std::uint32_t v) const;
    // Where the far side of a vertex is now; nothing at rims.
    struct Opposite {
        std::array<std::uint32_t, 3> corners;
        glm::vec3 barycentric;
        float thickness_mm;
        bool outside; // the vertex lies on the face that looks out
    };
    std::optional<Opposite> opposite(std::uint32_t v) const;
    const geometry::Bounds& box() const { return bvh_.bounds(); }

    // Pushes of one direction do not add up, opposite ones do.
    void add_push(std::uint32_t v, glm::vec3 by) {
        push_[v].high = glm::max(push_[v].high, by);
        push_[v].low = glm::min(push_[v].low, by);
        pushed_ = true;
    }
    // An end that lies on what it holds to stays there, unless pushed.
    void pin(std::uint32_t v) { pinned_[v] = true; }
    // Moves by what was pushed.
    void yield(int smoothing);
    void rest() { moved_most_mm = 0; } // for a round
    // Moves vertices straight out, each by the most that is asked of it, and those around it by a share, all in all no farther than
    // most_mm; nor by more than end_most_mm where it ends, for there it holds to something. Returns whether any did.
    bool lift(const std::vector<std::pair<std::uint32_t, float>>& by_mm, float most_mm, float end_most_mm);
    // What went back in may be lifted again.
    void sank(std::uint32_t v, float mm) {
        if (!lifted_.empty()) lifted_[v] = std::max(0.0f, lifted_[v] - mm);
    }
    // How far the vertex went in the last round.
    float moved_mm(std::size_t v) const { return moved_most_mm > 0 ? glm::distance(mesh->positions[v], last_[v]) : 0.0f; }
    // Normals and fibres as the surface lies now.
    void finish();

    RoomPart::Kind kind = RoomPart::Kind::bone;
    geometry::Mesh* mesh = nullptr;
    float end_mm = 0;
    float moved_most_mm = 0; // in the last round

private:
    struct Far { // the far side of a vertex
        std::uint32_t triangle = 0;
        glm::vec3 barycentric{0};
        float thickness_mm = 0; // 0: there is none
        glm::vec3 across{0};    // unit, from the far side to the vertex
    };
    struct Pushed {
        glm::vec3 high{0}, low{0};
        glm::vec3 sum() const { return high + low; }
    };
    void find_far_sides();
    void find_neighbours();
    bool holds(glm::vec3 p) const;
    glm::vec3 face_normal(std::uint32_t triangle) const;
    glm::vec3 on(const Far& far, const std::vector<glm::vec3>& values) const;
    void keep_thickness();
    void smooth();

    std::function<glm::vec3(glm::vec3)> outward_;
    geometry::Bvh bvh_;
    std::vector<glm::vec3> start_, moved_;
    std::vector<glm::vec3> last_; // positions before the round
    std::vector<Pushed> push_;
    bool pushed_ = false, still_ = false; // since it last moved; whether it would not move if it were asked again
    std::vector<float> lifted_; // how far straight out, mm
    std::vector<char> pinned_; // not bool: several threads
    std::vector<char> bent_;   // its normal is not the surface's: bent for the light where muscles lap
    std::vector<Far> far_;
    std::vector<std::uint32_t> neighbours_, first_neighbour_; // of vertex v: [first[v], first[v + 1])
};

} // namespace dorsum::bake::room
